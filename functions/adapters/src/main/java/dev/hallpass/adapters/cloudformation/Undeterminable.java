package dev.hallpass.adapters.cloudformation;

/// Thrown when it cannot be told what a template means by something.
final class Undeterminable extends RuntimeException {
  private final String why;

  /// @param why in words of ours, without any value
  Undeterminable(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
