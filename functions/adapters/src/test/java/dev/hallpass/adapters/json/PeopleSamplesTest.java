package dev.hallpass.adapters.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.authority.PublicSealKey;
import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The entries in `events/ledger/people` are what is written and what is read, and their seal is
/// good.
class PeopleSamplesTest {

  private static final Path SAMPLES = Path.of("../../events/ledger/people");
  private static final PersonId ID = PersonId.of(new Person("alice@example.com"));

  // Each member is that of the sample; the lines are those that ARCHITECTURE.md describes.
  private static final String SIGNED =
      """
      hallpass unblock 1
      entries person-ff8d9819fc0e12bf0d24892e45987e24
      after dc877929426ae3c7aeaa6b9cf973f62e8b57d0a40bc96b962240229a62f23368
      person alice@example.com
      admin carol@example.com
      channel PROVED
      reason a25f73df90daf9933916e73c316c34f5c13095eaaa2690955dfe932d4d655fb1
      at 2026-11-24T08:05:12.340Z
      """;

  @Test
  void theSamplesFollowOneAnother() {
    assertThat(story().entries()).hasSize(2);
    assertThat(blocked().block((_, _) -> true))
        .map(Block::admin)
        .contains(new Person("carol@example.com"));
  }

  @Test
  void theSameEventBehindTheSameHistoryIsStoredAlike() {
    BlockHistory before = BlockHistory.of(ID);
    for (String name : List.of("blocked", "unblocked")) {
      StoredEntry sample = sample(name);
      BlockEntry entry = sample.entryBehind(before);

      assertThat(StoredEntry.behind(before, entry.event(), entry.at(), build(sample)))
          .isEqualTo(sample);
      before = before.with(entry);
    }
  }

  @Test
  void aSampleThatWasAlteredInAnyMemberIsFound() {
    ObjectNode tree = LedgerSamples.tree(SAMPLES.resolve("blocked.json"));
    for (String member : tree.propertyNames()) {
      ObjectNode altered = tree.deepCopy();
      StoredEntry entry =
          LedgerSamples.entry(
              tree.path(member).isInt()
                  ? altered.put(member, 1)
                  : altered.put(member, tree.path(member).stringValue() + "0"));

      assertThatExceptionOfType(CorruptLedger.class)
          .as(member)
          .isThrownBy(() -> entry.entryBehind(BlockHistory.of(ID)));
    }
  }

  @Test
  void theSealSignsEightLinesThatTheEntriesSay() {
    Unblocked unblocked = (Unblocked) story().entries().getLast().event();

    assertThat(blocked().statement(unblocked, story().entries().getLast().at()).text())
        .isEqualTo(SIGNED);
  }

  @Test
  void theKeyBesideTheSampleMadeItsSealAndNoOther() throws IOException {
    assertThat(story().block(key(SAMPLES.resolve("seal-key.pem"))::made)).isEmpty();
    assertThat(story().block(key(Path.of("../../events/seal-key.pem"))::made)).isPresent();
  }

  private static BlockHistory blocked() {
    BlockHistory none = BlockHistory.of(ID);
    return none.with(sample("blocked").entryBehind(none));
  }

  private static BlockHistory story() {
    return blocked().with(sample("unblocked").entryBehind(blocked()));
  }

  private static StoredEntry sample(String name) {
    return LedgerSamples.entry(SAMPLES.resolve(name + ".json"));
  }

  private static Build build(StoredEntry entry) {
    List<String> parts = List.of(entry.build().split("/", 2));
    return new Build(parts.getFirst(), new Sha256(parts.getLast()));
  }

  private static PublicSealKey key(Path file) throws IOException {
    String pem = Files.readString(file, UTF_8);
    return PublicSealKey.of(Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", "")));
  }
}
