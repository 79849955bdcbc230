package dev.hallpass.handlers.view;

/// What was typed into a page, so that nobody types it twice. The code is not among it.
///
/// @param reason the reason of a no or of a revocation, or the remarks of a review
/// @param duration what was chosen, in ISO 8601's form; empty if nothing was
public record FormInput(String reason, String duration) {

  /// What is on a page that nobody has typed into.
  static final FormInput NOTHING = new FormInput("", "");
}
