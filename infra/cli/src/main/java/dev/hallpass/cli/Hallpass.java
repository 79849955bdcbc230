package dev.hallpass.cli;

import dev.hallpass.cli.command.Commands;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.surroundings.Folders;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The program `hallpass`.
public final class Hallpass {

  private Hallpass() {}

  /// Runs one command.
  public static void main(String... arguments) {
    // What AWS's tools ask for again and again, and what people look up, needs nothing else loaded.
    Optional<String> ready = kept(arguments).or(() -> help(arguments));
    if (ready.isPresent()) {
      System.out.print(ready.get());
      return;
    }
    System.exit(Commands.run(Surroundings.ofProcess(Hallpass.class), arguments));
  }

  private static Optional<String> kept(String... arguments) {
    boolean isWhole =
        arguments.length == 2 || (arguments.length == 4 && arguments[2].equals("--profile"));
    if (!isWhole
        || !arguments[0].equals("credentials")
        || !CachedCredentials.isGrant(arguments[1])) {
      return Optional.empty();
    }
    Map<String, String> environment = System.getenv();
    Folders folders = Folders.of(environment, Folders.home(environment));
    return new CachedCredentials(folders, arguments[1])
        .answer(Instant.now())
        .map(answer -> answer + System.lineSeparator());
  }

  /// The help that was written when this was packaged.
  private static Optional<String> help(String... arguments) {
    @Nullable String home = System.getProperty("hallpass.home");
    int last = arguments.length - 1;
    if (home == null || last < 0 || last > 1) {
      return Optional.empty();
    }
    String page =
        switch (arguments[last]) {
          case "--help", "-h" -> last == 0 ? "hallpass" : "hallpass-" + arguments[0];
          case "--version", "-V" -> "version";
          default -> "";
        };
    try {
      return page.matches("[a-z-]+")
          ? Optional.of(Files.readString(Path.of(home, "help", page + ".txt")))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
