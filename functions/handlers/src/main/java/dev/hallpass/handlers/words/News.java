package dev.hallpass.handlers.words;

import java.util.List;

/// What one person is told of a grant, without being asked for anything.
///
/// @param lead what it is, in a few words
/// @param heading the same as a sentence
/// @param says what that means
/// @param next what to do
public record News(String lead, String heading, List<String> says, String next) {

  public News {
    says = List.copyOf(says);
  }

  static News of(String lead, String heading, String says, String next) {
    return new News(lead, heading, List.of(says), next);
  }
}
