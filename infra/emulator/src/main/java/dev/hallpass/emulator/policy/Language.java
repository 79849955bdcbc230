package dev.hallpass.emulator.policy;

import java.util.Arrays;

/// The version of the policy language a document is written in; variables exist only in the later
/// one.
public enum Language {
  V2008_10_17("2008-10-17"),
  V2012_10_17("2012-10-17");

  private final String date;

  Language(String date) {
    this.date = date;
  }

  static Language of(String date) {
    return Arrays.stream(values())
        .filter(language -> language.date.equals(date))
        .findFirst()
        .orElseThrow(
            () -> new MalformedPolicy("The policy must contain a valid version string: " + date));
  }
}
