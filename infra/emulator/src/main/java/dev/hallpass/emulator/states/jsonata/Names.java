package dev.hallpass.emulator.states.jsonata;

import software.amazon.awssdk.services.sfn.model.InvalidNameException;

/// The grammar of names in Step Functions.
public final class Names {
  private Names() {}

  /// Checks a name.
  ///
  /// @throws InvalidNameException for an empty or overlong name, white space, brackets, wildcards,
  ///   control and special characters (`CreateStateMachine` and `StartExecution`)
  public static void check(String name) {
    if (!name.matches("[^\\p{Cntrl}\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/]{1,80}")) {
      throw InvalidNameException.builder().message("Invalid Name: '" + name + "'").build();
    }
  }
}
