package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class MonitoringTest {

  private static final String ALARM = "AWS::CloudWatch::Alarm";
  private static final String TOPIC = "AWS::SNS::Topic";
  private static final String REFUSED = "RefusedByAws";

  /// What is counted, and the type of resource that each dimension names (source: the services'
  /// lists of CloudWatch metrics). A dimension with an equals sign has a value that is no resource.
  private static final Map<String, Set<String>> COUNTED =
      Map.ofEntries(
          Map.entry(
              "AWS/States StateMachineArn:AWS::StepFunctions::StateMachine",
              Set.of(
                  "ExecutionsFailed",
                  "ExecutionsAborted",
                  "ExecutionsTimedOut",
                  "ExecutionThrottled")),
          Map.entry("AWS/States APIName=StartExecution", Set.of("ThrottledEvents")),
          Map.entry(
              "AWS/Lambda FunctionName:AWS::Lambda::Function", Set.of("Errors", "IteratorAge")),
          Map.entry("AWS/Logs LogGroupName:AWS::Logs::LogGroup", Set.of("IncomingLogEvents")),
          Map.entry("AWS/EventBridge/Pipes PipeName:AWS::Pipes::Pipe", Set.of("ExecutionFailed")),
          Map.entry(
              "AWS/DynamoDB Operation=ExecuteStatement TableName:AWS::DynamoDB::GlobalTable",
              Set.of("ThrottledRequests", "SystemErrors")),
          Map.entry(
              "AWS/DynamoDB Operation=Query TableName:AWS::DynamoDB::GlobalTable",
              Set.of("ThrottledRequests", "SystemErrors")),
          Map.entry(
              "AWS/SES ses:configuration-set:AWS::SES::ConfigurationSet",
              Set.of("Bounce", "Complaint", "Reject")),
          Map.entry(
              "AWS/WAFV2 Region:AWS::Region Rule=DecisionFlood WebACL=Firewall",
              Set.of("BlockedRequests")),
          Map.entry(
              "AWS/ApiGateway ApiName=Hallpass Stage:AWS::ApiGateway::Stage", Set.of("5XXError")));

  /// What functions write into their logs for CloudWatch to count.
  private static final Set<String> COUNTED_BY_FUNCTIONS =
      Set.of(
          "AuthorityRefused",
          "GlassBroken",
          "ReviewsLate",
          "Passes",
          "Reaped",
          "Outlived",
          "PoliciesNearlyFull",
          "Unexplained",
          "DriftChecks",
          "SystemDrift",
          "Drifted",
          "EndsLate",
          "SessionDenialsFull",
          "LogForks");

  @Test
  void tellsPeopleWhenAnAlarmRingsAndWhenItIsOver(Deployment deployment) {
    String topic = List.copyOf(deployment.properties(TOPIC).keySet()).getFirst();

    assertThat(deployment.properties(ALARM).values())
        .isNotEmpty()
        .allSatisfy(alarm -> {
          assertThat(alarm.at("/AlarmActions").valueStream().map(one -> one.path("Ref").asString()))
              .containsExactly(topic);
          assertThat(alarm.at("/OKActions").valueStream().map(one -> one.path("Ref").asString()))
              .containsExactly(topic);
        });
    assertThat(deployment.properties("AWS::SNS::Subscription").values())
        .isNotEmpty()
        .allMatch(one -> one.path("Protocol").asString().equals("email"))
        .allMatch(one -> one.at("/TopicArn/Ref").asString().equals(topic));
  }

  @Test
  void eachAlarmSaysWhatToDoAndWhereToReadOn(Deployment deployment) throws IOException {
    Set<String> sections =
        Pattern.compile("(?m)^### (\\w+)$")
            .matcher(Files.readString(Synthesis.PROJECT.resolve("infra/README.md")))
            .results()
            .map(heading -> heading.group(1))
            .collect(Collectors.toSet());
    Pattern advice =
        Pattern.compile("[A-Z].+\\. First: .+\\. Read on in infra/README\\.md, (\\w+)\\.");

    List<String> named =
        deployment.properties(ALARM).values().stream()
            .map(alarm -> alarm.path("AlarmDescription").asString())
            .flatMap(description ->
                Stream.of(description)
                    .peek(one -> assertThat(one).matches(advice).hasSizeLessThan(1024))
                    .flatMap(one -> advice.matcher(one).results().map(hit -> hit.group(1))))
            .toList();

    assertThat(named).doesNotHaveDuplicates();
    assertThat(sections).containsAll(named);
  }

  @Test
  void theGuideCountsEveryAlarmAmongTheCosts(Deployment deployment) throws IOException {
    assertThat(Files.readString(Synthesis.PROJECT.resolve("infra/README.md")))
        .contains("| alarms | %d × 0.10,".formatted(deployment.properties(ALARM).size()));
  }

  @Test
  void eachAlarmCountsWhatTheStackEmits(Deployment deployment) {
    assertThat(deployment.properties(ALARM).values())
        .allSatisfy(alarm -> {
          // Without arithmetic on metrics, an alarm can be read and tried anywhere.
          assertThat(alarm.has("Metrics")).isFalse();
          assertThat(emitted(deployment, source(deployment, alarm)))
              .as(source(deployment, alarm))
              .contains(alarm.path("MetricName").asString());
        });
  }

  @Test
  void onlyTheSilenceOfWhatTheClockCallsIsAlarming(Deployment deployment) {
    assertThat(deployment.properties(ALARM).values())
        .allSatisfy(alarm ->
            assertThat(alarm.path("TreatMissingData").asString())
                .isEqualTo(
                    Set.of("Passes", "DriftChecks").contains(alarm.path("MetricName").asString())
                        ? "breaching"
                        : "notBreaching"));
  }

  @Test
  void aRefusalThatAnyFunctionTellsOfIsCounted(Deployment deployment) {
    Set<String> logs =
        deployment.properties("AWS::Lambda::Function").values().stream()
            .map(function -> function.at("/LoggingConfig/LogGroup/Ref").asString())
            .collect(Collectors.toSet());

    assertThat(logs).hasSize(15);
    assertThat(
            deployment.properties("AWS::Logs::MetricFilter").values().stream()
                .filter(filter ->
                    filter.at("/MetricTransformations/0/MetricName").asString().equals(REFUSED)))
        .allSatisfy(filter ->
            assertThat(filter.path("FilterPattern").asString()).isEqualTo("{ $.action = \"*\" }"))
        .extracting(filter -> filter.at("/LogGroupName/Ref").asString())
        .containsExactlyInAnyOrderElementsOf(logs);
  }

  @Test
  void aSingleRefusalRings(Deployment deployment) {
    JsonNode alarm = alarm(deployment, REFUSED);

    assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.path("Period").asInt()).isEqualTo(60);
    assertThat(alarm.path("AlarmDescription").asString()).contains("permission", "action");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AuthorityRefused", "GlassBroken", "ReviewsLate"})
  void onceIsEnoughOfWhatNobodyApproved(String metric, Deployment deployment) {
    JsonNode alarm = alarm(deployment, metric);

    assertThat(alarm.path("Statistic").asString()).isEqualTo("Sum");
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.path("ComparisonOperator").asString())
        .isEqualTo("GreaterThanOrEqualToThreshold");
    assertThat(alarm.path("Period").asInt()).isEqualTo(60);
  }

  @Test
  void driftRingsUntilACheckFindsNone(Deployment deployment) {
    JsonNode alarm = alarm(deployment, "SystemDrift");

    assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.path("Period").asInt()).isEqualTo(60 * 60);
    assertThat(alarm.path("AlarmDescription").asString()).contains("CloudTrail", "remedy");
  }

  @Test
  void checksForDriftMayStayAwayForThreeHours(Deployment deployment) {
    JsonNode alarm = alarm(deployment, "DriftChecks");

    assertThat(alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asInt())
        .isEqualTo(3 * 60 * 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AuthorityRefused", "GlassBroken", "Drifted", "Unexplained"})
  void whatSomebodyMayHaveMeantBadlyIsSaidToConcernSecurity(String metric, Deployment deployment) {
    assertThat(alarm(deployment, metric).path("AlarmDescription").asString())
        .startsWith("SECURITY: ");
  }

  @Test
  void tellingMayLieFiveMinutesBehind(Deployment deployment) {
    JsonNode alarm = alarm(deployment, "IteratorAge");

    assertThat(deployment.properties("AWS::Lambda::Function"))
        .containsEntry(
            alarm.at("/Dimensions/0/Value/Ref").asString(), deployment.function("Notify"));
    assertThat(alarm.path("Statistic").asString()).isEqualTo("Maximum");
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(5 * 60 * 1000);
    assertThat(alarm.path("ComparisonOperator").asString()).isEqualTo("GreaterThanThreshold");
  }

  @Test
  void onlyAlarmsOfThisAccountReachPeople(Deployment deployment) {
    JsonNode statements =
        deployment.only("AWS::SNS::TopicPolicy").at("/Properties/PolicyDocument/Statement");

    assertThat(
            statements.valueStream().filter(one -> one.path("Effect").asString().equals("Allow")))
        .singleElement()
        .satisfies(allow -> {
          assertThat(allow.at("/Principal/Service").asString())
              .isEqualTo("cloudwatch.amazonaws.com");
          assertThat(
                  Deployment.shown(allow.at("/Condition/StringEquals").path("aws:SourceAccount")))
              .isEqualTo("${AWS::AccountId}");
        });
    assertThat(statements.valueStream().filter(one -> one.path("Effect").asString().equals("Deny")))
        .singleElement()
        .satisfies(deny ->
            assertThat(deny.at("/Condition/Bool").path("aws:SecureTransport").asString())
                .isEqualTo("false"));
    assertThat(deployment.only(TOPIC).at("/Properties").has("KmsMasterKeyId")).isTrue();
  }

  @Test
  void whateverIsNoNewEntryOfTheLedgerIsSeen(Deployment deployment) {
    JsonNode pipe = deployment.only("AWS::Pipes::Pipe").path("Properties");

    assertThat(pipe.at("/Source/Fn::GetAtt/1").asString()).isEqualTo("StreamArn");
    assertThat(pipe.at("/SourceParameters/FilterCriteria/Filters").valueStream())
        .singleElement()
        .satisfies(filter ->
            assertThat(filter.path("Pattern").asString())
                .isEqualTo("{\"eventName\":[\"MODIFY\",\"REMOVE\"]}"));
  }

  @Test
  void mailsTravelEncryptedAndAreCounted(Deployment deployment) {
    assertThat(
            deployment
                .only("AWS::SES::ConfigurationSet")
                .at("/Properties/DeliveryOptions/TlsPolicy")
                .asString())
        .isEqualTo("REQUIRE");
    assertThat(
            deployment.properties("AWS::SES::ConfigurationSetEventDestination").values().stream()
                .map(one -> one.path("EventDestination"))
                .filter(destination -> destination.has("CloudWatchDestination")))
        .singleElement()
        .satisfies(destination ->
            assertThat(destination.path("MatchingEventTypes").valueStream().map(JsonNode::asString))
                .contains("bounce", "complaint", "reject"));
  }

  @Test
  void theDashboardShowsAlarmsFirst(Deployment deployment) {
    String body = deployment.only("AWS::CloudWatch::Dashboard").at("/Properties").toString();
    List<String> titles =
        Pattern.compile("\\\\\"title\\\\\":\\\\\"(.*?)\\\\\"")
            .matcher(body)
            .results()
            .map((MatchResult title) -> title.group(1))
            .toList();

    assertThat(titles.getFirst()).isEqualTo("Alarms");
    assertThat(titles)
        .contains(
            "Grants",
            "Commands and decisions",
            "Mails",
            "API",
            "Errors",
            "Ledger: throttled, broken",
            "Authority refused",
            "Break-glass",
            "Drift",
            "Refused by AWS",
            "Clean-up",
            "Clean-up for workflows",
            "Ends: milliseconds until the policy is gone",
            "Notifications: milliseconds behind the ledger");
  }

  /// The properties of the only alarm on a metric of this name.
  private static JsonNode alarm(Deployment deployment, String metric) {
    List<JsonNode> alarms =
        deployment.properties(ALARM).values().stream()
            .filter(alarm -> alarm.path("MetricName").asString().equals(metric))
            .toList();
    assertThat(alarms).hasSize(1);
    return alarms.getFirst();
  }

  private static Set<String> emitted(Deployment deployment, String source) {
    if (!source.equals("Hallpass")) {
      return COUNTED.getOrDefault(source, Set.of());
    }
    return Stream.concat(
            COUNTED_BY_FUNCTIONS.stream(),
            deployment.properties("AWS::Logs::MetricFilter").values().stream()
                .map(filter -> filter.path("MetricTransformations").path(0))
                .filter(made -> made.path("MetricNamespace").asString().equals("Hallpass"))
                .map(made -> made.path("MetricName").asString()))
        .collect(Collectors.toSet());
  }

  /// The namespace of an alarm's metric and its dimensions, each with what it names.
  private static String source(Deployment deployment, JsonNode alarm) {
    return Stream.concat(
            Stream.of(alarm.path("Namespace").asString()),
            alarm
                .path("Dimensions")
                .valueStream()
                .map(dimension ->
                    dimension.path("Name").asString() + named(deployment, dimension.path("Value")))
                .sorted())
        .collect(Collectors.joining(" "));
  }

  private static String named(Deployment deployment, JsonNode value) {
    if (value.isString()) {
      return "=" + value.asString();
    }
    for (Entry<String, JsonNode> function : value.properties()) {
      String id = function.getValue().path(0).asString(function.getValue().asString(""));
      return ":" + deployment.template().path("Resources").path(id).path("Type").asString(id);
    }
    return "";
  }
}
