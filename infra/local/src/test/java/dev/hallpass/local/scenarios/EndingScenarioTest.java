package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.figures.Figures;
import dev.hallpass.handlers.lifecycle.Retire;
import dev.hallpass.handlers.upkeep.Reap;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Outages;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.reconciliation.Retirement;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Access ends on the second, and nothing is left of it half an hour later, whatever part of the
/// system or of AWS is dead meanwhile.
class EndingScenarioTest {

  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/orders.csv";
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration LONG_AFTER = Duration.ofMinutes(90);

  private static Duration longestAfterEnd = Duration.ZERO;
  private static int scenarios;

  /// What is dead, from when on and until when.
  enum Dead {
    NOTHING,
    THE_WORKFLOW_KILLED_IN_THE_MIDDLE {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        scene.passUntil(end.minus(Duration.ofMinutes(10)));
        scene
            .system()
            .stepFunctions()
            .stopExecution(stop -> stop.executionArn(scene.execution(grant)));
      }
    },
    THE_REAPER_FOR_AN_HOUR {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        faults.dead(Reap.class, end.minus(HALF_AN_HOUR), end.plus(HALF_AN_HOUR));
      }
    },
    RETIRE_FOR_AN_HOUR {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        faults.dead(Retire.class, end.minus(HALF_AN_HOUR), end.plus(HALF_AN_HOUR));
      }
    },
    EVENTBRIDGE_FOR_EVER {
      @Override
      Assembly assembly() {
        return without("AWS::Events::Rule");
      }

      @Override
      boolean reaperLives() {
        return false;
      }
    },
    IAM_FOR_TEN_MINUTES_UNTIL_A_MINUTE_BEFORE_NOTHING_MAY_BE_LEFT {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        Instant gone = end.plus(Retirement.GONE_WITHIN);
        faults.iamDown(gone.minus(Duration.ofMinutes(11)), gone.minus(Duration.ofMinutes(1)));
      }
    },
    THE_LEDGER_FOR_AN_HOUR_FROM_BEFORE_THE_END {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        faults.ledgerDown(end.minusSeconds(30), end.plus(Duration.ofHours(1)));
      }
    },
    A_DEPLOYMENT_IN_THE_MIDDLE {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        scene.passUntil(end.minus(Duration.ofMinutes(10)));
        scene.system().renew();
      }
    },
    A_DEPLOYMENT_AT_THE_END {
      @Override
      void happen(Scene scene, Outages faults, GrantId grant, Instant end) {
        scene.timeline().schedule(end, scene.system()::renew);
      }
    };

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    Assembly assembly() {
      return Scene.SYNTHESIZED;
    }

    void happen(Scene scene, Outages faults, GrantId grant, Instant end) {}

    /// Whether somebody takes the denial off the role again.
    boolean reaperLives() {
      return true;
    }

    /// The hub without the resources of a type, and without what speaks of them.
    private static Assembly without(String type) {
      JsonNode template = Scene.SYNTHESIZED.hub().template().json().deepCopy();
      ObjectNode resources = (ObjectNode) template.path("Resources");
      List<String> gone =
          resources.properties().stream()
              .filter(one -> one.getValue().path("Type").asString().equals(type))
              .map(Map.Entry::getKey)
              .toList();
      List<String> affected =
          resources.properties().stream()
              .filter(one -> gone.stream().anyMatch(one.getValue().toString()::contains))
              .map(Map.Entry::getKey)
              .toList();
      gone.forEach(resources::remove);
      affected.forEach(resources::remove);
      return Scene.SYNTHESIZED.withHub(
          Scene.SYNTHESIZED.hub().of(CloudFormationTemplate.parse(template.toString())));
    }
  }

  @AfterAll
  static void figures() {
    Figures.note(
        "effective access after expiresAt 0 s in %d scenarios; session policy gone %d s after"
            + " the planned end at the latest",
        scenarios, longestAfterEnd.toSeconds());
  }

  @ParameterizedTest
  @EnumSource
  void accessEndsOnTheSecondAndNothingIsLeftOfIt(Dead dead) {
    try (Scene scene = new Scene(dead.assembly())) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.opened(Asked.prefix("PT1H"), BOB);
      Instant end = scene.expiresAt(grant);
      dead.happen(scene, faults, grant, end);
      scene.passUntil(end.minusSeconds(60));
      Keys keys = scene.keys(grant);
      scene.passUntil(end.minusSeconds(1));
      assertThat(mayRead(scene, keys)).isTrue();

      scene.passUntil(end);
      Optional<Instant> gone = Optional.empty();
      while (scene.now().isBefore(end.plus(LONG_AFTER))) {
        assertThat(mayRead(scene, keys)).as("%s", scene.now()).isFalse();
        if (gone.isEmpty() && scene.policies().isEmpty()) {
          gone = Optional.of(scene.now());
        }
        scene.pass(STEP);
      }

      assertThat(gone).isPresent();
      Duration after = Duration.between(end, gone.orElseThrow());
      assertThat(after).isLessThanOrEqualTo(Retirement.GONE_WITHIN);
      assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
      assertThat(scene.types(grant)).containsOnlyOnce("ended");
      if (dead.reaperLives()) {
        assertNothingIsLeft(scene);
      }
      count(after);
    }
  }

  @Test
  void thoughIamIsDeadForTenMinutesWhenItIsToGoItIsGoneAMinuteLater() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
      Instant end = scene.expiresAt(grant);
      Instant back = end.plus(Retirement.GONE_WITHIN).plus(Duration.ofMinutes(5));
      faults.iamDown(back.minus(Duration.ofMinutes(10)), back);
      scene.passUntil(end.minusSeconds(60));
      Keys keys = scene.keys(grant);

      for (scene.passUntil(end); scene.now().isBefore(back.plusSeconds(61)); scene.pass(STEP)) {
        assertThat(mayRead(scene, keys)).isFalse();
      }

      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
      count(Duration.ZERO);
    }
  }

  @Test
  void aPolicyThatIsMadeFiveMinutesLateIsRemovedAndOpensNothing() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      List<Instant> landed = new ArrayList<>();
      GrantId grant = scene.request(ALICE, Asked.prefix("PT20M"));
      faults.losing(
          CreatePolicyRequest.class,
          scene.now(),
          scene.now().plus(Duration.ofHours(1)),
          request -> landLate(scene, (CreatePolicyRequest) request, landed));

      scene.approve(scene.linkTo(BOB, grant));
      for (int step = 0; step < 180; step++) {
        scene.pass(STEP);
        assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
        if (!landed.isEmpty()
            && scene.now().isAfter(landed.getLast().plus(Duration.ofSeconds(70)))) {
          assertThat(scene.policies()).isEmpty();
        }
      }

      assertThat(landed).isNotEmpty();
      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(grant)).isEqualTo("FAILED");
      assertThat(scene.types(grant)).doesNotContain("activated", "drift-found");
      count(Duration.ZERO);
    }
  }

  @Test
  void aGrantWithABrokenChainEndsInSecondsWhenSomebodyRevokesIt() {
    try (Scene scene = new Scene()) {
      GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
      breakChain(scene, grant);

      HttpResponse<String> answer = scene.revokeSigned(BOB, grant);
      scene.pass(Scene.A_MOMENT);

      assertThat(answer.body()).contains("Its workflow was woken to end open access now");
      assertThat(scene.policies()).isEmpty();
    }
  }

  /// By who may write to the table itself.
  private static void breakChain(Scene scene, GrantId grant) {
    String table = scene.system().table();
    var entry =
        scene.system().dynamoDb().scan(all -> all.tableName(table)).items().stream()
            .filter(item -> AttributeValue.fromS(grant.value()).equals(item.get("grant")))
            .findAny()
            .orElseThrow();
    Map<String, AttributeValue> outOfPlace = new HashMap<>(entry);
    outOfPlace.put("sequence", AttributeValue.fromN("99"));
    scene.system().dynamoDb().putItem(put -> put.tableName(table).item(outOfPlace));
  }

  private static void landLate(Scene scene, CreatePolicyRequest request, List<Instant> landed) {
    scene
        .timeline()
        .schedule(
            scene.now().plus(Duration.ofMinutes(5)),
            () -> {
              if (scene.policies().isEmpty()) {
                var _ = scene.system().account().iam().createPolicy(request);
                landed.add(scene.now());
              }
            });
  }

  @Test
  void theLedgerTellsLateWhatEndedWhileItWasSilent() {
    try (Scene scene = new Scene()) {
      Outages faults = new Outages(scene.timeline());
      scene.system().connectBy(faults);
      GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
      Instant end = scene.expiresAt(grant);
      faults.ledgerDown(end.minusSeconds(30), end.plus(Duration.ofHours(1)));

      scene.passUntil(end.plus(Retirement.GONE_WITHIN));
      assertThat(scene.policies()).isEmpty();
      assertThat(scene.types(grant)).doesNotContain("ended", "policy-deleted");

      scene.passUntil(end.plus(LONG_AFTER));
      assertThat(scene.types(grant))
          .containsSubsequence("ended", "late-record")
          .doesNotContain("policy-deleted");
      assertThat(Json.text(scene.show(grant).path("end"), "by")).isEqualTo("DATE");
    }
  }

  private static synchronized void count(Duration after) {
    scenarios++;
    longestAfterEnd = after.compareTo(longestAfterEnd) > 0 ? after : longestAfterEnd;
  }

  /// Whether the bearer may read, by the session's own policies or by one of the bucket that names
  /// the session.
  static boolean mayRead(Scene scene, Keys keys) {
    Optional<Session> session =
        scene.system().account().sessions().withCredentials(keys.id(), keys.token());
    Session open = session.orElseThrow();
    NamedPolicy bucket =
        new NamedPolicy(
            "the bucket's",
            PolicyDocument.resource(
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
                  "Principal": {"AWS": "%s"}, "Resource": "*"}]}
                """
                    .formatted(open.principal().arn())));
    var account = scene.system().account();
    return scene.may(keys, "s3:GetObject", OBJECT, Context.empty(), scene.now()).allowed()
        || account
            .may(open, "s3:GetObject", OBJECT, Context.empty(), scene.now(), bucket)
            .allowed();
  }

  /// That neither a session policy nor a denial is left.
  static void assertNothingIsLeft(Scene scene) {
    assertThat(scene.policies()).isEmpty();
    assertThat(
            scene
                .system()
                .account()
                .iam()
                .listRolePolicies(role -> role.roleName("read-bucket-prefix"))
                .policyNames())
        .containsExactly("Ceiling");
  }
}
