package dev.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of the project, as tests about them find them.
final class ProjectFiles {

  static final Path PROJECT = Path.of("../..");

  private ProjectFiles() {}

  /// The Java files of all modules.
  ///
  /// @param wanted whether the path of a file is wanted
  static Stream<Path> sources(Predicate<String> wanted) {
    return Stream.of("functions", "infra").flatMap(folder -> in(PROJECT.resolve(folder), wanted));
  }

  private static Stream<Path> in(Path folder, Predicate<String> wanted) {
    try (Stream<Path> found =
        Files.find(
            folder,
            20,
            (path, _) -> path.toString().endsWith(".java") && wanted.test(path.toString()))) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
