package dev.hallpass.local.judge;

import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.policy.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes the first decision of each kind that it hears of into a folder. Recorders may share a
/// folder, also those of several processes: a kind is a file, and the first of them writes it.
public final class Recorder implements Trail {

  /// The folder of this module's tests, which the build empties before them.
  public static final Path RECORDED = Path.of("target/decisions");

  private final Path folder;
  private final Kinds kinds = new Kinds();

  public Recorder(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized void decided(AccessRequest request, Policies policies, Verdict verdict) {
    kinds
        .firstOf(request, policies, verdict)
        .map(kind -> folder.resolve(kind + ".json"))
        .filter(Files::notExists)
        .ifPresent(
            file -> write(file, RecordedDecision.of(request, policies, verdict).json().toString()));
  }

  /// Hears of what is denied alone.
  public Trail ofDenials() {
    return (request, policies, verdict) -> {
      if (!verdict.allowed()) {
        decided(request, policies, verdict);
      }
    };
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      // Another process was the first.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
