package dev.hallpass.adapters.cloudformation;

/// Thrown when the meaning of a part of a template is unknown.
final class Undeterminable extends RuntimeException {
  private final String why;

  /// @param why our own words, without any value
  Undeterminable(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
