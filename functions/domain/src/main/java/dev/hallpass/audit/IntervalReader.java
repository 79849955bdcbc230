package dev.hallpass.audit;

import dev.hallpass.audit.ReadInterval.Flaw;
import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.audit.entry.Line;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.TilePath;
import dev.hallpass.log.Tiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Reads intervals with their checkpoints and entries, and checks what can be checked of each
/// alone.
final class IntervalReader {

  private final ArchiveReader archive;
  private final LogFormat format;
  private final EntryFormat entries;
  private final Pins pins;

  IntervalReader(ArchiveReader archive, LogFormat format, EntryFormat entries, Pins pins) {
    this.archive = archive;
    this.format = format;
    this.entries = entries;
    this.pins = pins;
  }

  ReadInterval read(long number) {
    String name = ArchiveNames.interval(number);
    Optional<ArchivedObject> object = archive.read(name);
    if (object.isEmpty()) {
      return ReadInterval.failed(number, Flaw.signed(name, "is missing"));
    }
    try {
      return read(number, object.get(), format.interval(object.get().text()));
    } catch (IllegalArgumentException _) {
      return ReadInterval.failed(number, Flaw.signed(name, "cannot be read as an interval"));
    }
  }

  private ReadInterval read(long number, ArchivedObject object, Interval interval) {
    Sha256 digest = Sha256.of(object.content());
    Checkpoint checkpoint = interval.checkpoint(digest);
    Optional<Flaw> unsigned = unsigned(checkpoint, number);
    List<Line> read = new ArrayList<>();
    Optional<Flaw> flaw =
        unsigned.isPresent()
            ? unsigned
            : interval.entries().flatMap(part -> unread(interval, part, read));
    return new ReadInterval(
        number,
        Optional.of(interval),
        digest,
        unsigned.isPresent() ? Optional.empty() : Optional.of(checkpoint),
        read,
        flaw);
  }

  private Optional<Flaw> unsigned(Checkpoint checkpoint, long number) {
    String name = ArchiveNames.checkpoint(number);
    Optional<ArchivedObject> object = archive.read(name);
    if (object.isEmpty()) {
      return Optional.of(Flaw.signed(name, "is missing"));
    }
    try {
      SignedNote note = SignedNote.parse(object.get().text());
      if (!note.note().equals(object.get().text()) || !note.text().equals(checkpoint.text())) {
        return Optional.of(
            Flaw.signed(
                name, "is not the checkpoint of %s".formatted(ArchiveNames.interval(number))));
      }
      return pins.haveSigned(note, checkpoint.origin())
          ? Optional.empty()
          : Optional.of(Flaw.signed(name, "is not signed by the key of the log"));
    } catch (IllegalArgumentException _) {
      return Optional.of(Flaw.signed(name, "cannot be read as a checkpoint"));
    }
  }

  /// Reads the entries of an interval.
  ///
  /// @param read where they are added
  /// @return what is wrong with them
  private Optional<Flaw> unread(Interval interval, Part part, List<Line> read) {
    if (!part.object()
        .equals(
            ArchiveNames.lines(
                ArchiveNames.ENTRIES, interval.number(), interval.at(), part.digest()))) {
      return Optional.of(
          Flaw.signed(
              ArchiveNames.interval(interval.number()), "names its entries by another name"));
    }
    Optional<ArchivedObject> object = archive.read(part.object());
    if (object.isEmpty()) {
      return Optional.of(Flaw.changed(part.object(), "is missing"));
    }
    try {
      String text = Lines.text(object.get().content());
      List<String> lines = text.lines().toList();
      boolean isSigned = Sha256.of(text).equals(part.digest()) && lines.size() == part.count();
      if (!isSigned) {
        return Optional.of(culprit(interval, part, lines));
      }
      lines.forEach(line -> read.add(Line.read(line, entries, format)));
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.of(Flaw.changed(part.object(), "cannot be read as compressed lines"));
    }
  }

  static String line(Part part, int line) {
    return "line %d of %s".formatted(line, part.object());
  }

  /// The first line that is not what was signed, by the leaves of the log.
  private Flaw culprit(Interval interval, Part part, List<String> lines) {
    long size = interval.tree().size();
    List<byte[]> leaves = leaves(size - part.count(), size);
    Optional<Flaw> unreadable = Optional.empty();
    for (int number = 1; number <= Math.max(lines.size(), part.count()); number++) {
      String what = line(part, number);
      if (number > lines.size()) {
        return new Flaw(number, what, "is missing: the log has a leaf for it", true);
      }
      if (number > part.count()) {
        return new Flaw(number, what, "is in no interval that was signed", true);
      }
      Line line;
      try {
        line = Line.read(lines.get(number - 1), entries, format);
      } catch (IllegalArgumentException _) {
        return new Flaw(number, what, "is not an entry", true);
      }
      boolean isOther =
          number <= leaves.size()
              && !Arrays.equals(leaves.get(number - 1), HexFormat.of().parseHex(line.hash().hex()));
      int place = number;
      Flaw flaw =
          line.entry()
              .map(entry -> exchanged(place, what, entry))
              .orElse(new Flaw(number, what, line.wrong(), true));
      if (isOther) {
        return flaw;
      }
      if (line.entry().isEmpty()) {
        unreadable = unreadable.or(() -> Optional.of(flaw));
      }
    }
    return unreadable.orElseGet(
        () -> Flaw.changed(part.object(), "has other lines than those that were signed"));
  }

  private static Flaw exchanged(int number, String what, Logged entry) {
    return new Flaw(
        number,
        "%s (%s)".formatted(entry.name(), what),
        "is not the entry that was signed in this place",
        true);
  }

  /// The leaves of an interval; none if the bundles do not tell.
  private List<byte[]> leaves(long before, long size) {
    List<byte[]> leaves = new ArrayList<>();
    if (before < 0) {
      return leaves;
    }
    long first = before / TilePath.FULL;
    try {
      for (long bundle = first; bundle * TilePath.FULL < size; bundle++) {
        int width = Math.toIntExact(Math.min(TilePath.FULL, size - bundle * TilePath.FULL));
        archive
            .read(new TilePath(TilePath.ENTRIES, bundle, width).text())
            .ifPresent(object -> leaves.addAll(Tiles.leaves(object.content())));
      }
    } catch (IllegalArgumentException _) {
      return List.of();
    }
    int skipped = Math.toIntExact(before - first * TilePath.FULL);
    return leaves.size() == size - first * TilePath.FULL
        ? leaves.subList(skipped, leaves.size())
        : List.of();
  }
}
