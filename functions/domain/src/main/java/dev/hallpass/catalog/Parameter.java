package dev.hallpass.catalog;

import java.util.List;

/// Something to fill in when an entitlement is asked for.
public sealed interface Parameter {

  /// Its name, as it stands in the template.
  String name();

  /// What it is, for people.
  String title();

  /// Whether a value may be put into the policy.
  boolean allows(String value);

  /// What is allowed, for people.
  String words();

  /// A value of some grammar.
  record Typed(String name, String title, Grammar grammar) implements Parameter {
    @Override
    public boolean allows(String value) {
      return grammar.allows(value);
    }

    @Override
    public String words() {
      return grammar.words();
    }
  }

  /// One of the values that the catalogue lists.
  record Choice(String name, String title, List<String> values) implements Parameter {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public boolean allows(String value) {
      return values.contains(value);
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", values);
    }
  }
}
