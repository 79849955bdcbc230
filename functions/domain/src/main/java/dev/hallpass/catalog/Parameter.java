package dev.hallpass.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// A value that a request fills in, and that the policy uses.
public sealed interface Parameter {

  /// Its name, as the template writes it.
  String name();

  /// What it is, in words for people.
  String title();

  /// Whether the policy can use a value.
  boolean allows(String value);

  /// One of the longest values that the policy can use.
  String longest();

  /// All values that the policy can use; `*` if they are countless.
  List<String> all();

  /// Which values are allowed, in words for people.
  String words();

  /// A value that follows a grammar.
  record Typed(String name, String title, Grammar grammar) implements Parameter {
    @Override
    public boolean allows(String value) {
      return grammar.allows(value);
    }

    @Override
    public String longest() {
      return grammar.longest();
    }

    @Override
    public List<String> all() {
      return List.of("*");
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

    /// The value, once it is checked.
    ///
    /// @throws IllegalArgumentException if it could change what the policy means
    public static String checked(String value) {
      if (!FORM.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "must be 1 to 512 letters, digits, blanks and `_ . : # | @ / = + ! ( ) ~ -`, so that it"
                + " cannot change what the policy means; leave other characters out");
      }
      return value;
    }

    @Override
    public boolean allows(String value) {
      return values.contains(value);
    }

    @Override
    public String longest() {
      return values.stream().max(Comparator.comparingInt(String::length)).orElse("");
    }

    @Override
    public List<String> all() {
      return values;
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", values);
    }
  }
}
