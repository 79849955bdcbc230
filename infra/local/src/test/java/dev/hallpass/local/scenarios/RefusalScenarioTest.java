package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.permissions.Permission;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Printed;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What people, logs and alarms say when the installation lacks a permission.
class RefusalScenarioTest {

  private static final Stack HUB = Scene.SYNTHESIZED.hub();

  /// A permission of a function, and a call that needs it.
  record Needed(String function, String action, Function<Scene, HttpResponse<String>> call) {
    @Override
    public String toString() {
      return "%s of %s".formatted(action, function);
    }
  }

  static Stream<Needed> needed() {
    return Stream.of(
        new Needed("Requests", "states:StartExecution", RefusalScenarioTest::requested),
        new Needed("Requests", "dynamodb:PartiQLInsert", RefusalScenarioTest::requested),
        new Needed(
            "Reads",
            "dynamodb:Query",
            scene -> scene.signed(ALICE, "GET", "/grants/" + asked(scene), "")),
        new Needed("Reads", "dynamodb:Query", scene -> scene.signed(ALICE, "GET", "/grants", "")),
        new Needed(
            "Commands", "dynamodb:PartiQLInsert", scene -> scene.approveSigned(BOB, asked(scene))),
        new Needed("Commands", "dynamodb:Query", scene -> scene.cancel(ALICE, asked(scene))));
  }

  private static HttpResponse<String> requested(Scene scene) {
    return scene.requested(ALICE, Asked.prefix("PT15M"), Map.of());
  }

  private static GrantId asked(Scene scene) {
    return scene.request(ALICE, Asked.prefix("PT15M"));
  }

  @ParameterizedTest
  @MethodSource("needed")
  void whoCallsReadsThatAPermissionIsMissingAndTheIdOfTheLineThatNamesIt(Needed needed) {
    try (Scene scene = without(ofRole(needed.function(), needed.action()))) {
      List<HttpResponse<String>> answers = new ArrayList<>();

      Printed printed = Printed.during(() -> answers.add(needed.call().apply(scene)));

      HttpResponse<String> answer = answers.getFirst();
      JsonNode problem = Json.read(answer.body());
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(Json.text(problem, "type")).isEqualTo("urn:hallpass:problem:permission-missing");
      assertThat(Json.text(problem, "detail")).contains(Json.text(problem, "call"));
      JsonNode line = printed.refusals().getLast();
      assertThat(Json.text(line, "call")).isEqualTo(Json.text(problem, "call"));
      assertNamed(line, needed.function(), needed.action(), "AccessDeniedException");
    }
  }

  @Test
  void anApproverReadsItOnThePage() {
    try (Scene scene = without(ofRole("ShowDecision", "dynamodb:Query"))) {
      GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
      List<HttpResponse<String>> answers = new ArrayList<>();

      Printed printed = Printed.during(() -> answers.add(scene.open(scene.linkTo(BOB, grant))));

      assertThat(answers.getFirst().statusCode()).isEqualTo(500);
      JsonNode line = printed.refusals().getFirst();
      assertNamed(line, "ShowDecision", "dynamodb:Query", "AccessDeniedException");
      assertThat(answers.getFirst().body())
          .contains("Hallpass lacks a permission in AWS", Json.text(line, "call"));
    }
  }

  @Test
  void aPolicyThatMayNotBeMadeNamesTheActionAtEachTryUntilTheGrantFails() {
    try (Scene scene = without(ofRole("Activate", "iam:CreatePolicy"))) {
      GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

      Printed printed =
          Printed.during(() -> {
            scene.approve(scene.linkTo(BOB, grant));
            scene.pass(Duration.ofMinutes(10));
          });

      assertThat(printed.refusals())
          .hasSizeGreaterThan(1)
          .allSatisfy(line -> {
            assertNamed(line, "Activate", "iam:CreatePolicy", "AccessDenied");
            assertThat(Json.text(line, "grant")).isEqualTo(grant.value());
          });
      assertThat(scene.outcome(grant)).isEqualTo("FAILED");
      assertThat(scene.policies()).isEmpty();
    }
  }

