package dev.hallpass.local.console;

/// The answer to a question about a session, or the reason why there is none.
///
/// @param title the answer in a word or two
/// @param tone the colour of the answer
/// @param because the reason in a sentence
public record SessionAnswer(String title, String tone, String because) {

  static SessionAnswer none(String because) {
    return new SessionAnswer("No answer", "wait", because);
  }
}
