package dev.hallpass.handlers.words;

/// Something to look at twice.
///
/// @param mark its name
/// @param words what it means
public record Marked(String mark, String words) {}
