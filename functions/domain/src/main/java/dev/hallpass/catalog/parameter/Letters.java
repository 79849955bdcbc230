package dev.hallpass.catalog.parameter;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The letters of a value, which can be of any language, but not of several that hide letters among
/// those that look alike.
final class Letters {

  // Scripts that people write together (source: UTS 39, Highly Restrictive).
  private static final List<Set<UnicodeScript>> TOGETHER =
      List.of(
          EnumSet.of(
              UnicodeScript.LATIN,
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

  private Letters() {}

  /// Whether the letters are of one script, or of scripts that people write together, and none is
  /// another form of an ordinary one, such as a letter of full width.
  static boolean areOrdinary(String value) {
    if (value.chars().allMatch(letter -> letter < 0x80)) {
      return true;
    }
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    value.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
    scripts.remove(UnicodeScript.COMMON);
    return (scripts.size() < 2 || TOGETHER.stream().anyMatch(some -> some.containsAll(scripts)))
        && Normalizer.isNormalized(value, Normalizer.Form.NFKC);
  }
}
