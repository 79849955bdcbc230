package dev.hallpass.cli.scene;

import dev.hallpass.cli.command.Commands;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A person's terminal.
public final class Desk {

  private final Town town;
  private final Path home;
  private final FakePrograms programs = new FakePrograms();
  private List<String> launcher = List.of("/opt/hallpass/bin/hallpass");
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, FakeSite> sites = new HashMap<>();
  private boolean isLeaving;

  Desk(Town town, Path home) {
    this.town = town;
    this.home = home;
  }

  /// Runs a command while nobody is there to be asked.
  public Ran hallpass(String... arguments) {
    return answering(List.of(), arguments);
  }

  /// Asks to read a prefix of the bucket `acme-exports`.
  ///
  /// @param more more options
  public Ran asksForExports(String prefix, String duration, String... more) {
    return withExports("request", prefix, duration, more);
  }

  /// Runs a command that asks to read a prefix of the bucket `acme-exports`.
  ///
  /// @param more more options, and what stands behind them
  public Ran withExports(String command, String prefix, String duration, String... more) {
    return hallpass(
        Stream.concat(
                Stream.of(
                    command,
                    "read-bucket-prefix",
                    "bucket=acme-exports",
                    "prefix=" + prefix,
                    "--for",
                    duration,
                    "--reason",
                    "Support case 4711"),
                Stream.of(more))
            .toArray(String[]::new));
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
                town.clock(),
                ZoneOffset.UTC,
                this::pause,
                programs,
                this::network,
                launcher),
            arguments);
    return new Ran(exit, terminal.printed(), terminal.told());
  }

  /// Runs `hallpass web`, and ends it by Ctrl-C when the person has looked at the pages.
  ///
  /// @param person what they do with the address that their browser is given
  public Ran browsing(Consumer<String> person) {
    programs.browse(address -> {
      person.accept(address);
      isLeaving = true;
    });
    Ran ran = answering(List.of("here"), "web");
    isLeaving = false;
    return ran;
  }

  private void pause(Duration time) {
    if (isLeaving) {
      throw new Stopped(ExitCode.DONE, "Ctrl-C");
    }
    town.pause().of(time);
  }

  private HttpURLConnection network(URI address) throws IOException {
    @Nullable FakeSite site = sites.get(address.getHost());
    if (site == null) {
      throw new UnknownHostException(address.getHost());
    }
    return (HttpURLConnection) site.in(address).toURL().openConnection();
  }

  /// Answers yes to everything that waits for this person, after a time.
  public void saysYesIn(Duration time) {
    town.timeline()
        .schedule(
            town.timeline().instant().plus(time),
            () ->
                hallpass("approvals").printed().stream()
                    .filter(line -> line.startsWith("grant-"))
                    .forEach(line -> hallpass("approve", line.substring(0, 14), "--yes")));
  }

  /// Lets a site stand for a host.
  public void find(String host, FakeSite site) {
    sites.put(host, site);
  }

  /// Takes the person's credentials away.
  public void signOut() {
    try {
      Files.writeString(home.resolve(".aws/config"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The home folder.
  public Path home() {
    return home;
  }

  /// The programs on this machine.
  public FakePrograms programs() {
    return programs;
  }

  /// Says how other programs start the command line.
  public void launchBy(List<String> command) {
    launcher = List.copyOf(command);
  }

  /// Sets a variable of the environment.
  public void set(String name, String value) {
    environment.put(name, value);
  }
}
