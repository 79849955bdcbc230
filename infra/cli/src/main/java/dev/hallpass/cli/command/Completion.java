package dev.hallpass.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.cli.completion.Candidates;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hallpass completion`.
@Command(
    name = "completion",
    description = {
      "Prints the completion script of a shell.",
      "It suggests commands, options, entitlements, values and grants, from what the last lists said."
    },
    footer = {"", "Example:", "  source <(hallpass completion bash)"})
final class Completion implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh, fish or powershell.")
  private Shells shell = Shells.BASH;

  private enum Shells {
    BASH,
    ZSH,
    FISH,
    POWERSHELL
  }

  Completion(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String name = shell.name().toLowerCase(Locale.ROOT);
    try (InputStream script =
        Objects.requireNonNull(
            Candidates.class.getResourceAsStream("/dev/hallpass/cli/completion/" + name))) {
      surroundings.terminal().print(new String(script.readAllBytes(), UTF_8).stripTrailing());
      return ExitCode.DONE.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
