package dev.hallpass.handlers.view;

/// The input that a page shows again after a mistake. It never holds the code.
///
/// @param reason the reason of a no or of a revocation, or the remarks of a review
/// @param duration the chosen time in the form of ISO 8601; empty if none was chosen
public record FormInput(String reason, String duration) {

  /// The input of an empty form.
  static final FormInput NOTHING = new FormInput("", "");
}
