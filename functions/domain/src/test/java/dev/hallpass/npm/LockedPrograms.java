package dev.hallpass.npm;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs that npm fetches as a lock file names them.
public final class LockedPrograms {

  private LockedPrograms() {}

  /// Fetches them, unless they are there. No script of a package runs. Tests of several processes
  /// share them, so one process fetches and the others wait.
  ///
  /// @param locked the folder with the lock file
  /// @param into where they are installed
  /// @param said the file that gets what npm says
  /// @return whether they are there; not if there is no npm on the PATH, or it cannot fetch them
  public static synchronized boolean install(Path locked, Path into, Path said)
      throws IOException, InterruptedException {
    Files.createDirectories(into);
    Path done = into.resolve("installed");
    try (FileChannel turn = FileChannel.open(into.resolve("turn"), CREATE, WRITE);
        FileLock _ = turn.lock()) {
      if (!Files.exists(done) && fetch(locked, into, said)) {
        Files.createFile(done);
      }
      return Files.exists(done);
    }
  }

  private static boolean fetch(Path locked, Path into, Path said)
      throws IOException, InterruptedException {
    Optional<Path> npm = onThePath("npm");
    if (npm.isEmpty()) {
      return false;
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(locked.resolve(file), into.resolve(file), REPLACE_EXISTING);
    }
    Process fetching =
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
    return fetching.waitFor(10, TimeUnit.MINUTES) && fetching.exitValue() == 0;
  }

  /// A program on the PATH; empty if it is not there.
  public static Optional<Path> onThePath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
