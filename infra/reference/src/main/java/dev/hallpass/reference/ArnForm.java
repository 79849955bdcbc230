package dev.hallpass.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The form of the ARNs of a type of resources, such as
/// `arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}`.
public record ArnForm(String text) {
  private static final int SEGMENTS = 6;
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

  /// Whether a resource of a policy can match an ARN of this form.
  ///
  /// @param pattern a resource of a policy, with wildcards and policy variables
  public boolean admits(String pattern) {
    return overlaps(pattern, Place.WIDE);
  }

  /// Whether a resource of a policy can match an ARN of this form whose places have neither colons
  /// nor slashes.
  boolean admitsPlainly(String pattern) {
    return overlaps(pattern, Place.NARROW);
  }

  /// The ARN of this form with these names in its places.
  ///
  /// @param names by place, such as `StateMachineName`
  /// @return empty if a place has no name
  public Optional<String> filled(Function<String, Optional<String>> names) {
    StringBuilder arn = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      Optional<String> name = names.apply(place.group(1));
      if (name.isEmpty()) {
        return Optional.empty();
      }
      place.appendReplacement(arn, Matcher.quoteReplacement(name.get()));
    }
    return Optional.of(place.appendTail(arn).toString());
  }

  /// The number of fixed parts. If an ARN has two forms, the one with more fixed parts is the right
  /// one.
  int fixed() {
    return PLACE.matcher(text).replaceAll("").replace("*", "").length();
  }

  private boolean overlaps(String pattern, Place place) {
    if (pattern.equals("*")) {
      return true;
    }
    List<String> asked = segments(pattern);
    List<String> formed = segments(text);
    if (asked.size() != SEGMENTS) {
      return false;
    }
    for (int at = 0; at < SEGMENTS; at++) {
      // Only the last segment may have a colon or a slash.
      Place here = at < SEGMENTS - 1 ? Place.NARROW : place;
      if (!Tokens.ofPattern(asked.get(at)).meet(Tokens.ofForm(formed.get(at), here))) {
        return false;
      }
    }
    return true;
  }

  /// Splits at the first five colons outside of variables.
  private static List<String> segments(String arn) {
    List<String> segments = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    for (int at = 0; at < arn.length() && segments.size() < SEGMENTS - 1; at++) {
      char letter = arn.charAt(at);
      if (letter == '{') {
        depth++;
      } else if (letter == '}') {
        depth--;
      } else if (letter == ':' && depth == 0) {
        segments.add(arn.substring(begin, at));
        begin = at + 1;
      }
    }
    segments.add(arn.substring(begin));
    return segments;
  }

  /// The characters that a place of a form can have.
  private enum Place {
    NARROW,
    WIDE
  }

  /// A text with places, letter by letter.
  private record Tokens(List<Token> tokens) {

    /// @param letters the possible letters here: one letter, or any of a place
    /// @param repeated whether they can occur any number of times, also none
    record Token(Letters letters, boolean repeated) {}

    /// One letter, any letter but the separators, or any letter.
    record Letters(char letter, Kind kind) {
      enum Kind {
        ONE,
        NO_SEPARATOR,
        ANY
      }

      boolean meet(Letters other) {
        if (kind == Kind.ONE) {
          return other.kind == Kind.ONE
              ? letter == other.letter
              : other.kind == Kind.ANY || !isSeparator(letter);
        }
        return other.kind != Kind.ONE || other.meet(this);
      }

      private static boolean isSeparator(char letter) {
        return letter == ':' || letter == '/';
      }
    }

    private static final Letters ANY = new Letters('*', Letters.Kind.ANY);
    private static final Letters NO_SEPARATOR = new Letters('*', Letters.Kind.NO_SEPARATOR);

    /// A segment of a policy's resource: `*` and `?`, variables, `${*}` for a plain star, and
    /// `{name}` for a text without separators.
    static Tokens ofPattern(String segment) {
      List<Token> tokens = new ArrayList<>();
      for (int at = 0; at < segment.length(); at++) {
        char letter = segment.charAt(at);
        int close = segment.startsWith("${", at) ? segment.indexOf('}', at) : -1;
        if (letter == '{' && segment.indexOf('}', at) > 0) {
          tokens.addAll(atLeastOne(NO_SEPARATOR));
          at = segment.indexOf('}', at);
        } else if (close > 0) {
          String inside = segment.substring(at + 2, close);
          tokens.add(
              inside.length() == 1
                  ? new Token(new Letters(inside.charAt(0), Letters.Kind.ONE), false)
                  : new Token(ANY, true));
          at = close;
        } else if (letter == '*') {
          tokens.add(new Token(ANY, true));
        } else if (letter == '?') {
          tokens.add(new Token(ANY, false));
        } else {
          tokens.add(new Token(new Letters(letter, Letters.Kind.ONE), false));
        }
      }
      return new Tokens(tokens);
    }

    /// A segment of a form: each place has at least one letter, and `*` is any text, also none.
    static Tokens ofForm(String segment, Place place) {
      Letters inPlace = place == Place.WIDE ? ANY : NO_SEPARATOR;
      List<Token> tokens = new ArrayList<>();
      for (int at = 0; at < segment.length(); at++) {
        if (segment.startsWith("${", at)) {
          tokens.addAll(atLeastOne(inPlace));
          at = segment.indexOf('}', at);
        } else if (segment.charAt(at) == '*') {
          tokens.add(new Token(inPlace, true));
        } else {
          tokens.add(new Token(new Letters(segment.charAt(at), Letters.Kind.ONE), false));
        }
      }
      return new Tokens(tokens);
    }

    private static List<Token> atLeastOne(Letters letters) {
      return List.of(new Token(letters, false), new Token(letters, true));
    }

    /// Whether a text exists that both match.
    boolean meet(Tokens other) {
      return meet(0, other, 0, new HashSet<>());
    }

    private boolean meet(int mine, Tokens other, int theirs, Set<Long> seen) {
      if (!seen.add(((long) mine << 32) | theirs)) {
        return false;
      }
      boolean mineEnds = mine == tokens.size();
      boolean theirsEnds = theirs == other.tokens.size();
      if (mineEnds && theirsEnds) {
        return true;
      }
      if (!mineEnds && tokens.get(mine).repeated() && meet(mine + 1, other, theirs, seen)) {
        return true;
      }
      if (!theirsEnds
          && other.tokens.get(theirs).repeated()
          && meet(mine, other, theirs + 1, seen)) {
        return true;
      }
      if (mineEnds || theirsEnds) {
        return false;
      }
      Token one = tokens.get(mine);
      Token two = other.tokens.get(theirs);
      return one.letters().meet(two.letters())
          && meet(
              one.repeated() ? mine : mine + 1, other, two.repeated() ? theirs : theirs + 1, seen);
    }
  }
}
