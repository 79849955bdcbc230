package dev.hallpass.drift;

import java.util.Optional;

/// One difference between a deployed resource and its template, or a part that could not be
/// determined. It names the part, and never repeats a value that was found, which may be a secret.
public sealed interface Difference {

  /// The resource's logical id in the template.
  String resource();

  /// The resource's name in AWS.
  String name();

  /// The part of the resource, such as `trust policy`.
  String aspect();

  /// The part exists and differs.
  ///
  /// @param remedy the command that brings back the template's value
  record Changed(String resource, String name, String aspect, String remedy)
      implements Difference {}

  /// The part should exist and does not.
  ///
  /// @param remedy the command that brings back the template's value
  record Missing(String resource, String name, String aspect, String remedy)
      implements Difference {}

  /// The part exists and should not.
  ///
  /// @param remedy the command that removes it
  record Added(String resource, String name, String aspect, String remedy) implements Difference {}

  /// The part cannot be determined.
  ///
  /// @param why our own words, or the code of AWS's answer
  /// @param denied the action that AWS denies to Hallpass; empty if there is another reason
  record Undetermined(
      String resource, String name, String aspect, String why, Optional<String> denied)
      implements Difference {

    /// A part that cannot be determined for another reason than a denial.
    public Undetermined(String resource, String name, String aspect, String why) {
      this(resource, name, aspect, why, Optional.empty());
    }
  }
}
