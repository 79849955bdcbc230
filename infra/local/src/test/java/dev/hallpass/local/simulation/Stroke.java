package dev.hallpass.local.simulation;

/// Something that goes wrong with one call of a history.
///
/// @param call the how manieth it is, from one
record Stroke(int call, Weather.Fate fate) {}
