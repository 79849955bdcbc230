package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.SessionPolicies.Order;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many policies, pages that are not answered, and time that runs out.
class PolicySweepTest {

  private static final Duration CALL = Duration.ofMillis(50);
  private static final Duration LAMBDA = Duration.ofMinutes(5);

  private final Scene scene = new Scene();
  private Instant begun = Instant.MIN;
  private int calls;

  @BeforeEach
  void timeRuns() {
    scene.ledger.atEveryCall(this::call);
    scene.policies.atEveryCall(this::call);
    scene.sessionDenials.atEveryCall(this::call);
  }

  private void call() {
    calls++;
    scene.pass(CALL);
  }

  @Test
  void onePassOverFifteenHundredPoliciesOfWhichFiftyNeedWorkTakesLessThanAMinute() {
    GrantId early = scene.active();
    scene.pass(Duration.ofMinutes(20));
    GrantId late = scene.active();
    List<GrantId> ending = copies(early, 1, 50);
    copies(late, 51, 1448);
    scene.clock.set(scene.expiresAt(early).minus(Duration.ofMinutes(1)));
    reap();
    scene.clock.set(scene.expiresAt(early));

    Duration taken = timed(() -> assertThat(reap().path("Passes").intValue()).isEqualTo(1));

    Figures.note(
        "a pass over 1,500 policies of which 51 end takes %d calls, %.1f s",
        calls, taken.toMillis() / 1000.0);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(scene.policies.grants(HUB)).hasSize(1449).doesNotContainAnyElementsOf(ending);
  }

  @Test
  void soDoesThePassAfterAColdStart() {
    GrantId early = scene.active();
    scene.pass(Duration.ofMinutes(20));
    GrantId late = scene.active();
    copies(early, 1, 50);
    copies(late, 51, 1448);
    scene.clock.set(scene.expiresAt(early));

    Duration taken = timed(() -> assertThat(reap().path("Passes").intValue()).isEqualTo(1));

    Figures.note(
        "the first pass after a cold start takes %d calls, %.1f s",
        calls, taken.toMillis() / 1000.0);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(scene.policies.grants(HUB)).hasSize(1449);
  }

  @Test
  void tenThousandAreAsSafeAsTen() {
    GrantId grant = scene.active();
    List<GrantId> all = copies(grant, 1, 9_999);
    scene.policies.page(1000);
    scene.policies.losePage(4, 1);
    scene.clock.set(scene.expiresAt(grant));
    Instant end = scene.clock.instant();

    int passes = 0;
    while (!scene.policies.grants(HUB).isEmpty()) {
      Duration taken = timed(this::reap);
      assertThat(taken).isLessThan(LAMBDA.minusSeconds(20));
      Duration pause = Duration.ofMinutes(1).minus(taken);
      scene.pass(pause.isPositive() ? pause : Duration.ZERO);
      assertThat(++passes).isLessThan(60);
    }

    Figures.note(
        "10,000 policies that end at once are gone after %d passes, %d min",
        passes, Duration.between(end, scene.clock.instant()).toMinutes());
    assertThat(all)
        .allSatisfy(
            one -> assertThat(scene.types(one)).containsOnlyOnce("ended", "policy-deleted"));
  }

  @Test
  void aPageThatIsNotAnsweredIsAskedForAgainAndTheOthersAreLookedAt() {
    copies(scene.active(), 1, 19);
    scene.policies.page(5);
    scene.policies.losePage(2, 1);
    List<GrantId> listed = scene.policies.grants(HUB);
    List.of(listed.get(0), listed.get(19)).forEach(one -> scene.policies.attach(HUB, one));

    JsonNode first = reap();
    assertThat(first.path("Passes").intValue()).isZero();
    assertThat(scene.policies.grants(HUB)).doesNotContain(listed.get(0)).contains(listed.get(19));

    JsonNode second = reap();
    assertThat(second.path("Passes").intValue()).isEqualTo(1);
    assertThat(scene.policies.grants(HUB)).doesNotContain(listed.get(19)).hasSize(18);
  }

  @Test
  void aPageThatIsNeverAnsweredDoesNotKeepTheOthersFromBeingLookedAt() {
    copies(scene.active(), 1, 19);
    scene.policies.page(5);
    scene.policies.losePage(2, Integer.MAX_VALUE);
    GrantId first = scene.policies.grants(HUB).getFirst();
    reap();
    reap();
    scene.policies.attach(HUB, first);

    reap();

    assertThat(scene.policies.grants(HUB)).doesNotContain(first);
  }

