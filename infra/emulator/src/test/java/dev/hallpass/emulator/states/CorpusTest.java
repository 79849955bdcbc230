package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The interpreter against executions recorded on AWS: run with `-Dcorpus=DIR`, a folder with one
/// JSON file per case.
@EnabledIfSystemProperty(named = "corpus", matches = ".+")
final class CorpusTest {
  @Test
  void everyRecordedExecutionIsRepeatedEventByEvent() throws IOException {
    List<RecordedCase> cases = cases(Path.of(System.getProperty("corpus")));
    List<String> disagreeing = new ArrayList<>();
    for (RecordedCase recorded : cases) {
      List<String> differences = differences(recorded);
      if (!differences.isEmpty()) {
        disagreeing.add(recorded.id() + ": " + String.join("; ", differences));
      }
    }
    Figures.note("asl-corpus %d of %d agree", cases.size() - disagreeing.size(), cases.size());
    disagreeing.forEach(difference -> System.out.println("disagrees: " + difference));

    assertThat(cases).isNotEmpty();
    assertThat(disagreeing).isEmpty();
  }

  private static List<RecordedCase> cases(Path folder) throws IOException {
    List<RecordedCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        cases.add(RecordedCase.of(StatesJson.parse(Files.readString(file))));
      }
    }
    return cases;
  }

  private static List<String> differences(RecordedCase recorded) {
    try {
      return recorded.differences(replayed(recorded));
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      return List.of(e.toString());
    }
  }

  private static List<JsonNode> replayed(RecordedCase recorded) {
    VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
    AtomicReference<SfnClient> client = new AtomicReference<>();
    Replay lambdas = new Replay(recorded.events(), timeline, client::get);
    client.set(
        new InMemoryStepFunctions(
                "us-east-1",
                "111111111111",
                timeline,
                lambdas,
                new Random(recorded.id().hashCode()))
            .client());
    SfnClient sfn = client.get();
    String machine =
        sfn.createStateMachine(request ->
                request
                    .name("recorded")
                    .roleArn("arn:aws:iam::111111111111:role/recorded")
                    .definition(recorded.definition()))
            .stateMachineArn();
    String execution =
        sfn.startExecution(request -> request.stateMachineArn(machine).input(recorded.input()))
            .executionArn();
    if (recorded.wasAborted()) {
      timeline.advance(Duration.ofSeconds(1));
      sfn.stopExecution(request -> request.executionArn(execution));
    }
    timeline.runUntilIdle();
    return sfn
        .getExecutionHistoryPaginator(request -> request.executionArn(execution))
        .events()
        .stream()
        .map(CorpusTest::recordedForm)
        .toList();
  }

  private static JsonNode recordedForm(HistoryEvent event) {
    ObjectNode json = StatesJson.object().put("type", event.typeAsString());
    ObjectNode details = json.putObject("EventDetails");
    if (event.stateEnteredEventDetails() != null) {
      details
          .put("name", event.stateEnteredEventDetails().name())
          .put("input", event.stateEnteredEventDetails().input());
    }
    if (event.stateExitedEventDetails() != null) {
      details
          .put("name", event.stateExitedEventDetails().name())
          .put("output", event.stateExitedEventDetails().output());
      if (event.stateExitedEventDetails().hasAssignedVariables()) {
        ObjectNode variables = details.putObject("assignedVariables");
        event.stateExitedEventDetails().assignedVariables().forEach(variables::put);
      }
    }
    return withOutcome(event, json, details);
  }

  private static JsonNode withOutcome(HistoryEvent event, ObjectNode json, ObjectNode details) {
    if (event.executionStartedEventDetails() != null) {
      details.put("input", event.executionStartedEventDetails().input());
    }
    if (event.executionSucceededEventDetails() != null) {
      details.put("output", event.executionSucceededEventDetails().output());
    }
    if (event.lambdaFunctionScheduledEventDetails() != null) {
      details.put("input", event.lambdaFunctionScheduledEventDetails().input());
    }
    if (event.lambdaFunctionSucceededEventDetails() != null) {
      details.put("output", event.lambdaFunctionSucceededEventDetails().output());
    }
    if (event.taskSubmittedEventDetails() != null) {
      details.put("output", event.taskSubmittedEventDetails().output());
    }
    if (event.taskSucceededEventDetails() != null) {
      details.put("output", event.taskSucceededEventDetails().output());
    }
    error(event).ifPresent(error -> details.put("error", error));
    return json;
  }

  private static Optional<String> error(HistoryEvent event) {
    return Stream.of(
            Optional.ofNullable(event.executionFailedEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.executionTimedOutEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.executionAbortedEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.evaluationFailedEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.lambdaFunctionFailedEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.lambdaFunctionTimedOutEventDetails())
                .map(details -> details.error()),
            Optional.ofNullable(event.taskFailedEventDetails()).map(details -> details.error()),
            Optional.ofNullable(event.taskTimedOutEventDetails()).map(details -> details.error()))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
