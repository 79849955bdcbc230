package dev.hallpass.cli.scene;

import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.command.Commands;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A person's terminal.
public final class Desk {

  private final Town town;
  private final Path home;
  private final FakePrograms programs = new FakePrograms();
  private final Map<String, String> environment = new HashMap<>();

  Desk(Town town, Path home) {
    this.town = town;
    this.home = home;
  }

  /// Runs a command while nobody is there to be asked.
  public Ran hallpass(String... arguments) {
    return answering(List.of(), arguments);
  }

  /// Runs a command, and answers its questions.
  public Ran answering(List<String> answers, String... arguments) {
    FakeTerminal terminal = new FakeTerminal(answers);
    int exit =
        Commands.run(
            new Surroundings(
                terminal,
                environment,
                home,
                town.timeline(),
                ZoneOffset.UTC,
                town.timeline()::advance,
                programs,
                List.of("/opt/hallpass/bin/hallpass")),
            arguments);
    return new Ran(exit, terminal.printed(), terminal.told());
  }

  /// The home folder.
  public Path home() {
    return home;
  }

  /// The programs on this machine.
  public FakePrograms programs() {
    return programs;
  }

  /// Sets a variable of the environment.
  public void set(String name, String value) {
    environment.put(name, value);
  }
}
