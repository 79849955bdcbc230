package dev.hallpass.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.eventbridge.EventPattern;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.infra.shared.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the templates in `infra/receivers` send, by the document of EventBridge and those of the
/// receivers.
class ReceiversTest {

  private static final List<String> ENDS =
      List.of("ended", "returned", "revoked", "refused", "failed");

  /// A call of a receiver.
  private record Call(JsonNode event, JsonNode body) {}

  @Test
  void pagerDutyGetsOneIncidentForEachBrokenGlass() {
    List<Call> calls = calls("pagerduty", true);

    assertThat(calls("pagerduty", false)).isEmpty();
    assertThat(calls).hasSize(1 + ENDS.size());
    assertThat(calls)
        .allSatisfy(call -> {
          boolean isOver = ENDS.contains(type(call.event()));
          assertThat(call.body().path("event_action").asString())
              .isEqualTo(isOver ? "resolve" : "trigger");
          assertThat(call.body().path("dedup_key").asString()).isEqualTo(grant(call.event()));
          if (!isOver) {
            JsonNode payload = call.body().path("payload");
            assertThat(payload.path("summary").asString()).isNotBlank().hasSizeLessThan(1024);
            assertThat(payload.path("source").asString()).isEqualTo("hallpass");
            assertThat(payload.path("severity").asString()).isEqualTo("warning");
          }
        });
  }

  @Test
  void jiraGetsAnIssueForEachAccessThatOpens() {
    assertThat(calls("jira", false))
        .singleElement()
        .satisfies(call -> {
          assertThat(type(call.event())).isEqualTo("activated");
          JsonNode fields = call.body().path("fields");
          assertThat(fields.at("/project/key").asString()).isEqualTo("OPS");
          assertThat(fields.path("summary").asString()).isNotBlank().hasSizeLessThan(256);
          assertThat(fields.at("/labels/1").asString()).isEqualTo(grant(call.event()));
          assertThat(fields.at("/description/type").asString()).isEqualTo("doc");
          assertThat(fields.at("/description/content").valueStream())
              .hasSize(3)
              .allSatisfy(
                  paragraph -> assertThat(paragraph.at("/content/0/text").asString()).isNotBlank());
        });
  }

  @Test
  void serviceNowGetsARecordForEachAccessThatOpens() {
    assertThat(calls("servicenow", false))
        .singleElement()
        .satisfies(call -> {
          assertThat(type(call.event())).isEqualTo("activated");
          assertThat(call.body().path("short_description").asString()).isNotBlank();
          assertThat(call.body().path("description").asString()).contains("What: ", "Why: ");
          assertThat(call.body().path("correlation_id").asString()).isEqualTo(grant(call.event()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagerduty", "jira", "servicenow"})
  void nobodysWordsBecomeAMemberOfTheCall(String receiver) {
    assertThat(rules(receiver)).allMatch(rule -> transformer(rule).needsNoEscape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagerduty", "jira", "servicenow"})
  void theSecretIsReadFromItsStoreAndStandsNowhere(String receiver) {
    JsonNode connection = template(receiver).at("/Resources/Connection/Properties/AuthParameters");

    assertThat(
            Stream.of("ApiKeyValue", "Username", "Password", "Value")
                .flatMap(name -> connection.findValues(name).stream()))
        .isNotEmpty()
        .allSatisfy(value ->
            assertThat(value.path("Fn::Sub").asString())
                .startsWith("{{resolve:secretsmanager:${Secret}:SecretString:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagerduty", "jira", "servicenow"})
  void whatIsNotTakenIsKeptAndTheRoleOnlyCallsTheReceiver(String receiver) {
    assertThat(rules(receiver))
        .allSatisfy(rule -> {
          assertThat(rule.at("/Targets/0/DeadLetterConfig/Arn/Fn::GetAtt/0").asString())
              .isEqualTo("Undelivered");
          assertThat(rule.at("/EventBusName/Ref").asString()).isEqualTo("Bus");
        });
    JsonNode statements =
        template(receiver).at("/Resources/Caller/Properties/Policies/0/PolicyDocument/Statement");
    assertThat(statements).hasSize(1);
    assertThat(statements.at("/0/Action").asString()).isEqualTo("events:InvokeApiDestination");
    assertThat(statements.at("/0/Resource/Fn::GetAtt/0").asString()).isEqualTo("Destination");
  }

  /// The calls that the samples lead to.
  private static List<Call> calls(String receiver, boolean breakGlass) {
    return BusSamples.all().stream()
        .map(event -> of(event, breakGlass))
        .flatMap(event ->
            rules(receiver)
                .filter(rule -> new EventPattern(rule.path("EventPattern")).matches(event))
                .map(rule -> transformer(rule).of(event))
                .map(body -> new Call(event, JsonMapper.shared().readTree(body))))
        .toList();
  }

  private static JsonNode of(JsonNode sample, boolean breakGlass) {
    ((ObjectNode) sample.path("detail")).put("breakGlass", breakGlass);
    return sample;
  }

  private static InputTransformer transformer(JsonNode rule) {
    JsonNode properties = rule.at("/Targets/0/InputTransformer");
    JsonNode template = properties.path("InputTemplate");
    return new InputTransformer(
        properties.path("InputPathsMap"),
        template.path("Fn::Sub").asString(template.asString("")).replace("${Project}", "OPS"));
  }

  private static Stream<JsonNode> rules(String receiver) {
    return template(receiver)
        .path("Resources")
        .valueStream()
        .filter(one -> one.path("Type").asString().equals("AWS::Events::Rule"))
        .map(one -> one.path("Properties"));
  }

  private static JsonNode template(String receiver) {
    return Yaml.read(Synthesis.PROJECT.resolve("infra/receivers/" + receiver + ".yaml"));
  }

  private static String type(JsonNode event) {
    return event.path("detail-type").asString();
  }

  private static String grant(JsonNode event) {
    return event.at("/detail/grant").asString();
  }
}
