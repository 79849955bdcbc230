package dev.hallpass.catalog.parameter;

import java.util.Optional;

/// The form of the values of a parameter that people type.
public sealed interface ValueForm permits Grammar, OwnPattern {

  /// Whether a value has this form.
  boolean allows(String value);

  /// The value of this form that was meant by another one, if that can be told.
  default Optional<String> nearest(String value) {
    return Optional.empty();
  }

  /// A value of the greatest length. It need not have the form.
  String longest();

  /// Which values have it, in words for people, with an example.
  String words();

  /// A value that has it.
  String example();
}
