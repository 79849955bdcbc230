package dev.hallpass.local.console;

/// What was found out about a session, or why nothing was.
///
/// @param title the answer in a word or two
/// @param tone how it is coloured
/// @param because why, in a sentence
public record SessionAnswer(String title, String tone, String because) {

  static SessionAnswer none(String because) {
    return new SessionAnswer("No answer", "wait", because);
  }
}
