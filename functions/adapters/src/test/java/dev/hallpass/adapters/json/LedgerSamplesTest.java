package dev.hallpass.adapters.json;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.CorruptLedger;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The entries in `events/ledger`, of each type and of two lives, are what is written and what is
/// read.
class LedgerSamplesTest {

  private static final Path SAMPLES = Path.of("../../events/ledger");

  static List<Path> samples() throws IOException {
    List<Path> samples = new ArrayList<>();
    for (Path life : List.of(SAMPLES, SAMPLES.resolve("break-glass"))) {
      try (Stream<Path> files = Files.list(life)) {
        files.filter(Files::isRegularFile).sorted().forEach(samples::add);
      }
    }
    return samples;
  }

  @Test
  void everyTypeOfEventHasASample() throws IOException {
    assertThat(samples().stream().map(LedgerSamplesTest::entry).map(LedgerSamplesTest::event))
        .extracting(Object::getClass)
        .contains(GrantEvent.class.getPermittedSubclasses());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleIsNamedByItsType(Path file) {
    assertThat(file).hasFileName(entry(file).type() + ".json");
    assertThat(EventJson.type(event(entry(file)))).isEqualTo(entry(file).type());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleHasTheNineMembersAndNoOther(Path file) {
    assertThat(entry(file).tree()).isEqualTo(tree(file));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void anEventIsWrittenAsItWasRead(Path file) {
    assertThat(EventJson.write(event(entry(file)))).isEqualTo(entry(file).event());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theHashIsThatOfTheOtherEightMembers(Path file) {
    ObjectNode others = tree(file).deepCopy();
    others.remove("hash");

    assertThat(Sha256.of(Json.canonical(others)).hex()).isEqualTo(entry(file).hash());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleFollowsTheOnesItCouldFollow(Path file) throws IOException {
    History told = story(entry(file));

    assertThat(told.head().hex()).isEqualTo(entry(file).hash());
    assertThat(told.state()).isInstanceOf(Grant.Known.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theSameEventBehindTheSameStoryIsStoredAlike(Path file) throws IOException {
    StoredEntry sample = entry(file);
    History told = story(sample);
    History before = new History(told.grant(), told.entries().subList(0, sample.sequence()));
    Build build = told.entries().getLast().build();

    assertThat(StoredEntry.behind(before, event(sample), Instant.parse(sample.at()), build))
        .isEqualTo(sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleThatWasAlteredInAnyMemberIsFound(Path file) throws IOException {
    StoredEntry sample = entry(file);
    List<Entry> entries = story(sample).entries();
    History before =
        new History(new GrantId(sample.grant()), entries.subList(0, sample.sequence()));

    for (String member : sample.tree().propertyNames()) {
      StoredEntry altered = entry(altered(tree(file), member));
      assertThatExceptionOfType(CorruptLedger.class)
          .as(member)
          .isThrownBy(() -> altered.entryBehind(before));
    }
  }

  /// The history that ends with an entry: each sample names the one before it by its hash.
  private static History story(StoredEntry last) throws IOException {
    Map<String, StoredEntry> byHash =
        samples().stream()
            .map(LedgerSamplesTest::entry)
            .collect(toMap(StoredEntry::hash, entry -> entry));
    return story(last, byHash);
  }

  private static History story(StoredEntry last, Map<String, StoredEntry> byHash) {
    History before =
        Optional.ofNullable(byHash.get(last.previous()))
            .map(entry -> story(entry, byHash))
            .orElseGet(() -> new History(new GrantId(last.grant()), List.of()));
    return before.with(last.entryBehind(before));
  }

  private static ObjectNode altered(ObjectNode tree, String member) {
    ObjectNode altered = tree.deepCopy();
    JsonNode value = tree.path(member);
    return value.isInt()
        ? altered.put(member, value.intValue() + 1)
        : altered.put(member, value.stringValue() + "0");
  }

  private static GrantEvent event(StoredEntry entry) {
    return EventJson.read(entry.type(), entry.event());
  }

  private static StoredEntry entry(Path file) {
    return entry(tree(file));
  }

  private static StoredEntry entry(ObjectNode tree) {
    return new StoredEntry(
        Json.text(tree, "grant"),
        Json.number(tree, "sequence"),
        Json.text(tree, "type"),
        Json.text(tree, "at"),
        Json.text(tree, "actor"),
        Json.text(tree, "event"),
        Json.text(tree, "previous"),
        Json.text(tree, "build"),
        Json.text(tree, "hash"));
  }

  private static ObjectNode tree(Path file) {
    try {
      return (ObjectNode) Json.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
