package dev.hallpass.catalog.parameter;

import java.util.regex.Pattern;

/// A form that the catalogue itself gives, as a regular expression for the whole value.
///
/// @param pattern in the syntax that RE2 and Java share
public record OwnPattern(String pattern, String example) implements ValueForm {

  private static final int LONGEST = 128;

  // More steps than any pattern needs that does not try the same text again and again.
  private static final int MOST_STEPS = 100_000;

  /// @throws java.util.regex.PatternSyntaxException if the pattern is not a regular expression
  /// @throws IllegalArgumentException if the example does not have the form
  public OwnPattern {
    if (!allows(pattern, example)) {
      throw new IllegalArgumentException(
          "%s is not of the form %s, or has a character that could change what the policy means; correct one of the two"
              .formatted(example, pattern));
    }
  }

  @Override
  public boolean allows(String value) {
    return allows(pattern, value);
  }

  private static boolean allows(String pattern, String value) {
    try {
      return value.length() <= LONGEST
          && Parameter.Choice.isHarmless(value)
          && Pattern.compile(pattern).matcher(new Bounded(value)).matches();
    } catch (TooManySteps _) {
      return false;
    }
  }

  @Override
  public String longest() {
    return "a".repeat(LongestMatch.of(pattern, LONGEST));
  }

  @Override
  public String words() {
    return "a text of the form %s, such as %s".formatted(pattern, example);
  }

  /// A text that can be looked at only so often, so that no value keeps a function busy.
  private static final class Bounded implements CharSequence {

    private final String text;
    private int steps;

    private Bounded(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManySteps extends RuntimeException {}
}
