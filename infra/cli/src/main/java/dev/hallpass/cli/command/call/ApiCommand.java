package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A command that calls the API.
public abstract class ApiCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Signs with this profile of AWS's configuration instead of the usual one.")
  private @Nullable String profile;

  protected ApiCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() {
    Settings settings = new SettingsFile(surroundings).read();
    return run(client(profile == null ? settings : settings.as(profile)));
  }

  /// Hallpass, as the command calls it.
  protected Client client(Settings settings) {
    return Client.of(surroundings, settings);
  }

  /// Does what the command is for.
  ///
  /// @return the exit code
  protected abstract int run(Client client);

  public final Surroundings surroundings() {
    return surroundings;
  }

  public final Terminal terminal() {
    return surroundings.terminal();
  }

  public final GrantText text() {
    return new GrantText(surroundings.clock().instant(), surroundings.zone());
  }

  /// A text that the call needs.
  ///
  /// @param given what the command line has
  /// @param option how it gives it
  /// @throws Stopped if it is missing, and nobody can be asked
  public final String needed(@Nullable String given, String option, String question) {
    Optional<String> text =
        Optional.ofNullable(given)
            .or(() -> terminal().ask(question, List.of()))
            .filter(answer -> !answer.isBlank());
    return text.orElseThrow(
        () -> new Stopped(ExitCode.USAGE, "%s is missing. Nothing was sent.".formatted(option)));
  }

  /// Demands that a program is there, before anything is asked for.
  ///
  /// @param program its name and its arguments; none if there is nothing to run
  /// @throws Stopped if it is not
  protected final void demand(List<String> program) {
    if (!program.isEmpty() && !surroundings.programs().has(program.getFirst())) {
      throw new Stopped(
          ExitCode.USAGE,
          "There is no program %s: it is neither on your path nor a file that you can run. Nothing was asked for. Check its name."
              .formatted(program.getFirst()));
    }
  }

  /// Runs a program with an open grant.
  ///
  /// @param environment the whole environment of the program
  /// @return its exit code
  /// @throws Stopped if it cannot be started
  protected final int run(List<String> program, Map<String, String> environment, Grant open) {
    try {
      return surroundings.programs().run(program, environment);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED,
          "Cannot start %s: %s. The access is open: hallpass show %s"
              .formatted(program.getFirst(), e.getMessage(), open.shortId()));
    }
  }
}
