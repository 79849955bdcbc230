package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.RandomSource;
import dev.hallpass.emulator.time.Timeline;

/// The parts that all executions share: time, randomness, functions and task tokens.
record Surroundings(Timeline timeline, Lambdas lambdas, TaskTokens tokens, RandomSource chance) {

  /// The same, with the functions for calls by a role.
  Surroundings of(String roleArn) {
    return new Surroundings(timeline, lambdas.calledBy(roleArn), tokens, chance);
  }
}
