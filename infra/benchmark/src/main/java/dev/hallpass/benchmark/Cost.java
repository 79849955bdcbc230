package dev.hallpass.benchmark;

/// What one invocation cost that began with the start of its process.
///
/// @param cpu milliseconds of CPU from the start of the process to the answer
/// @param wall milliseconds from the start of the process to the answer
/// @param memory the most memory that the process had, in MB
/// @param classes the classes that the process loaded; 0 if they were not counted
record Cost(long cpu, long wall, long memory, long classes) {}
