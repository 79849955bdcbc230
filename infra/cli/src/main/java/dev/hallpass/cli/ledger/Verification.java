package dev.hallpass.cli.ledger;

import dev.hallpass.adapters.archive.TableExport;
import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Progress;
import dev.hallpass.audit.Report;
import dev.hallpass.audit.Seen;
import dev.hallpass.audit.TableAudit;
import dev.hallpass.audit.TableRows;
import dev.hallpass.authority.PublicSealKey;
import dev.hallpass.authority.SealKey;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `hallpass ledger verify` does.
///
/// @param place where the log is, or an export of the table alone
/// @param keys the keys of its checkpoints, or files with them
/// @param sealKey a file with the key of the seals
/// @param table where an export of the table is
/// @param checkpoints files with checkpoints that were kept
/// @param seen sizes with roots that were kept, as `SIZE:ROOT`
public record Verification(
    String place,
    List<String> keys,
    Optional<String> origin,
    Optional<String> sealKey,
    Optional<String> table,
    List<String> checkpoints,
    List<String> seen) {

  /// What is said if the archive did not answer.
  static final String UNTOLD = "Whether the log is whole cannot be told.";

  private static final Duration BETWEEN = Duration.ofMillis(200);

  /// Audits the log, and prints what it found.
  ///
  /// @param json whether for a program
  /// @throws Stopped if that cannot be told
  public ExitCode run(Places places, boolean json) {
    Terminal terminal = places.surroundings().terminal();
    Report report = report(places, terminal);
    if (json) {
      terminal.print(ReportText.json(report));
    } else {
      ReportText.lines(report).forEach(terminal::print);
    }
    return report.isWhole() ? ExitCode.DONE : ExitCode.NOT_WHOLE;
  }

  private Report report(Places places, Terminal terminal) {
    List<NoteKey> read = keys.stream().map(Places::key).toList();
    Pins pins =
        new Pins(
            read,
            origin,
            sealKey.map(Verification::sealKey),
            Stream.concat(
                    checkpoints.stream().map(file -> kept(file, read)),
                    seen.stream().map(Verification::seen))
                .toList());
    Optional<TableRows> rows = table.map(name -> new TableExport(places.archive(name)));
    ArchiveReader archive = places.archive(place);
    int threads = places.threads(place);
    return Places.told(
        UNTOLD,
        () ->
            isTable(archive)
                ? new TableAudit(new TableExport(archive), threads).report(pins)
                : new Audit(archive, new IntervalJson(), new LoggedJson(), threads)
                    .report(pins, rows, progress(places, terminal)));
  }

  /// Whether a place has an export of the table, and no log.
  private static boolean isTable(ArchiveReader archive) {
    return archive.read(ArchiveNames.NEWEST).isEmpty()
        && archive.names(ArchiveNames.INTERVALS).isEmpty()
        && archive.names("").stream()
            .anyMatch(name -> name.endsWith(".json.gz") || name.endsWith(".json"));
  }

  private static Progress progress(Places places, Terminal terminal) {
    Instant[] told = {Instant.MIN};
    return (intervals, of, entries) -> {
      Instant now = places.surroundings().clock().instant();
      if (now.isAfter(told[0].plus(BETWEEN))) {
        told[0] = now;
        if (terminal.isInteractive()) {
          terminal.live("%d of %d intervals, %d entries".formatted(intervals, of, entries));
        }
      }
    };
  }

  private static SealKey sealKey(String file) {
    try {
      return PublicSealKey.of(
          Base64.getMimeDecoder().decode(Places.text(file).replaceAll("-----[A-Z ]+-----", "")));
    } catch (IllegalArgumentException _) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s is no public key of seals. It is a PEM file: aws kms get-public-key gives it."
              .formatted(file));
    }
  }

  private static Seen kept(String file, List<NoteKey> keys) {
    try {
      SignedNote note = SignedNote.parse(Places.text(file));
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!keys.isEmpty()
          && keys.stream().noneMatch(key -> note.isSignedBy(key.named(checkpoint.origin())))) {
        throw new Stopped(
            ExitCode.USAGE,
            "%s is not signed by the key that you named, so it proves nothing. Leave it out, or name its key too."
                .formatted(file));
      }
      return Seen.of(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new Stopped(ExitCode.USAGE, "%s is no checkpoint. %s.".formatted(file, e.getMessage()));
    }
  }

  private static Seen seen(String text) {
    try {
      int colon = text.indexOf(':');
      return new Seen(
          Long.parseLong(text.substring(0, Math.max(colon, 0))),
          Hash.ofBase64(text.substring(colon + 1)),
          Optional.empty());
    } catch (IllegalArgumentException _) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s is no size with a root. Write --seen SIZE:ROOT, as the mail has them."
              .formatted(text));
    }
  }
}