  @Test
  void aPolicyThatAlwaysFailsKeepsNoOtherFromItsEnd() {
    GrantId failing = scene.active();
    List<GrantId> others = copies(failing, 1, 30);
    scene.policies.stuck(failing, true);
    scene.clock.set(scene.expiresAt(failing));

    reap();
    reap();

    assertThat(scene.policies.grants(HUB))
        .containsExactly(failing)
        .doesNotContainAnyElementsOf(others);
  }

  @Test
  void aPassStopsBeforeItsTimeIsUpAndTheNextGoesOn() {
    copies(scene.active(), 1, 1999);
    // Nothing explains any of them, so each costs a call.
    scene.ledger.indexKnows(false);

    Duration taken = timed(this::reap);
    assertThat(taken).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(55));
    List<Integer> passes = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      passes.add(reap().path("Passes").intValue());
    }

    assertThat(passes).contains(1);
  }

  @Test
  void eachOfFourHundredRolesIsLookedAtWithinFivePasses() {
    assertEachRoleIsLookedAt(() -> {});
  }

  @Test
  void soItIsWhenEachPassIsAColdStart() {
    assertEachRoleIsLookedAt(scene::restartReap);
  }

  /// Each role has a denial that nobody needs, which takes three calls.
  private void assertEachRoleIsLookedAt(Runnable betweenPasses) {
    List<RoleArn> roles =
        IntStream.rangeClosed(1, 400)
            .mapToObj(number -> RoleArn.of("aws", HUB, new EntitlementId("read-things-" + number)))
            .toList();
    roles.forEach(scene.sessionDenials::addRole);
    roles.forEach(role -> scene.sessionDenials.deny(role, grant(1)));

    assertThat(reap().path("Passes").intValue()).isZero();
    for (int pass = 1; pass < 5; pass++) {
      scene.clock.set(begun.plus(Duration.ofMinutes(1)));
      betweenPasses.run();
      reap();
    }

    assertThat(roles).allMatch(role -> scene.sessionDenials.denied(role).isEmpty());
  }

  @Test
  void aPassKeepsTwentySecondsOfLambdasTimeInReserve() {
    copies(scene.active(), 1, 1999);
    scene.ledger.indexKnows(false);
    begun = scene.clock.instant();
    scene.log.timeLeft(() -> left(Duration.ofSeconds(30)));

    scene.reap();

    assertThat(left(Duration.ofSeconds(30))).isBetween(19_000, 20_000);
  }

  private JsonNode reap() {
    begun = scene.clock.instant();
    scene.log.timeLeft(() -> left(LAMBDA));
    return scene.reap();
  }

  private int left(Duration ofAll) {
    return Math.toIntExact(ofAll.minus(Duration.between(begun, scene.clock.instant())).toMillis());
  }

  private Duration timed(Runnable running) {
    calls = 0;
    Instant before = scene.clock.instant();
    running.run();
    return Duration.between(before, scene.clock.instant());
  }

  /// Grants that look like another, and their policies.
  private List<GrantId> copies(GrantId original, int from, int count) {
    scene.ledger.atEveryCall(() -> {});
    scene.policies.atEveryCall(() -> {});
    List<Entry> entries = scene.ledger.read(original).entries();
    PolicyPlanned plan =
        entries.stream()
            .map(Entry::event)
            .filter(PolicyPlanned.class::isInstance)
            .map(PolicyPlanned.class::cast)
            .findFirst()
            .orElseThrow();
    List<GrantId> copies =
        IntStream.range(from, from + count).mapToObj(PolicySweepTest::grant).toList();
    for (GrantId copy : copies) {
      History history = History.of(copy);
      for (Entry entry : entries) {
        history =
            history.with(scene.ledger.append(history, entry.event(), entry.at()).orElseThrow());
      }
      scene.policies.make(
          new Order(
              HUB,
              copy,
              Scene.ALICE,
              new EntitlementId("read-bucket-prefix"),
              plan.policy(),
              plan.expiresAt()));
    }
    timeRuns();
    return copies;
  }

  private static GrantId grant(int number) {
    return new GrantId("grant-%032x".formatted(number));
  }
}
