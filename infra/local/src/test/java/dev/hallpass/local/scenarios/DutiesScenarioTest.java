package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Duties in the local system: who has one at the start, and who gets one.
class DutiesScenarioTest {

  private static final DutyName ON_CALL = new DutyName("payments-on-call");

  private final Scene scene = Scene.of(byThoseOnCall(), withDuties());

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void atTheStartEverybodyHasEachDutyOfTheCatalogue() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Scene.A_MOMENT);

    assertThat(scene.show(grant).at("/approval/0/approvers").toString())
        .contains("bob@example.com", "carol@example.com", "erin@example.com");
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
    scene.pass(Scene.A_MOMENT);
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(200);
  }

  @Test
  void anItemThatIsPutHandsTheDutyOver() {
    assertThat(put(item("bob@example.com", scene.now().plus(Duration.ofHours(8)))).status())
        .isEqualTo(200);

    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    assertThat(scene.show(grant).at("/approval/0/approvers").toString())
        .contains("bob@example.com")
        .doesNotContain("carol@example.com");
    assertThat(call("GET", "").body().asUtf8String())
        .contains("\"shift\":{\"S\":\"the start of the local system\"}", "bob@example.com");
  }

  @Test
  void aDutyWhoseTimeIsOverIsARefusal() {
    put(item("bob@example.com", scene.now()));

    assertThat(scene.requested(ALICE, Asked.prefix("PT15M"), Map.of()).body())
        .contains("group-asks-nobody", "payments-on-call is over");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"duty\": \"payments-on-call\"}",
        "{\"duty\": {\"S\": \"payments-on-call\"}}",
        "{\"duty\": {\"S\": \"d\"}, \"shift\": {\"S\": \"s\"}, \"people\": {\"SS\": []}}",
        "{\"duty\": {\"N\": \"1\"}, \"shift\": {\"S\": \"s\"}}"
      })
  void whatIsNoItemIsRefusedWithAnExample(String body) {
    HttpReply answer = put(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().asUtf8String()).contains("such as {\"duty\": {\"S\":");
  }

  @Test
  void withoutATableItIsSaidWhatMakesOne() {
    try (Scene other = new Scene()) {
      HttpReply answer = other.system().duties().answer(request("GET", ""));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().asUtf8String()).contains("dutyWriters");
    }
  }

  private HttpReply put(String body) {
    return call("PUT", body);
  }

  private HttpReply call(String method, String body) {
    return scene.system().duties().answer(request(method, body));
  }

  private static Request request(String method, String body) {
    return new Request(
        method,
        URI.create("http://127.0.0.1:8080/duties"),
        Map.of(),
        SdkBytes.fromUtf8String(body),
        "127.0.0.1");
  }

  private static String item(String person, Instant until) {
    return """
    {"duty": {"S": "payments-on-call"}, "shift": {"S": "the start of the local system"},
     "people": {"SS": ["%s"]}, "until": {"S": "%s"}}
    """
        .formatted(person, until);
  }

  private static Catalog byThoseOnCall() {
    Catalog catalog = CompiledCatalog.of(Path.of("../..")).catalog();
    ApprovalRule rule =
        new ApprovalRule(
            Conditions.NONE,
            new ApprovalPlan.ByPeople(
                "approval",
                List.of(
                    new Level(
                        List.of(),
                        List.of(ON_CALL),
                        1,
                        Duration.ofHours(2),
                        Optional.empty(),
                        Optional.empty())),
                false));
    return new Catalog(
        catalog.settings(),
        catalog.entitlements().stream()
            .map(one ->
                one.id().value().equals("read-bucket-prefix")
                    ? with(one, "rules", List.of(rule))
                    : one)
            .toList(),
        catalog.digest());
  }

  /// The stacks as they are where the settings name who writes duties.
  private static Assembly withDuties() {
    Assembly synthesized = Scene.SYNTHESIZED;
    JsonNode hub = synthesized.hub().template().json();
    ObjectNode resources = (ObjectNode) hub.path("Resources");
    resources.set(
        "DutiesOpen",
        Json.read(
            """
            {"Type": "AWS::DynamoDB::Table", "Properties": {
              "BillingMode": "PAY_PER_REQUEST",
              "AttributeDefinitions": [
                {"AttributeName": "duty", "AttributeType": "S"},
                {"AttributeName": "shift", "AttributeType": "S"}],
              "KeySchema": [
                {"AttributeName": "duty", "KeyType": "HASH"},
                {"AttributeName": "shift", "KeyType": "RANGE"}]}}
            """));
    Stream.of("Requests", "Reads", "Activate", "IssueCredentials")
        .forEach(reader -> open(resources, reader));
    return new Assembly(
        synthesized.hub().of(CloudFormationTemplate.parse(hub.toString())),
        synthesized.archive(),
        synthesized.targets(),
        synthesized.directory());
  }

  private static void open(ObjectNode resources, String reader) {
    resources
        .properties()
        .forEach(one -> {
          JsonNode properties = one.getValue().path("Properties");
          if (one.getKey().startsWith(reader + "RoleDefaultPolicy")) {
            ((ArrayNode) properties.at("/PolicyDocument/Statement"))
                .add(
                    Json.read(
                        """
                        {"Effect": "Allow", "Action": "dynamodb:Query",
                         "Resource": {"Fn::GetAtt": ["DutiesOpen", "Arn"]}}
                        """));
          }
          if (properties.path("Handler").asString("").endsWith("." + reader)) {
            ((ObjectNode) properties.at("/Environment/Variables"))
                .putObject("DUTIES_TABLE")
                .put("Ref", "DutiesOpen");
          }
        });
  }
}
