package dev.hallpass.cli.command.call;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Option;

/// Whether a person means it.
public final class Confirmation {

  @Option(names = "--yes", description = "Does not ask whether you mean it.")
  private boolean yes;

  /// Asks for a yes before something that cannot be taken back.
  ///
  /// @throws Stopped if nobody says yes
  public void confirm(Terminal terminal, String question) {
    if (yes) {
      return;
    }
    if (!terminal.isInteractive()) {
      throw new Stopped(
          ExitCode.USAGE,
          "Nobody is here to be asked. Add --yes if you mean it. Nothing was sent.");
    }
    String answer = terminal.ask(question + " [y/N]", List.of()).orElse("");
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw new Stopped(ExitCode.FAILED, "Nothing was sent.");
    }
  }
}
