package dev.hallpass.reference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A condition key. Its name may have a place for a name that AWS's customers choose, as in
/// `aws:RequestTag/${TagKey}`.
///
/// @param name the name in AWS's spelling
public record ConditionKey(String name, KeyType type) {
  private static final Pattern PLACE = Pattern.compile("\\$\\{[^}]+}|<[^>]+>|(?<=/)tag-key$");

  /// Whether a name in a policy means this key; the case of letters does not count.
  public boolean isNamed(String asked) {
    Matcher place = PLACE.matcher(name);
    return place.find()
        ? asked.regionMatches(true, 0, name, 0, place.start()) && fits(asked)
        : name.equalsIgnoreCase(asked);
  }

  private boolean fits(String asked) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    Matcher place = PLACE.matcher(name);
    while (place.find()) {
      pattern.append(Pattern.quote(name.substring(end, place.start()))).append(".+");
      end = place.end();
    }
    pattern.append(Pattern.quote(name.substring(end)));
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE).matcher(asked).matches();
  }
}
