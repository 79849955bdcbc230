package dev.hallpass.catalog.parameter;

/// The form of the values of a parameter that people type.
public sealed interface ValueForm permits Grammar, OwnPattern {

  /// Whether a value has this form.
  boolean allows(String value);

  /// A value of the greatest length. It need not have the form.
  String longest();

  /// Which values have it, in words for people, with an example.
  String words();

  /// A value that has it.
  String example();
}
