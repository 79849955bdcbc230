package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.local.scene.PolicyTexts.EVERY_OBJECT;
import static dev.hallpass.local.scene.PolicyTexts.TRUSTING_EC2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Drift;
import dev.hallpass.grant.GrantEvent.DriftFound;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/// What the reaper does with policies that somebody else made or changed, and with many.
class ReaperScenarioTest {

  private static final Set<String> NEEDED =
      Set.of("requested", "approved", "policy-planned", "activated");

  private static final Duration TWO_PASSES = Duration.ofMinutes(2);
  private static final Duration CALL = Duration.ofMillis(50);

  private final Scene scene = Scene.inMemory(Scene.SYNTHESIZED);
  private final IamClient iam = scene.system().account().iam();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aPolicyOfNoGrantIsPutOnFileAndRemovedAndNobodyElsesIsTouched() {
    put("/hallpass/", UNKNOWN.value());
    put("/hallpass/", "somebody-elses");
    put("/hallpass/deeper/", grant(1).value());
    put("/", grant(2).value());

    scene.pass(TWO_PASSES);

    assertThat(names())
        .contains("somebody-elses", grant(1).value(), grant(2).value())
        .doesNotContain(UNKNOWN.value());
    assertThat(scene.events(UNKNOWN)).containsExactly(new DriftFound(Drift.GRANT_UNKNOWN));
    assertThat(scene.events(grant(1))).isEmpty();
    assertThat(scene.events(grant(2))).isEmpty();
  }

  @Test
  void aPolicyIsTakenFromTheRoleThatSomebodyAttachedItTo() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    String arn = arnOf(grant);
    makeRole(null);
    iam.attachRolePolicy(to -> to.roleName("intruder").policyArn(arn));

    scene.pass(TWO_PASSES);

