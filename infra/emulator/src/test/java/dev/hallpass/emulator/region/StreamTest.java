package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.Lambdas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamTest {
  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final String STREAM =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/entries/stream/1970-01-01T00:00:00.000";
  private static final String[] READING = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams"
  };
  private static final Lambdas FAILS =
      (_, _) -> {
        throw FunctionError.thrown("Busy", "later");
      };

  private final List<SampleRegion> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SampleRegion::close);
  }

  @Test
  void anInsertIsHandedToTheFunctionAMomentLaterInTheFormOfLambda() {
    SampleRegion sample = mapped("");
    sample.timeline.advance(Duration.ofSeconds(7));

    insert(sample, "g-1", 0, "approved");
    sample.timeline.advance(A_MOMENT.minusMillis(1));
    assertThat(sample.events).isEmpty();
    sample.timeline.advance(Duration.ofMillis(1));

    assertThat(sample.events)
        .containsExactly(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Records": [{
                      "eventID": "%s",
                      "eventName": "INSERT",
                      "eventVersion": "1.1",
                      "eventSource": "aws:dynamodb",
                      "awsRegion": "eu-central-1",
                      "dynamodb": {
                        "ApproximateCreationDateTime": 1795341607,
                        "Keys": {"grant": {"S": "g-1"}, "sequence": {"N": "0"}},
                        "NewImage": {
                          "grant": {"S": "g-1"},
                          "sequence": {"N": "0"},
                          "type": {"S": "approved"}
                        },
                        "SequenceNumber": "000000000000000000001",
                        "SizeBytes": 46,
                        "StreamViewType": "NEW_AND_OLD_IMAGES"
                      },
                      "eventSourceARN": "%s"
                    }]}
                    """
                        .formatted(
                            sample.events.getFirst().at("/Records/0/eventID").asString(), STREAM)));
    assertThat(sample.events.getFirst().at("/Records/0/eventID").asString())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void whatManyWriteAtOnceIsHandedOverOnceEach() throws InterruptedException, ExecutionException {
    SampleRegion sample = mapped("\"BatchSize\": 1000");
    DynamoDbClient client = sample.region.dynamoDb();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Void>> writers =
          IntStream.range(0, 8)
              .<Callable<Void>>mapToObj(writer ->
                  () -> {
                    for (int sequence = 0; sequence < 25; sequence++) {
                      insert(client, "g-" + writer, sequence, "approved");
                    }
                    return null;
                  })
              .toList();
      for (Future<Void> written : threads.invokeAll(writers)) {
        written.get();
      }
    }
    sample.timeline.advance(A_MOMENT);

    assertThat(sample.events)
        .flatExtracting(event -> event.path("Records").valueStream().toList())
        .extracting(record -> record.at("/dynamodb/Keys").toString())
        .hasSize(8 * 25)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyTypeOfAttributeIsHandedOverByItsLetters() {
    SampleRegion sample = mapped("");
    sample
        .region
        .dynamoDb()
        .executeStatement(statement ->
            statement.statement(
                "INSERT INTO \"entries\" VALUE {'grant': 'g-1', 'sequence': 0, 'yes': true,"
                    + " 'nothing': null, 'list': [1, 'a'], 'map': {'in': 'b'},"
                    + " 'set': <<'c'>>, 'numbers': <<2>>}"));
    sample.timeline.advance(A_MOMENT);

    JsonNode image = sample.events.getFirst().at("/Records/0/dynamodb/NewImage");
    assertThat(image.path("yes").toString()).isEqualTo("{\"BOOL\":true}");
    assertThat(image.path("nothing").toString()).isEqualTo("{\"NULL\":true}");
    assertThat(image.path("list").toString()).isEqualTo("{\"L\":[{\"N\":\"1\"},{\"S\":\"a\"}]}");
    assertThat(image.path("map").toString()).isEqualTo("{\"M\":{\"in\":{\"S\":\"b\"}}}");
    assertThat(image.path("set").toString()).isEqualTo("{\"SS\":[\"c\"]}");
    assertThat(image.path("numbers").toString()).isEqualTo("{\"NS\":[\"2\"]}");
  }

  @Test
  void aChangeAndARemovalAreInTheStreamToo() {
    SampleRegion sample = mapped("");
    insert(sample, "g-1", 0, "approved");
    Map<String, AttributeValue> key = Map.of("grant", text("g-1"), "sequence", number(0));
    sample.region.dynamoDb().putItem(put -> put.tableName("entries").item(key));
    sample.region.dynamoDb().deleteItem(delete -> delete.tableName("entries").key(key));
    sample.timeline.advance(A_MOMENT);

    assertThat(sample.events.getFirst().path("Records").values())
        .extracting(record -> record.path("eventName").asString())
        .containsExactly("INSERT", "MODIFY", "REMOVE");
    assertThat(sample.events.getFirst().at("/Records/1/dynamodb/OldImage/type/S").asString())
        .isEqualTo("approved");
  }

  @Test
  void whatTheFiltersDoNotMatchIsNotHandedOver() {
    SampleRegion sample =
        mapped(
            filters(
                "{\"eventName\": [\"INSERT\"],"
                    + " \"dynamodb\": {\"NewImage\": {\"type\": {\"S\": [\"approved\", \"denied\"]}}}}",
                "{\"dynamodb\": {\"Keys\": {\"grant\": {\"S\": [\"g-2\"]}}}}"));
    insert(sample, "g-1", 0, "requested");
    insert(sample, "g-1", 1, "approved");
    insert(sample, "g-1", 2, "denied");
    insert(sample, "g-2", 0, "requested");
    sample.timeline.advance(A_MOMENT);

    assertThat(handedOver(sample)).containsExactly(List.of("g-1/1", "g-1/2", "g-2/0"));
  }

  @Test
  void anInsertThatIsRefusedOrFailsIsNotHandedOver() {
    SampleRegion sample = mapped("");
    insert(sample, "g-1", 0, "requested");
    sample.timeline.advance(A_MOMENT);
    sample.events.clear();
    DynamoDbClient mallory = sample.region.dynamoDb(sample.function().caller());

    assertThatThrownBy(() -> insert(mallory, "g-1", 1, "approved"))
        .isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(() -> insert(sample, "g-1", 0, "approved"))
        .isInstanceOf(DuplicateItemException.class);
    sample.timeline.advance(Duration.ofDays(2));

    assertThat(sample.events).isEmpty();
  }

  @Test
  void anInsertWhoseAnswerIsLostIsHandedOverAllTheSame() {
    SampleRegion sample = mapped("");
    sample.allow(
        Stream.concat(Stream.of(READING), Stream.of("dynamodb:PartiQLInsert"))
            .toArray(String[]::new));
    sample.accounts.connectBy(
        new NetworkLink() {
          @Override
          public void answer(Principal caller, SdkRequest request) {
            throw SdkClientException.create("lost");
          }
        });

    assertThatThrownBy(
            () -> insert(sample.region.dynamoDb(sample.function().caller()), "g-1", 0, "approved"))
        .hasMessage("lost");
    sample.timeline.advance(A_MOMENT);

    assertThat(handedOver(sample)).containsExactly(List.of("g-1/0"));
  }

  @Test
  void aBatchHoldsNoMoreThanItsSize() {
    SampleRegion sample = mapped("\"BatchSize\": 2");
    for (int sequence = 0; sequence < 5; sequence++) {
      insert(sample, "g-1", sequence, "approved");
    }
    sample.timeline.advance(A_MOMENT);

    assertThat(handedOver(sample))
        .containsExactly(List.of("g-1/0", "g-1/1"), List.of("g-1/2", "g-1/3"), List.of("g-1/4"));
  }

  @Test
  void whatIsBehindAFailureWaitsAndComesInOrder() {
    SampleRegion sample = mapped("\"BatchSize\": 1").functionDoes(FAILS);
    insert(sample, "g-1", 0, "approved");
    sample.timeline.advance(Duration.ofSeconds(2));
    insert(sample, "g-1", 1, "approved");
    sample.timeline.advance(Duration.ofMinutes(1));
    assertThat(sample.calledAfter)
        .startsWith(
            A_MOMENT,
            A_MOMENT.plusSeconds(1),
            A_MOMENT.plusSeconds(3),
            A_MOMENT.plusSeconds(7),
            A_MOMENT.plusSeconds(15));
    assertThat(handedOver(sample)).containsOnly(List.of("g-1/0"));

    sample.events.clear();
    sample.functionDoes((_, _) -> "");
    sample.timeline.advance(Duration.ofMinutes(1));
    assertThat(handedOver(sample)).containsExactly(List.of("g-1/0"), List.of("g-1/1"));
  }

  @Test
  void aBatchThatFailsTooOftenIsGivenUpAndWhatIsBehindItIsNot() {
    SampleRegion sample = mapped("\"BatchSize\": 1, \"MaximumRetryAttempts\": 2");
    sample.functionDoes(failsAt("g-1/0"));
    insert(sample, "g-1", 0, "approved");
    insert(sample, "g-1", 1, "approved");
    sample.timeline.advance(Duration.ofMinutes(1));

    assertThat(handedOver(sample))
        .containsExactly(List.of("g-1/0"), List.of("g-1/0"), List.of("g-1/0"), List.of("g-1/1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"MaximumRetryAttempts\": -1, \"MaximumRecordAgeInSeconds\": -1 | PT24H",
        "\"BatchSize\": 10 | PT24H",
        "\"MaximumRecordAgeInSeconds\": 300 | PT5M"
      })
  void withoutALimitABatchIsTriedUntilItIsTooOld(String properties, Duration age) {
    SampleRegion sample = mapped(properties).functionDoes(FAILS);
    insert(sample, "g-1", 0, "approved");
    sample.timeline.runUntilIdle();

    assertThat(sample.calledAfter.getLast()).isBetween(age.minusMinutes(1).minusSeconds(1), age);
  }

  @Test
  void aFailingBatchIsHalvedUntilWhatFailsStandsAlone() {
    SampleRegion sample =
        mapped("\"BisectBatchOnFunctionError\": true, \"MaximumRetryAttempts\": 1");
    sample.functionDoes(failsAt("g-1/2"));
    for (int sequence = 0; sequence < 4; sequence++) {
      insert(sample, "g-1", sequence, "approved");
    }
    sample.timeline.advance(Duration.ofMinutes(1));

    assertThat(handedOver(sample))
        .containsExactly(
            List.of("g-1/0", "g-1/1", "g-1/2", "g-1/3"),
            List.of("g-1/0", "g-1/1"),
            List.of("g-1/2", "g-1/3"),
            List.of("g-1/2"),
            List.of("g-1/2"),
            List.of("g-1/3"));
  }

  @Test
  void whatTheFunctionReportsAsFailedIsHandedOverAgainWithAllBehindIt() {
    SampleRegion sample =
        mapped(
            "\"FunctionResponseTypes\": [\"ReportBatchItemFailures\"],"
                + " \"MaximumRetryAttempts\": 1");
    sample.functionDoes(reports("000000000000000000003", "000000000000000000002"));
    for (int sequence = 0; sequence < 3; sequence++) {
      insert(sample, "g-1", sequence, "approved");
    }
    sample.timeline.advance(A_MOMENT);
    sample.functionDoes((_, _) -> "{\"batchItemFailures\": []}");
    sample.timeline.advance(Duration.ofMinutes(1));

    assertThat(handedOver(sample))
        .containsExactly(List.of("g-1/0", "g-1/1", "g-1/2"), List.of("g-1/1", "g-1/2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": null}]}",
        "{\"batchItemFailures\": [{\"identifier\": \"000000000000000000002\"}]}",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"4711\"}]}",
        "not json"
      })
  void aReportOfWhatWasNotHandedOverIsAFailureOfAll(String answer) {
    SampleRegion sample = mapped("\"FunctionResponseTypes\": [\"ReportBatchItemFailures\"]");
    sample.functionDoes((_, _) -> answer);
    insert(sample, "g-1", 0, "approved");
    insert(sample, "g-1", 1, "approved");
    sample.timeline.advance(Duration.ofSeconds(2));

    assertThat(handedOver(sample))
        .containsExactly(List.of("g-1/0", "g-1/1"), List.of("g-1/0", "g-1/1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\": null}"})
  void anAnswerThatReportsNothingIsASuccess(String answer) {
    SampleRegion sample = mapped("\"FunctionResponseTypes\": [\"ReportBatchItemFailures\"]");
    sample.functionDoes((_, _) -> answer);
    insert(sample, "g-1", 0, "approved");
    sample.timeline.runUntilIdle();

    assertThat(sample.events).hasSize(1);
  }

  @Test
  void aReportThatNobodyAskedForIsNotRead() {
    SampleRegion sample = mapped("").functionDoes(reports("000000000000000000001"));
    insert(sample, "g-1", 0, "approved");
    sample.timeline.runUntilIdle();

    assertThat(sample.events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams"
      })
  void nothingIsHandedOverWhileTheFunctionsRoleMayNotReadTheStream(String missing) {
    SampleRegion sample = mapped("");
    List<String> asked = new ArrayList<>();
    sample.accounts.onDecision((request, _, verdict) -> {
      if (!verdict.allowed()) {
        asked.add(request.principal().arn() + " " + request.action() + " " + request.resource());
      }
    });
    sample.allow(
        Stream.of(READING).filter(action -> !action.equals(missing)).toArray(String[]::new));
    insert(sample, "g-1", 0, "approved");
    sample.timeline.advance(Duration.ofMinutes(10));
    assertThat(sample.events).isEmpty();
    assertThat(asked)
        .containsOnly(
            "arn:aws:sts::111122223333:assumed-role/worker/work %s %s"
                .formatted(missing, missing.endsWith(":ListStreams") ? "*" : STREAM));

    sample.allow(READING);
    sample.timeline.advance(Duration.ofMinutes(1));
    assertThat(handedOver(sample)).containsExactly(List.of("g-1/0"));
  }

  @Test
  void whatMayNotBeReadForADayIsGone() {
    SampleRegion sample = mapped("");
    sample.allow("none:Nothing");
    insert(sample, "g-1", 0, "approved");
    sample.timeline.runUntilIdle();
    sample.allow(READING);
    insert(sample, "g-1", 1, "approved");
    sample.timeline.advance(A_MOMENT);

    assertThat(handedOver(sample)).containsExactly(List.of("g-1/1"));
  }

  @Test
  void changesOfAFewSecondsAreHandedOverTogetherByAMappingThatWaits() {
    SampleRegion sample = mapped("\"MaximumBatchingWindowInSeconds\": 4");
    insert(sample, "g-1", 0, "approved");
    sample.timeline.advance(Duration.ofSeconds(3));
    insert(sample, "g-1", 1, "activated");
    sample.timeline.advance(Duration.ofSeconds(1));
    assertThat(handedOver(sample)).isEmpty();

    sample.timeline.advance(A_MOMENT);

    assertThat(handedOver(sample)).containsExactly(List.of("g-1/0", "g-1/1"));
  }

  @Test
  void whatWasHandedOverCanBeHandedOverOnceMore() {
    SampleRegion sample = mapped("");
    insert(sample, "g-1", 0, "approved");
    insert(sample, "g-1", 1, "denied");
    sample.timeline.advance(A_MOMENT);

    sample.region.redeliver();
    assertThat(sample.events).hasSize(1);
    sample.timeline.advance(A_MOMENT);

    assertThat(sample.events).hasSize(2);
    assertThat(sample.events.getLast()).isEqualTo(sample.events.getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"ParallelizationFactor\": 2 | ParallelizationFactor of Mapping is not emulated",
        "\"DestinationConfig\": {} | DestinationConfig of Mapping is not emulated",
        "\"Enabled\": false | Enabled false of Mapping is not emulated",
        "\"StartingPosition\": \"LATEST\" | StartingPosition LATEST of Mapping is not emulated",
        "\"FunctionResponseTypes\": [\"Other\"] | [Other] of Mapping is not emulated",
        "\"EventSourceArn\": \"arn:aws:sqs:eu-central-1:111122223333:q\""
            + " | The event source arn:aws:sqs:eu-central-1:111122223333:q is not emulated"
      })
  void whatIsNotEmulatedIsRefusedByItsName(String property, String message) {
    assertThatThrownBy(() -> mapped(property))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"eventName\": [{\"cidr\": \"10.0.0.0/8\"}]}", "{\"eventName\": \"INSERT\"}"})
  void aFilterByAnotherOperatorIsRefused(String pattern) {
    assertThatThrownBy(() -> mapped(filters(pattern)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("The pattern ")
        .hasMessageEndingWith(" is not emulated");
  }

  /// @param properties of the mapping beyond those it must have, or instead of them
  private SampleRegion mapped(String properties) {
    SampleRegion sample =
        new SampleRegion(
            """
            "Table": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {
              "TableName": "entries",
              "BillingMode": "PAY_PER_REQUEST",
              "AttributeDefinitions": [
                {"AttributeName": "grant", "AttributeType": "S"},
                {"AttributeName": "sequence", "AttributeType": "N"}
              ],
              "KeySchema": [
                {"AttributeName": "grant", "KeyType": "HASH"},
                {"AttributeName": "sequence", "KeyType": "RANGE"}
              ],
              "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
              "Replicas": [{"Region": "eu-central-1"}]
            }},
            "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
              "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]},
              "FunctionName": {"Ref": "Alias"},
              "StartingPosition": "TRIM_HORIZON"
              %s
            }}
            """
                .formatted(properties.isEmpty() ? "" : ", " + properties));
    opened.add(sample);
    sample.allow(READING);
    return sample;
  }

  private static String filters(String... patterns) {
    return "\"FilterCriteria\": {\"Filters\": [%s]}"
        .formatted(
            String.join(
                ", ",
                Stream.of(patterns)
                    .map(pattern -> JsonMapper.shared().createObjectNode().put("Pattern", pattern))
                    .map(JsonNode::toString)
                    .toList()));
  }

  private static Lambdas failsAt(String item) {
    return (function, event) ->
        items(JsonMapper.shared().readTree(event)).contains(item)
            ? FAILS.invoke(function, event)
            : "";
  }

  private static Lambdas reports(String... sequenceNumbers) {
    return (_, _) ->
        "{\"batchItemFailures\": [%s]}"
            .formatted(
                String.join(
                    ", ",
                    Stream.of(sequenceNumbers)
                        .map("{\"itemIdentifier\": \"%s\"}"::formatted)
                        .toList()));
  }

  private static List<List<String>> handedOver(SampleRegion sample) {
    return sample.events.stream().map(StreamTest::items).toList();
  }

  private static List<String> items(JsonNode event) {
    return event.path("Records").values().stream()
        .map(record -> record.at("/dynamodb/Keys"))
        .map(keys -> keys.at("/grant/S").asString() + "/" + keys.at("/sequence/N").asString())
        .toList();
  }

  private static void insert(SampleRegion sample, String grant, int sequence, String type) {
    insert(sample.region.dynamoDb(), grant, sequence, type);
  }

  private static void insert(DynamoDbClient client, String grant, int sequence, String type) {
    client.executeStatement(statement ->
        statement
            .statement("INSERT INTO \"entries\" VALUE {'grant': ?, 'sequence': ?, 'type': ?}")
            .parameters(text(grant), number(sequence), text(type)));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }
}
