package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;

/// One page with a line for each thing that was looked at.
public final class Report {

  private final Terminal terminal;
  private boolean hasFailed;

  public Report(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The settings that were found.
  public void settings(Settings settings) {
    ok(
        "settings",
        "%s in %s, signed by the profile %s"
            .formatted(settings.url(), settings.region(), settings.profile()));
  }

  /// Why there are no settings.
  public void noSettings(Stopped why) {
    fail("settings", why.says());
  }

  /// A thing that is right.
  void ok(String thing, String says) {
    line("ok", thing, says);
  }

  /// A thing that works, but a person should know of it.
  void note(String thing, String says) {
    line("note", thing, says);
  }

  /// A thing that AWS does not tell of.
  void unknown(String thing, Unsaid unsaid) {
    note(thing, "cannot be asked: " + unsaid.why());
  }

  /// A thing that does not work, with what to do.
  void fail(String thing, String says) {
    hasFailed = true;
    line("FAIL", thing, says);
  }

  private void line(String mark, String thing, String says) {
    terminal.print("%-4s %-12s %s".formatted(mark, thing, says));
  }

  /// Whether something does not work.
  public boolean hasFailed() {
    return hasFailed;
  }
}