    assertThat(iam.listAttachedRolePolicies(of -> of.roleName("intruder")).attachedPolicies())
        .isEmpty();
    assertThat(names()).doesNotContain(grant.value());
    assertThat(scene.outcome(grant)).isEqualTo("DRIFTED");
  }

  @Test
  void aPolicyThatSomebodyAttachesToARoleOpensNothing() {
    String arn = arnOf(scene.opened(Asked.prefix("PT15M"), BOB));
    makeRole(null);
    iam.attachRolePolicy(to -> to.roleName("intruder").policyArn(arn));

    Caller intruder =
        Caller.of(Principal.RoleSession.of("arn:aws:iam::111122223333:role/intruder", "somebody"));
    Access read =
        Access.to(
            "s3:GetObject", "arn:aws:s3:::acme-exports/customers/4711/orders.csv", Context.empty());
    assertThat(scene.system().account().may(intruder, read, List.of()))
        .isInstanceOf(Verdict.ExplicitlyDenied.class);
  }

  @Test
  void aPolicyThatATidyingProgramDeletedEndsTheAccessWithinTwoMinutes() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    scene.pass(Duration.ofMinutes(1));
    String arn = arnOf(grant);
    iam.deletePolicy(policy -> policy.policyArn(arn));

    scene.pass(TWO_PASSES);

    assertThat(scene.events(grant)).contains(new DriftFound(Drift.MISSING));
    assertThat(scene.outcome(grant)).isEqualTo("DRIFTED");
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
  }

  @Test
  void aVersionThatSomebodyPutInForceEndsTheAccess() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    String arn = arnOf(grant);
    iam.createPolicyVersion(
        version -> version.policyArn(arn).policyDocument(EVERY_OBJECT).setAsDefault(true));

    scene.pass(TWO_PASSES);

    assertThat(names()).doesNotContain(grant.value());
    assertThat(scene.outcome(grant)).isEqualTo("DRIFTED");
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
  }

  @Test
  void aVersionThatIsNotInForceDelaysNoEnd() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    String arn = arnOf(grant);
    Instant end = scene.expiresAt(grant);
    iam.createPolicyVersion(version -> version.policyArn(arn).policyDocument(EVERY_OBJECT));

    scene.passUntil(end.plus(TWO_PASSES));

    assertThat(names()).doesNotContain(grant.value());
  }

  @Test
  void aPermissionsBoundaryIsTakenFromNobodyAndTheAccessEnds() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    String arn = arnOf(grant);
    makeRole(arn);

    scene.pass(TWO_PASSES);

    assertThat(names()).contains(grant.value());
    assertThat(scene.types(grant)).contains("drift-found", "ended");
    assertThat(iam.getRole(of -> of.roleName("intruder")).role().permissionsBoundary()).isNotNull();
  }

  @Test
  void aPassOverAFullAccountTakesLessThanAMinute() {
    GrantId early = scene.opened(Asked.prefix("PT15M"), BOB);
    GrantId late = scene.opened(Asked.prefix("PT1H"), BOB);
    copies(early, 1, 49);
    copies(late, 100, 1430);
    Instant end = scene.expiresAt(early);
    scene.passUntil(end.minusSeconds(60));
    var calls = new AtomicInteger();
    scene.beforeRequests((from, _) -> {
      if (from.arn().contains("Reap")) {
        calls.incrementAndGet();
      }
    });

    scene.passUntil(end.plusSeconds(59));

    Duration taken = CALL.multipliedBy(calls.get());
    Figures.note(
        "passes of two minutes over 1,481 policies of which 50 end take %d calls, %.1f s",
        calls.get(), taken.toMillis() / 1000.0);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(names()).doesNotContain(grant(1).value(), grant(49).value());
    assertThat(names()).contains(grant(100).value(), late.value());
  }

  @Test
  void thePassesOfTenMinutesBeginOneSessionInAnAccount() {
    scene.opened(Asked.parameters("PT1H"), BOB);
    var sessions = new AtomicInteger();
    scene.beforeRequests((from, request) -> {
      if (from.arn().contains("Reap") && request instanceof AssumeRoleRequest) {
        sessions.incrementAndGet();
      }
    });

    scene.pass(Duration.ofMinutes(10));

    assertThat(sessions).hasValue(1);
  }

  @Test
  void aPageThatIsThrottledDelaysNothingElse() {
    GrantId early = scene.opened(Asked.prefix("PT15M"), BOB);
    copies(early, 1, 1100);
    Instant end = scene.expiresAt(early);
    scene.beforeRequests((_, request) -> {
      if (request instanceof ListPoliciesRequest list && list.marker() != null) {
        throw IamException.builder().message("Rate exceeded").statusCode(400).build();
      }
    });

    scene.passUntil(end.plus(Duration.ofMinutes(3)));

    assertThat(names()).noneMatch(GrantId::isOne);
  }

  /// The names of all policies, whatever their paths.
  private List<String> names() {
    return iam.listPoliciesPaginator(all -> all.scope(PolicyScopeType.LOCAL)).policies().stream()
        .map(Policy::policyName)
        .toList();
  }

  private void put(String path, String name) {
    iam.createPolicy(policy -> policy.path(path).policyName(name).policyDocument(EVERY_OBJECT));
  }

  private void makeRole(@Nullable String boundary) {
    iam.createRole(role ->
        role.roleName("intruder")
            .permissionsBoundary(boundary)
            .assumeRolePolicyDocument(TRUSTING_EC2));
  }

  /// Grants without workflows that look like another as far as need be, and their policies.
  private void copies(GrantId original, int from, int count) {
    History copied = scene.system().ledger().read(original);
    Requested request = copied.request().orElseThrow();
    List<Entry> entries =
        copied.entries().stream()
            .filter(entry -> NEEDED.contains(EventJson.type(entry.event())))
            .toList();
    IntStream.range(from, from + count)
        .mapToObj(Examples::grant)
        .forEach(copy -> {
          History history = History.of(copy);
          for (Entry entry : entries) {
            GrantEvent event = Examples.copied(entry.event(), request, copy);
            history =
                history.with(
                    scene.system().ledger().append(history, event, entry.at()).orElseThrow());
          }
          String document = PolicyJson.write(history.plan().orElseThrow().policy());
          iam.createPolicy(policy ->
              policy.path("/hallpass/").policyName(copy.value()).policyDocument(document));
        });
  }

  private String arnOf(GrantId grant) {
    return "arn:aws:iam::%s:policy/hallpass/%s".formatted(scene.system().account().id(), grant);
  }
}
