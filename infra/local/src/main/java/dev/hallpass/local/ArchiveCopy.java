package dev.hallpass.local;

import dev.hallpass.emulator.time.Timeline;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A copy of the ledger's archive in a folder, which grows each minute. It stays when the system
/// stops, until the next one begins another.
final class ArchiveCopy {

  private static final Duration EACH = Duration.ofMinutes(1);

  private final ArchiveReader archive;
  private final Timeline timeline;
  private final Path folder;

  private ArchiveCopy(ArchiveReader archive, Timeline timeline, Path folder) {
    this.archive = archive;
    this.timeline = timeline;
    this.folder = folder;
  }

  /// Begins a copy in an empty folder.
  ///
  /// @param folder what is in it is removed
  static ArchiveCopy begin(ArchiveReader archive, Timeline timeline, Path folder)
      throws IOException {
    ArchiveCopy copy = new ArchiveCopy(archive, timeline, folder);
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    copy.again();
    return copy;
  }

  /// Where it is.
  Path folder() {
    return folder;
  }

  private void again() {
    timeline.schedule(
        timeline.instant().plus(EACH),
        () -> {
          copy();
          again();
        });
  }

  private void copy() {
    try {
      // First the one that names the others, so that it names none that are not here.
      Optional<ArchivedObject> newest = archive.read(ArchiveNames.NEWEST);
      List<String> missing =
          archive.names("").stream().filter(name -> !Files.exists(folder.resolve(name))).toList();
      for (String name : missing) {
        write(name, archive.read(name).orElseThrow());
      }
      if (newest.isPresent()) {
        write(ArchiveNames.NEWEST, newest.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, ArchivedObject object) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, object.content());
  }
}
