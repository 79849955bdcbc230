package dev.hallpass.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.TableImport;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/// What `hallpass ledger restore` does: it writes the items of a new table, as DynamoDB's import
/// reads them.
public final class Restoration {

  private static final int MOST_NAMES = 5;

  private final Terminal terminal;
  private final ArchiveReader archive;
  private final IntervalJson format = new IntervalJson();
  private final TableImport table = new TableImport();
  private long items;
  private long intervals;
  private int behindGaps;
  private String origin = "";

  private Restoration(Terminal terminal, ArchiveReader archive) {
    this.terminal = terminal;
    this.archive = archive;
  }

  /// Writes the file of an import, and says what comes next.
  ///
  /// @param place where the log is
  /// @param file the name of a file that does not exist yet
  /// @throws Stopped if the log cannot be read, or the file not be written
  public static void write(Places places, String place, String file) {
    Restoration restoration =
        new Restoration(places.surroundings().terminal(), places.archive(place));
    Path to = Places.path(file);
    Places.told(
        "The table cannot be restored.",
        () -> {
          restoration.write(to);
          return to;
        });
  }

  private void write(Path file) {
    checkComplete();
    try (OutputStream output =
        new GZIPOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
      writeAll(output);
    } catch (IOException _) {
      throw new Stopped(
          ExitCode.UNKNOWN,
          "Cannot write %s. Name a file that is not there yet, in a folder that is."
              .formatted(file));
    } catch (IllegalArgumentException e) {
      throw new Stopped(
          ExitCode.NOT_WHOLE,
          "The log is not whole: %s. hallpass ledger verify says more.".formatted(e.getMessage()));
    }
    terminal.print(
        """
        %s has %d items, up to interval %d.
        It is not verified: hallpass ledger verify does that.
        Next: import it into a new table hallpass-ledger, and tell hallpass.yaml the log to go on after:
          archive: {continues: %s}\
        """
            .formatted(file, items, intervals - 1, origin));
    if (behindGaps > 0) {
      terminal.print(
          "An entry before %d of the items is missing in the log, so no index lists them."
              .formatted(behindGaps));
    }
  }

  /// Refuses a log with a gap before anything is written. A table without the entries of an
  /// interval would say other things about grants than the lost one.
  private void checkComplete() {
    List<String> names = archive.names(ArchiveNames.INTERVALS);
    if (names.isEmpty()) {
      throw new Stopped(
          ExitCode.UNKNOWN, "There is no log here: it has no intervals. Check the place.");
    }
    // Each checkpoint has its interval, so checkpoints tell of missing intervals at the end.
    long last =
        Math.max(
            highest(ArchiveNames.INTERVALS, names),
            highest(ArchiveNames.CHECKPOINTS, archive.names(ArchiveNames.CHECKPOINTS)));
    Set<String> there = Set.copyOf(names);
    List<String> missing =
        LongStream.rangeClosed(0, last)
            .mapToObj(ArchiveNames::interval)
            .filter(name -> !there.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new Stopped(
          ExitCode.NOT_WHOLE,
          "The log is not whole: %d of its intervals are missing, %s%s. Nothing was written. Get them from another copy of the archive, or from older versions in its bucket."
              .formatted(
                  missing.size(),
                  String.join(", ", missing.stream().limit(MOST_NAMES).toList()),
                  missing.size() > MOST_NAMES ? ", …" : ""));
    }
  }

  private static long highest(String folder, List<String> names) {
    return names.stream()
        .flatMapToLong(name -> ArchiveNames.numberOf(folder, name).stream())
        .max()
        .orElse(-1);
  }

  private void writeAll(OutputStream output) throws IOException {
    Optional<ArchivedObject> next = archive.read(ArchiveNames.interval(0));
    while (next.isPresent()) {
      Interval interval = format.interval(next.get().text());
      if (interval.entries().isPresent()) {
        write(interval.entries().get(), output);
      }
      origin = interval.origin();
      intervals = interval.number() + 1;
      next = archive.read(ArchiveNames.interval(intervals));
    }
    List<String> behind = table.behindGaps();
    write(behind, output);
    behindGaps = behind.size();
  }

  private void write(Interval.Part entries, OutputStream output) throws IOException {
    byte[] lines =
        archive
            .read(entries.object())
            .map(ArchivedObject::content)
            .orElseThrow(() -> new IllegalArgumentException(entries.object() + " is missing"));
    for (String line : Lines.read(lines)) {
      write(table.next(line), output);
    }
  }

  private void write(List<String> lines, OutputStream output) throws IOException {
    for (String line : lines) {
      output.write((line + "\n").getBytes(UTF_8));
      items++;
    }
  }
}
