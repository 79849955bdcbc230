package dev.hallpass.cli;

import dev.hallpass.cli.command.Commands;
import dev.hallpass.cli.credentials.CachedCredentials;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The program `hallpass`.
public final class Hallpass {

  private Hallpass() {}

  /// Runs one command.
  public static void main(String... arguments) {
    // What AWS's tools ask for again and again needs nothing else to be loaded.
    Optional<String> kept = kept(arguments);
    if (kept.isPresent()) {
      System.out.println(kept.get());
      return;
    }
    System.exit(Commands.run(Surroundings.ofProcess(), arguments));
  }

  private static Optional<String> kept(String... arguments) {
    if (arguments.length < 2
        || !arguments[0].equals("credentials")
        || !CachedCredentials.isGrant(arguments[1])) {
      return Optional.empty();
    }
    Folders folders = Folders.of(System.getenv(), Path.of(System.getProperty("user.home")));
    return new CachedCredentials(folders, arguments[1]).answer(Instant.now());
  }
}
