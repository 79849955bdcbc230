package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.RandomSource;
import dev.hallpass.emulator.time.Timeline;

/// What every execution shares: time, chance, functions and task tokens.
record Surroundings(Timeline timeline, Lambdas lambdas, TaskTokens tokens, RandomSource chance) {

  /// The same, with functions that a role calls.
  Surroundings of(String roleArn) {
    return new Surroundings(timeline, lambdas.calledBy(roleArn), tokens, chance);
  }
}
