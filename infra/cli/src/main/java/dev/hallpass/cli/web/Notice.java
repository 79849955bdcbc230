package dev.hallpass.cli.web;

/// A page that says one thing and what to do next.
///
/// @param title what has happened
/// @param nextStep what the reader can do
public record Notice(String title, String meaning, String nextStep) {

  /// The page.
  public Page page(int status) {
    return Page.of(
        status, (output, interceptor) -> JteNoticeGenerated.render(output, interceptor, this));
  }
}
