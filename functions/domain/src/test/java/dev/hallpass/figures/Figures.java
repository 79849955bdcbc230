package dev.hallpass.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/// The figures that tests count and measure, of all modules in one file: `target/figures.md`.
public final class Figures {

  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Figures() {}

  /// Adds a line to the file, or prints it where no build names a file.
  ///
  /// @param format as [String#format(String, Object...)] reads it
  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a library of its own.
  public static void note(String format, Object... values) {
    String line =
        "- %s: %s%n"
            .formatted(
                CALLERS.getCallerClass().getSimpleName(),
                String.format(Locale.ROOT, format, values));
    Optional.ofNullable(System.getProperty("figures"))
        .map(Path::of)
        .ifPresentOrElse(file -> append(file, line), () -> System.out.print(line));
  }

  /// In one write, so that two test processes do not mix their lines.
  private static void append(Path file, String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The figures cannot be written", e);
    }
  }
}
