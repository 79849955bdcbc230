package dev.hallpass.catalog;

import java.util.List;
import java.util.regex.Pattern;

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

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:#|@/=+!()~ -]{1,512}");

    /// @throws IllegalArgumentException if a value could change what a policy means
    public Choice {
      values = List.copyOf(values);
      values.forEach(Choice::checked);
    }

    /// The value, found to be one that may be put into a policy.
    ///
    /// @throws IllegalArgumentException if it could change what the policy means
    public static String checked(String value) {
      if (!FORM.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "a value to choose has letters, digits, blanks and `_ . : # | @ / = + ! ( ) ~ -` only");
      }
      return value;
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
