package dev.hallpass.adapters.json;

import static dev.hallpass.adapters.json.LedgerSamples.entry;
import static dev.hallpass.adapters.json.LedgerSamples.story;
import static dev.hallpass.adapters.json.LedgerSamples.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The entries in `events/ledger`, of each type and of five lives, are what is written and what is
/// read.
class LedgerSamplesTest {

  static List<Path> samples() {
    return LedgerSamples.files();
  }

  @Test
  void everyTypeOfEventHasASample() {
    assertThat(samples().stream().map(LedgerSamples::entry).map(LedgerSamplesTest::event))
        .extracting(Object::getClass)
        .containsAll(kindsOf(GrantEvent.class).toList());
  }

  private static Stream<Class<?>> kindsOf(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(LedgerSamplesTest::kindsOf)
        : Stream.of(kind);
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
  void aSampleFollowsTheOnesItCouldFollow(Path file) {
    History told = story(entry(file));

    assertThat(told.head().hex()).isEqualTo(entry(file).hash());
    assertThat(told.state()).isInstanceOf(Grant.Known.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theSameEventBehindTheSameStoryIsStoredAlike(Path file) {
    StoredEntry sample = entry(file);
    History told = story(sample);
    History before = told.before(sample.sequence());
    Build build = told.entries().getLast().build();

    assertThat(StoredEntry.behind(before, event(sample), Instant.parse(sample.at()), build))
        .isEqualTo(sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aSampleThatWasAlteredInAnyMemberIsFound(Path file) {
    StoredEntry sample = entry(file);
    List<Entry> entries = story(sample).entries();
    History before = History.of(new GrantId(sample.grant()), entries.subList(0, sample.sequence()));

    for (String member : sample.tree().propertyNames()) {
      StoredEntry altered = entry(altered(tree(file), member));
      assertThatExceptionOfType(CorruptLedger.class)
          .as(member)
          .isThrownBy(() -> altered.entryBehind(before));
    }
  }

  @Test
  void aTextWithHalfACharacterIsRefusedBecauseAllHalvesHaveTheSameHash() {
    for (String half : List.of("\ud800", "\udfff", "\udc00\ud800", "why\ud83d")) {
      assertThatExceptionOfType(Json.UnexpectedJson.class)
          .isThrownBy(() -> Json.canonical(Json.object().put("reason", half)));
    }
    assertThat(Json.canonical(Json.object().put("reason", "\ud83d\ude00")))
        .isEqualTo("{\"reason\":\"\ud83d\ude00\"}");
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
}
