package dev.hallpass.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.History;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sample of an archive with one interval: the story that ends with `approved.json`.
class LogSampleTest {

  private static final IntervalJson FORMAT = new IntervalJson();

  private final NoteKey key = NoteKey.parse(file("key"));
  private final SignedNote note = SignedNote.parse(file("checkpoint"));
  private final Interval interval = FORMAT.interval(file("interval.json"));
  private final List<String> lines = file("entries.jsonl").lines().toList();

  @Test
  void theKeyBesideItSignedTheCheckpoint() {
    assertThat(note.isSignedBy(key)).isTrue();
    assertThat(SignedNote.parse(note.note().replace("\n6\n", "\n7\n")).isSignedBy(key)).isFalse();
  }

  @Test
  void theCheckpointSaysWhatTheIntervalSays() {
    Checkpoint checkpoint = Checkpoint.parse(note.text());

    assertThat(checkpoint).isEqualTo(interval.checkpoint(Sha256.of(file("interval.json"))));
    assertThat(checkpoint.origin()).isEqualTo(key.name());
    assertThat(FORMAT.text(interval)).isEqualTo(file("interval.json"));
  }

  @Test
  void theIntervalSaysWhatTheEntriesSay() {
    Interval.Part entries = interval.entries().orElseThrow();

    assertThat(Lines.digest(lines)).isEqualTo(entries.digest());
    assertThat(entries.object()).contains(entries.digest().hex().substring(0, 16));
    assertThat(interval.tree())
        .isEqualTo(
            Tree.EMPTY.with(lines.stream().map(line -> Hash.ofEntry(FORMAT.hash(line))).toList()));
  }

  @Test
  void theEntriesAreThoseOfTheLedger() {
    History story =
        LedgerSamples.story(LedgerSamples.entry(Path.of("../../events/ledger/approved.json")));

    assertThat(lines).hasSameSizeAs(story.entries());
    assertThat(lines.stream().map(line -> StoredEntry.of(Json.read(line))).toList())
        .zipSatisfy(story.entries(), (stored, entry) -> assertThat(stored.is(entry)).isTrue());
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of("../../events/log").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
