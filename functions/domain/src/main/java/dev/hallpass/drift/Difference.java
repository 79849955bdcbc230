package dev.hallpass.drift;

/// One thing in which what is deployed is not as its template says, or of which that could not be
/// found out. It tells what it is about and never repeats a value, which may be a secret.
public sealed interface Difference {

  /// The resource's logical id in the template.
  String resource();

  /// What AWS calls the resource.
  String name();

  /// What about the resource, such as `trust policy`.
  String aspect();

  /// It is there, and another.
  record Changed(String resource, String name, String aspect) implements Difference {}

  /// It should be there, and is not.
  record Missing(String resource, String name, String aspect) implements Difference {}

  /// It is there, and should not be.
  record Added(String resource, String name, String aspect) implements Difference {}

  /// It cannot be determined.
  ///
  /// @param why in words of ours
  record Undetermined(String resource, String name, String aspect, String why)
      implements Difference {}
}
