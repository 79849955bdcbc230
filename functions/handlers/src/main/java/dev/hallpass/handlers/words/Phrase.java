package dev.hallpass.handlers.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A part of a sentence that keeps our words apart from the policy's values.
public record Phrase(List<Part> parts) {

  /// One part of a phrase.
  ///
  /// @param isValue whether the text is a value of the policy and not our words
  public record Part(String text, boolean isValue) {}

  public Phrase {
    parts = List.copyOf(parts);
  }

  /// Alternating words and values, beginning with words.
  static Phrase of(String... wordsAndValues) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < wordsAndValues.length; i++) {
      parts.add(new Part(wordsAndValues[i], i % 2 == 1));
    }
    return new Phrase(parts);
  }

  /// The phrase with quotes around its values, for plain text.
  public String text() {
    return parts.stream()
        .map(part -> part.isValue() ? '"' + part.text() + '"' : part.text())
        .collect(Collectors.joining());
  }

  /// The phrase as it is read, without quotes.
  public String plain() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }

  Phrase rewritten(UnaryOperator<String> rewrite) {
    return new Phrase(
        parts.stream()
            .map(part -> part.isValue() ? new Part(rewrite.apply(part.text()), true) : part)
            .toList());
  }
}
