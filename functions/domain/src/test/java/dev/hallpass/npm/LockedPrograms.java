package dev.hallpass.npm;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs that npm fetches as a lock file names them.
public final class LockedPrograms {

  private LockedPrograms() {}

  /// Fetches them. No script of a package runs.
  ///
  /// @param locked the folder with the lock file
  /// @param into where they are installed
  /// @param said the file that gets what npm says
  /// @return whether they are there; not if there is no npm on the PATH, or it cannot fetch them
  public static boolean install(Path locked, Path into, Path said)
      throws IOException, InterruptedException {
    Optional<Path> npm = onThePath("npm");
    if (npm.isEmpty()) {
      return false;
    }
    Files.createDirectories(into);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(locked.resolve(file), into.resolve(file), REPLACE_EXISTING);
    }
    Process installing =
        new ProcessBuilder(
                npm.get().toString(),
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                into.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    return installing.waitFor(10, TimeUnit.MINUTES) && installing.exitValue() == 0;
  }

  /// A program on the PATH; empty if it is not there.
  public static Optional<Path> onThePath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
