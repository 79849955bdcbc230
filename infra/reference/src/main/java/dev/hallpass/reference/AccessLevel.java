package dev.hallpass.reference;

import java.util.Arrays;

/// What kind of thing an action does, as AWS sorts its actions. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html)
public enum AccessLevel {
  LIST("List"),
  READ("Read"),
  WRITE("Write"),
  TAGGING("Tagging"),
  PERMISSIONS_MANAGEMENT("Permissions management");

  private final String words;

  AccessLevel(String words) {
    this.words = words;
  }

  /// The name in AWS's spelling.
  public String words() {
    return words;
  }

  /// The level with a name in AWS's spelling.
  ///
  /// @throws IllegalArgumentException if this class does not know the level
  static AccessLevel of(String words) {
    return Arrays.stream(values())
        .filter(level -> level.words.equals(words))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no access level " + words));
  }
}
