package dev.hallpass.infra.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class NotificationsTest {

  private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

  @Test
  void readsTheLedgersStreamFromItsOldestRecordForTheFunctionsAlias(Deployment deployment) {
    JsonNode mapping = deployment.only(MAPPING).path("Properties");

    assertThat(Deployment.shown(mapping.path("EventSourceArn")))
        .isEqualTo("${LedgerEntries.StreamArn}");
    assertThat(mapping.at("/FunctionName/Ref").asString()).isEqualTo(deployment.alias("Notify"));
    assertThat(mapping.path("StartingPosition").asString()).isEqualTo("TRIM_HORIZON");
  }

  @Test
  void passesOnNewEntriesOfTypesThatTheLedgerKnows(Deployment deployment) {
    JsonNode pattern = pattern(deployment);
    Set<String> types = types(pattern);

    assertThat(pattern.path("eventName").toString()).isEqualTo("[\"INSERT\"]");
    assertThat(types).isNotEmpty().isSubsetOf(typesOfSamples());
  }

  @Test
  void passesOnEachTypeThatPeopleOrOtherSystemsAreToldOfAndNoOther(Deployment deployment) {
    assertThat(types(pattern(deployment)))
        .containsExactlyInAnyOrder(
            "activated",
            "approved",
            "approved-by-rule",
            "blocked",
            "cancelled",
            "denied",
            "end-neared",
            "ended",
            "escalated",
            "failed",
            "lapsed",
            "refused",
            "requested",
            "returned",
            "reviewed",
            "revoked",
            "unblocked",
            "withdrawn");
  }

  @Test
  void tellsInOneCallWhatHappensWithinSeconds(Deployment deployment) {
    JsonNode mapping = deployment.only(MAPPING).path("Properties");

    assertThat(mapping.path("MaximumBatchingWindowInSeconds").asInt()).isEqualTo(4);
  }

  @Test
  void itsFunctionWritesNothingIntoTheLedger(Deployment deployment) {
    assertThat(deployment.permissions("Notify"))
        .flatExtracting(one -> one.actions())
        .contains("dynamodb:Query")
        .doesNotContain("dynamodb:PartiQLInsert");
  }

  @Test
  void losesNoEntryThatItFailedAtWhileTheStreamHasIt(Deployment deployment) {
    JsonNode mapping = deployment.only(MAPPING).path("Properties");

    // Without a word it is tried again until it is too old.
    assertThat(mapping.path("MaximumRetryAttempts").asInt(-1)).isEqualTo(-1);
    assertThat(mapping.path("MaximumRecordAgeInSeconds").asInt()).isEqualTo(24 * 60 * 60);
  }

  @Test
  void doesNotRepeatWhatWentWellBesideWhatFailed(Deployment deployment) {
    JsonNode mapping = deployment.only(MAPPING).path("Properties");

    assertThat(mapping.path("BatchSize").asInt()).isEqualTo(10);
    assertThat(mapping.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
    assertThat(mapping.path("FunctionResponseTypes").toString())
        .isEqualTo("[\"ReportBatchItemFailures\"]");
  }

  @Test
  void itsFunctionMayReadNoOtherStream(Deployment deployment) {
    assertThat(deployment.permissions("Notify"))
        .filteredOn(one -> one.actions().contains("dynamodb:GetRecords"))
        .singleElement()
        .satisfies(one ->
            assertThat(one.resources())
                .extracting(Deployment::shown)
                .containsExactly("${LedgerEntries.StreamArn}"));
  }

  private static JsonNode pattern(Deployment deployment) {
    JsonNode filters = deployment.only(MAPPING).at("/Properties/FilterCriteria/Filters");
    assertThat(filters.valueStream()).hasSize(1);
    return JsonMapper.shared().readTree(filters.path(0).path("Pattern").asString());
  }

  private static Set<String> types(JsonNode pattern) {
    return pattern
        .at("/dynamodb/NewImage/type/S")
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toSet());
  }

  private static Set<String> typesOfSamples() {
    try (var files = Files.walk(Synthesis.PROJECT.resolve("events/ledger"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(NotificationsTest::typeOf)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String typeOf(Path sample) {
    return JsonMapper.shared().readTree(sample.toFile()).path("type").asString("");
  }
}