  @Test
  void aPolicyThatMayNotBeRemovedIsNamedUntilItIsAndNeverGivenUp() {
    try (Scene scene = without(ofRole("Retire", "iam:DeletePolicy"))) {
      GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);

      Printed printed =
          Printed.during(() -> scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT)));

      assertThat(printed.refusals())
          .isNotEmpty()
          .allSatisfy(line -> assertNamed(line, "Retire", "iam:DeletePolicy", "AccessDenied"));
      scene.pass(Duration.ofMinutes(2));
      assertThat(scene.policies()).isEmpty();
    }
  }

  @Test
  void aSessionThatIsDeniedIsWaitedForFirstAndAMissingPermissionMinutesLater() {
    try (Scene scene =
        without(
            permission(one ->
                one.policy().equals("trust policy of read-bucket-prefix")
                    && one.action().equals("sts:TagSession")))) {
      GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);

      Printed early =
          Printed.during(() -> {
            for (int tries = 0; tries < 5; tries++) {
              HttpResponse<String> answer = scene.credentials(ALICE, grant);
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
          });
      assertThat(early.refusals()).isEmpty();
      assertThat(early.lines())
          .hasSize(5)
          .allMatch(line -> line.path("causes").toString().contains("StsException AccessDenied"));
      assertThat(scene.types(grant)).containsOnlyOnce("credentials-planned");

      scene.pass(Duration.ofMinutes(5));
      List<HttpResponse<String>> answers = new ArrayList<>();
      Printed late = Printed.during(() -> answers.add(scene.credentials(ALICE, grant)));

      JsonNode problem = Json.read(answers.getFirst().body());
      assertThat(answers.getFirst().statusCode()).isEqualTo(500);
      assertThat(Json.text(problem, "type")).isEqualTo("urn:hallpass:problem:permission-missing");
      JsonNode line = late.refusals().getFirst();
      assertNamed(line, "IssueCredentials", "sts:TagSession", "AccessDenied");
      assertThat(Json.text(line, "call")).isEqualTo(Json.text(problem, "call"));
    }
  }

  private static void assertNamed(JsonNode line, String function, String action, String code) {
    assertThat(Json.text(line, "function")).isEqualTo(function);
    assertThat(Json.text(line, "action")).isEqualTo(action);
    assertThat(Json.text(line, "code")).isEqualTo(code);
    assertThat(line.toString()).doesNotContain("arn:", "User:");
    assertThat(isAlarming(function, line)).as("%s", line).isTrue();
  }

  /// Whether CloudWatch counts a line in a function's log, and an alarm watches the count.
  private static boolean isAlarming(String function, JsonNode line) {
    JsonNode log =
        resources("AWS::Lambda::Function")
            .filter(one -> one.path("Handler").asString().endsWith("." + function))
            .map(one -> one.at("/LoggingConfig/LogGroup"))
            .findFirst()
            .orElseThrow();
    return resources("AWS::Logs::MetricFilter")
        .filter(filter -> filter.path("LogGroupName").equals(log))
        .filter(filter -> isMatched(filter.path("FilterPattern").asString(), line))
        .map(filter -> filter.at("/MetricTransformations/0"))
        .anyMatch(RefusalScenarioTest::isWatched);
  }

  /// Patterns that ask for a member, whatever its value (source: CloudWatch Logs, filter pattern
  /// syntax).
  private static boolean isMatched(String pattern, JsonNode line) {
    return Stream.of(pattern.split("[{} ]+", -1))
        .filter(part -> part.startsWith("$."))
        .allMatch(part -> line.has(part.substring(2)));
  }

  private static boolean isWatched(JsonNode made) {
    return resources("AWS::CloudWatch::Alarm")
        .anyMatch(alarm ->
            alarm.path("Namespace").equals(made.path("MetricNamespace"))
                && alarm.path("MetricName").equals(made.path("MetricName")));
  }

  private static Stream<JsonNode> resources(String type) {
    return HUB.template()
        .json()
        .path("Resources")
        .valueStream()
        .filter(resource -> resource.path("Type").asString().equals(type))
        .map(resource -> resource.path("Properties"));
  }

  private static Permission ofRole(String function, String action) {
    return permission(
        one -> one.resource().startsWith(function + "Role") && one.action().equals(action));
  }

  private static Permission permission(Predicate<Permission> which) {
    return Permission.in(HUB).stream().filter(which).findFirst().orElseThrow();
  }

  private static Scene without(Permission permission) {
    return Scene.inMemory(permission.outOf(Scene.SYNTHESIZED));
  }
}
