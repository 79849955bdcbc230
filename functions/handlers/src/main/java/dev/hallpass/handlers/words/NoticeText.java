package dev.hallpass.handlers.words;

/// What a page says that asks for nothing.
///
/// @param title what happened, in a few words
/// @param meaning what that means
/// @param nextStep what to do
public record NoticeText(String title, String meaning, String nextStep) {}
