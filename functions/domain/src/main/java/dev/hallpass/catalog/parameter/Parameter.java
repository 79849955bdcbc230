package dev.hallpass.catalog.parameter;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value that a request fills in, and that the policy uses.
public sealed interface Parameter {

  /// Its name, as the template writes it.
  String name();

  /// What it is, in words for people.
  String title();

  /// Whether the policy can use what a request gives.
  boolean allows(String given);

  /// What was meant by a request that gives something else, if that can be told.
  default Optional<String> nearest(String given) {
    return Optional.empty();
  }

  /// The values in what a request gives.
  default List<String> values(String given) {
    return List.of(given);
  }

  /// Whether a request can leave it out.
  default boolean isOptional() {
    return false;
  }

  /// The most values that a request can give.
  default int most() {
    return 1;
  }

  /// A value that the policy can use, such as requests give.
  String example();

  /// One of the longest values that the policy can use.
  String longest();

  /// All values that the policy can use; `*` if they are countless.
  List<String> all();

  /// Which values are allowed, in words for people.
  String words();

  /// The values between commas. No value has a comma.
  static List<String> separated(String given) {
    return List.of(given.split(",", -1));
  }

  /// A value of a form.
  record Typed(String name, String title, ValueForm form) implements Parameter {
    @Override
    public boolean allows(String value) {
      return form.allows(value);
    }

    @Override
    public Optional<String> nearest(String value) {
      return form.nearest(value);
    }

    @Override
    public String example() {
      return form.example();
    }

    @Override
    public String longest() {
      return form.longest();
    }

    @Override
    public List<String> all() {
      return List.of("*");
    }

    @Override
    public String words() {
      return form.words();
    }
  }

  /// A parameter that takes several values, separated by commas, or none.
  ///
  /// @param each what each value must be
  record Counted(Parameter each, boolean isOptional, int most) implements Parameter {

    @Override
    public String name() {
      return each.name();
    }

    @Override
    public String title() {
      return each.title();
    }

    @Override
    public boolean allows(String given) {
      List<String> values = values(given);
      return values.size() <= most
          && values.stream().distinct().count() == values.size()
          && values.stream().allMatch(each::allows);
    }

    @Override
    public Optional<String> nearest(String given) {
      return Optional.of(
              values(given).stream()
                  .map(value -> each.allows(value) ? value : each.nearest(value).orElse(value))
                  .collect(joining(",")))
          .filter(this::allows);
    }

    @Override
    public List<String> values(String given) {
      return separated(given);
    }

    @Override
    public String example() {
      return each.example();
    }

    @Override
    public String longest() {
      return each.longest();
    }

    @Override
    public List<String> all() {
      return each.all();
    }

    @Override
    public String words() {
      String count = most > 1 ? "up to %d different values, each ".formatted(most) : "";
      return count + each.words() + (isOptional ? ", or leave it out" : "");
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

    /// Whether a value cannot change what a policy means.
    static boolean isHarmless(String value) {
      return FORM.matcher(value).matches();
    }

    /// The value, once it is checked.
    ///
    /// @throws IllegalArgumentException if it could change what the policy means
    public static String checked(String value) {
      if (!isHarmless(value)) {
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
    public String example() {
      return values.getFirst();
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
