package dev.hallpass.handlers.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A piece of a sentence, in which our words are kept apart from the values put into it.
public record Phrase(List<Part> parts) {

  /// One part.
  ///
  /// @param isValue whether it stands in the policy as it is, rather than being our words
  public record Part(String text, boolean isValue) {}

  public Phrase {
    parts = List.copyOf(parts);
  }

  /// Words and values in turn, beginning with words.
  static Phrase of(String... wordsAndValues) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < wordsAndValues.length; i++) {
      parts.add(new Part(wordsAndValues[i], i % 2 == 1));
    }
    return new Phrase(parts);
  }

  /// The phrase with its values quoted, for a reader who sees no markup.
  public String text() {
    return parts.stream()
        .map(part -> part.isValue() ? '"' + part.text() + '"' : part.text())
        .collect(Collectors.joining());
  }

  Phrase rewritten(UnaryOperator<String> rewrite) {
    return new Phrase(
        parts.stream()
            .map(part -> part.isValue() ? new Part(rewrite.apply(part.text()), true) : part)
            .toList());
  }
}
