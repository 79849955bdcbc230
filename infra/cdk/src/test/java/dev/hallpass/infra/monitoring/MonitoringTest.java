package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.Alarm.Bell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
              Set.of("ExecutionThrottled")),
          Map.entry(
              "AWS/Lambda FunctionName:AWS::Lambda::Function",
              Set.of("Errors", "Invocations", "IteratorAge")),
          Map.entry("AWS/Logs LogGroupName:AWS::Logs::LogGroup", Set.of("IncomingLogEvents")),
          Map.entry("AWS/EventBridge/Pipes PipeName:AWS::Pipes::Pipe", Set.of("ExecutionFailed")),
          Map.entry(
              "AWS/WAFV2 Region:AWS::Region Rule=DecisionFlood WebACL=Firewall",
              Set.of("BlockedRequests")),
          Map.entry(
              "AWS/ApiGateway ApiName=Hallpass Stage:AWS::ApiGateway::Stage", Set.of("5XXError")));

  /// What functions write into their logs for CloudWatch to count.
  private static final Set<String> COUNTED_BY_FUNCTIONS =
      Stream.concat(Stream.of("SystemDrift"), Stream.of(Bell.values()).map(Bell::metric))
          .collect(Collectors.toSet());

  /// The alarms on the calls of a function: CloudWatch takes the failed ones from all.
  private static final Set<String> ON_CALLS = Set.of("CleanUpFails", "DriftCheckSilent");

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
        Stream.of(
                deployment.properties(ALARM).values().stream()
                    .map(alarm -> alarm.path("AlarmDescription").asString()),
                eventMails(deployment).map(mail -> mail.asString().replaceAll("^\"\\w+: |\"$", "")),
                Stream.of(Alarm.values()).map(Alarm::sentence))
            .flatMap(one -> one)
            .flatMap(description ->
                Stream.of(description)
                    .peek(one -> assertThat(one).matches(advice).hasSizeLessThan(1024))
                    .flatMap(one -> advice.matcher(one).results().map(hit -> hit.group(1))))
            .toList();

    assertThat(named).doesNotHaveDuplicates();
    assertThat(sections).containsAll(named);
  }

  @Test
  void whatAwsTellsByAnEventIsMailedWithWhatItHappenedTo(Deployment deployment) {
    assertThat(eventMails(deployment))
        .hasSize(6)
        .allSatisfy(mail -> assertThat(mail.asString()).contains("<of>"));
    assertThat(eventRules(deployment))
        .allSatisfy(rule ->
            assertThat(
                    rule.at("/EventPattern/detail/stateMachineArn/0/Ref").asString("")
                        + rule.at("/EventPattern/detail/mail/tags/ses:configuration-set/0/Ref")
                            .asString(""))
                .as("what is Hallpass's own")
                .isNotEmpty());
    assertThat(
            eventRules(deployment)
                .flatMap(rule ->
                    Stream.concat(
                        rule.at("/EventPattern/detail/status").valueStream(),
                        rule.path("EventPattern").path("detail-type").valueStream()))
                .map(JsonNode::asString)
                .distinct())
        .containsExactlyInAnyOrder(
            "FAILED",
            "ABORTED",
            "TIMED_OUT",
            "Step Functions Execution Status Change",
            "Email Bounced",
            "Email Complaint Received",
            "Email Rejected");
  }

  private static Stream<JsonNode> eventRules(Deployment deployment) {
    return deployment.properties("AWS::Events::Rule").entrySet().stream()
        .filter(rule -> rule.getKey().startsWith("WatchEvents"))
        .map(Map.Entry::getValue);
  }

  private static Stream<JsonNode> eventMails(Deployment deployment) {
    return eventRules(deployment).map(rule -> rule.at("/Targets/0/InputTransformer/InputTemplate"));
  }

  @Test
  void eachAlarmCountsWhatTheStackEmits(Deployment deployment) {
    assertThat(deployment.properties(ALARM).values())
        .allSatisfy(alarm ->
            assertThat(metrics(alarm))
                .isNotEmpty()
                .allSatisfy(metric ->
                    assertThat(emitted(deployment, source(deployment, metric)))
                        .as(source(deployment, metric))
                        .contains(metric.path("MetricName").asString())));
  }

  /// Without arithmetic on metrics, an alarm can be read and tried anywhere.
  @Test
  void onlyAlarmsOnGoodCallsHaveArithmetic(Deployment deployment) {
    assertThat(
            deployment.properties(ALARM).values().stream()
                .filter(alarm -> alarm.has("Metrics"))
                .flatMap(alarm -> alarm.path("Metrics").valueStream())
                .filter(one -> one.has("Expression")))
        .extracting(one -> one.path("Label").asString(), one -> one.path("Expression").asString())
        .containsExactlyInAnyOrder(
            tuple("CleanUpFails", "IF((errors >= 3) OR (invocations - errors < 1), 1, 0)"),
            tuple("DriftCheckSilent", "IF(invocations - errors < 1, 1, 0)"));
  }

  @Test
  void onlyTheSilenceOfWhatTheClockCallsIsAlarming(Deployment deployment) {
    assertThat(deployment.properties(ALARM).values())
        .allSatisfy(alarm ->
            assertThat(alarm.path("TreatMissingData").asString())
                .isEqualTo(
                    ON_CALLS.stream().anyMatch(id -> isAbout(id, alarm))
                        ? "breaching"
                        : "notBreaching"));
  }

  private static boolean isAbout(String id, JsonNode alarm) {
    return alarm
        .path("AlarmDescription")
        .asString()
        .endsWith("Read on in infra/README.md, %s.".formatted(id));
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

  @Test
  void whatAwsThrottlesOrFailsIsCountedInEachLog(Deployment deployment) {
    assertThat(
            deployment.properties("AWS::Logs::MetricFilter").values().stream()
                .filter(filter ->
                    filter.at("/MetricTransformations/0/MetricName").asString().equals("AwsFails")))
        .hasSize(15)
        .allSatisfy(filter ->
            assertThat(filter.path("FilterPattern").asString())
                .contains("?\"ThrottlingException\"", "?\"InternalServerError\""));
    assertThat(alarm(deployment, "AwsFails").path("Threshold").asInt()).isEqualTo(5);
    assertThat(alarm(deployment, "AwsFails").path("Period").asInt()).isEqualTo(5 * 60);
  }

  @ParameterizedTest
  @EnumSource(Bell.class)
  void onceIsEnoughForABellAndItSaysWhichAlarmsShareIt(Bell bell, Deployment deployment) {
    JsonNode alarm = alarm(deployment, bell.metric());

    assertThat(alarm.path("Statistic").asString()).isEqualTo("Sum");
    assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.path("ComparisonOperator").asString())
        .isEqualTo("GreaterThanOrEqualToThreshold");
    assertThat(alarm.path("Period").asInt()).isEqualTo(60);
    assertThat(alarm.path("AlarmDescription").asString())
        .contains(
            Stream.of(Alarm.values()).filter(one -> one.bell() == bell).map(Alarm::id).toList())
        .contains("filter ispresent(alarm)");
  }

  @Test
  void driftRingsUntilACheckFindsNone(Deployment deployment) {
    JsonNode alarm = alarm(deployment, "SystemDrift");

    assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
    assertThat(alarm.path("Period").asInt()).isEqualTo(60 * 60);
    assertThat(alarm.path("AlarmDescription").asString()).contains("CloudTrail", "remedy");
  }

  @Test
  void checksForDriftMayStayAwayForThreeHoursAndPassesForFiveMinutes(Deployment deployment) {
    assertThat(periods(deployment, "DriftCheckSilent")).containsOnly(3 * 60 * 60);
    assertThat(periods(deployment, "CleanUpFails")).containsOnly(5 * 60);
  }

  private static List<Integer> periods(Deployment deployment, String id) {
    return deployment.properties(ALARM).values().stream()
        .filter(alarm -> isAbout(id, alarm))
        .flatMap(alarm -> alarm.path("Metrics").valueStream())
        .filter(one -> one.has("MetricStat"))
        .map(one -> one.at("/MetricStat/Period").asInt())
        .toList();
  }

  @Test
  void whatSomebodyMayHaveMeantBadlyIsSaidToConcernSecurity(Deployment deployment) {
    assertThat(alarm(deployment, "SecurityAlert").path("AlarmDescription").asString())
        .startsWith("SECURITY: ");
    assertThat(Alarm.values())
        .filteredOn(alarm -> alarm.bell() == Bell.SECURITY_ALERT)
        .containsExactlyInAnyOrder(
            Alarm.AUTHORITY_REFUSED,
            Alarm.GLASS_BROKEN,
            Alarm.POLICY_DRIFTED,
            Alarm.POLICY_UNEXPLAINED);
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
  void mailsTravelEncrypted(Deployment deployment) {
    assertThat(
            deployment
                .only("AWS::SES::ConfigurationSet")
                .at("/Properties/DeliveryOptions/TlsPolicy")
                .asString())
        .isEqualTo("REQUIRE");
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

  /// The metrics of an alarm, which is one itself if it has no arithmetic.
  private static List<JsonNode> metrics(JsonNode alarm) {
    return alarm.has("Metrics")
        ? alarm
            .path("Metrics")
            .valueStream()
            .filter(one -> one.has("MetricStat"))
            .map(one -> one.at("/MetricStat/Metric"))
            .toList()
        : List.of(alarm);
  }

  /// The namespace of a metric and its dimensions, each with what it names.
  private static String source(Deployment deployment, JsonNode metric) {
    return Stream.concat(
            Stream.of(metric.path("Namespace").asString()),
            metric
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
