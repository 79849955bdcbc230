package dev.hallpass.catalog;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/// A language of mails and pages.
public enum Language {
  ENGLISH("en"),
  GERMAN("de");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// The language with this tag.
  ///
  /// @throws IllegalArgumentException if Hallpass does not speak it
  public static Language of(String tag) {
    return Stream.of(values())
        .filter(language -> language.tag.equals(tag))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s is not a language of Hallpass; write one of %s"
                    .formatted(
                        tag, Stream.of(values()).map(Language::tag).collect(joining(", ")))));
  }

  /// Its tag, such as `en` (source: BCP 47).
  public String tag() {
    return tag;
  }
}
