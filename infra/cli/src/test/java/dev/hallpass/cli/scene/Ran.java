package dev.hallpass.cli.scene;

import java.util.List;

/// What a command did.
///
/// @param exit its exit code
/// @param printed the lines for programs
/// @param told the lines for people
public record Ran(int exit, List<String> printed, List<String> told) {

  public Ran {
    printed = List.copyOf(printed);
    told = List.copyOf(told);
  }

  /// What was printed.
  public String out() {
    return String.join("\n", printed);
  }

  /// What people were told.
  public String err() {
    return String.join("\n", told);
  }
}
