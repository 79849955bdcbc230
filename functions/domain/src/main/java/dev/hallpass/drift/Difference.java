package dev.hallpass.drift;

import java.util.Optional;

/// One thing in which what is deployed is not as its template says, or of which that could not be
/// found out. It tells what it is about and never repeats a value that was found, which may be a
/// secret.
public sealed interface Difference {

  /// The resource's logical id in the template.
  String resource();

  /// What AWS calls the resource.
  String name();

  /// What about the resource, such as `trust policy`.
  String aspect();

  /// It is there, and another.
  ///
  /// @param remedy what puts it right, made of what the template says
  record Changed(String resource, String name, String aspect, String remedy)
      implements Difference {}

  /// It should be there, and is not.
  ///
  /// @param remedy what puts it right, made of what the template says
  record Missing(String resource, String name, String aspect, String remedy)
      implements Difference {}

  /// It is there, and should not be.
  ///
  /// @param remedy what takes it away
  record Added(String resource, String name, String aspect, String remedy) implements Difference {}

  /// It cannot be determined.
  ///
  /// @param why in words of ours, or the code that AWS answered
  /// @param denied the action that AWS does not let Hallpass do; empty if that is not the reason
  record Undetermined(
      String resource, String name, String aspect, String why, Optional<String> denied)
      implements Difference {

    /// What cannot be determined for another reason than a denial.
    public Undetermined(String resource, String name, String aspect, String why) {
      this(resource, name, aspect, why, Optional.empty());
    }
  }
}
