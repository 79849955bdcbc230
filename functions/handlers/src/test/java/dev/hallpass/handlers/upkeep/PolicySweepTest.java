package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.SessionPolicies.Order;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.StandingClock;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.reconciliation.Crew;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many policies, pages that are not answered, and time that runs out.
class PolicySweepTest {

  private static final Duration CALL = Duration.ofMillis(50);
  private static final Duration LAMBDA = Duration.ofMinutes(5);

  private final InMemorySystem system = new InMemorySystem();
  private Instant begun = Instant.MIN;
  private int calls;

  @BeforeEach
  void timeRuns() {
    system.ledger.atEveryCall(this::call);
    system.policies.atEveryCall(_ -> call());
    system.sessionDenials.atEveryCall(_ -> call());
  }

  private void call() {
    calls++;
    system.pass(CALL);
  }

  @Test
  void onePassOverFifteenHundredPoliciesOfWhichFiftyNeedWorkTakesLessThanAMinute() {
    GrantId early = system.active();
    system.pass(Duration.ofMinutes(20));
    GrantId late = system.active();
    List<GrantId> ending = copies(early, 1, 50);
    copies(late, 51, 1448);
    system.clock.set(system.expiresAt(early).minus(Duration.ofMinutes(1)));
    reap();
    system.clock.set(system.expiresAt(early));

    Duration taken = timed(() -> assertThat(reap().path("Incomplete").intValue()).isZero());

    Figures.note(
        "a pass over 1,500 policies of which 51 end takes %d calls, %.1f s",
        calls, taken.toMillis() / 1000.0);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(system.policies.grants(HUB)).hasSize(1449).doesNotContainAnyElementsOf(ending);
  }

  @Test
  void soDoesThePassAfterAColdStart() {
    GrantId early = system.active();
    system.pass(Duration.ofMinutes(20));
    GrantId late = system.active();
    copies(early, 1, 50);
    copies(late, 51, 1448);
    system.clock.set(system.expiresAt(early));

    Duration taken = timed(() -> assertThat(reap().path("Incomplete").intValue()).isZero());

    Figures.note(
        "the first pass after a cold start takes %d calls, %.1f s",
        calls, taken.toMillis() / 1000.0);
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(system.policies.grants(HUB)).hasSize(1449);
  }

  @Test
  void anIdlePassAsksOnlyTheIndexesOfTheLedger() {
    reap();

    for (int minute = 1; minute < 15; minute++) {
      system.clock.set(begun.plus(Duration.ofMinutes(1)));
      calls = 0;
      reap();
      assertThat(calls).isLessThanOrEqualTo(2);
    }

    Figures.note("an idle pass makes %d calls of the ledger, and none of IAM", calls);
  }

  @Test
  void threeThousandAreAsSafeAsThree() {
    GrantId grant = system.active();
    List<GrantId> all = copies(grant, 1, 2_999);
    system.policies.page(300);
    system.policies.losePage(4, 1);
    system.clock.set(system.expiresAt(grant));
    Instant end = system.clock.instant();

    int passes = 0;
    while (!system.policies.grants(HUB).isEmpty()) {
      Duration taken = timed(this::reap);
      assertThat(taken).isLessThan(LAMBDA.minusSeconds(20));
      Duration pause = Duration.ofMinutes(1).minus(taken);
      system.pass(pause.isPositive() ? pause : Duration.ZERO);
      assertThat(++passes).isLessThan(60);
    }

    Figures.note(
        "3,000 policies that end at once are gone after %d passes, %d min",
        passes, Duration.between(end, system.clock.instant()).toMinutes());
    assertThat(all)
        .allSatisfy(
            one -> assertThat(system.types(one)).containsOnlyOnce("ended", "policy-deleted"));
  }

  @Test
  void tenAtOnceCleanTenThousandUpInSixMinutes() {
    system.workBy(new TenAtOnce(system.clock));
    GrantId grant = system.active();
    copies(grant, 1, 9_999);
    system.policies.page(1000);
    system.clock.set(system.expiresAt(grant));
    Instant end = system.clock.instant();

    while (!system.policies.grants(HUB).isEmpty()) {
      Duration pause = Duration.ofMinutes(1).minus(timed(this::reap));
      system.pass(pause.isPositive() ? pause : Duration.ZERO);
    }

    Duration taken = Duration.between(end, system.clock.instant());
    Figures.note(
        "ten at once clean up 10,000 policies that end at once within %d min, at %d ms a call",
        taken.toMinutes(), CALL.toMillis());
    assertThat(taken).isLessThanOrEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void aPageThatIsNotAnsweredIsAskedForAgainAndTheOthersAreLookedAt() {
    copies(system.active(), 1, 19);
    system.policies.page(5);
    system.policies.losePage(2, 1);
    List<GrantId> listed = system.policies.grants(HUB);
    List.of(listed.get(0), listed.get(19)).forEach(one -> system.policies.attach(HUB, one));

    JsonNode first = reap();
    assertThat(first.path("Incomplete").intValue()).isOne();
    assertThat(system.policies.grants(HUB)).doesNotContain(listed.get(0)).contains(listed.get(19));

    JsonNode second = reap();
    assertThat(second.path("Incomplete").intValue()).isZero();
    assertThat(system.policies.grants(HUB)).doesNotContain(listed.get(19)).hasSize(18);
  }

  @Test
  void aPageThatIsNeverAnsweredDoesNotKeepTheOthersFromBeingLookedAt() {
    copies(system.active(), 1, 19);
    system.policies.page(5);
    system.policies.losePage(2, Integer.MAX_VALUE);
    GrantId first = system.policies.grants(HUB).getFirst();
    reap();
    reap();
    system.policies.attach(HUB, first);

    reap();

    assertThat(system.policies.grants(HUB)).doesNotContain(first);
  }

  @Test
  void aPolicyThatAlwaysFailsKeepsNoOtherFromItsEnd() {
    GrantId failing = system.active();
    List<GrantId> others = copies(failing, 1, 30);
    system.policies.stuck(failing, true);
    system.clock.set(system.expiresAt(failing));

    reap();
    reap();

    assertThat(system.policies.grants(HUB))
        .containsExactly(failing)
        .doesNotContainAnyElementsOf(others);
  }

  @Test
  void aPassStopsBeforeItsTimeIsUpAndTheNextGoesOn() {
    copies(system.active(), 1, 1999);
    // Nothing explains any of them, so each costs a call.
    system.ledger.indexKnows(false);

    Duration taken = timed(this::reap);
    assertThat(taken).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(55));
    List<Integer> incomplete = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      incomplete.add(reap().path("Incomplete").intValue());
    }

    assertThat(incomplete).contains(0);
  }

  @Test
  void eachOfFourHundredRolesIsLookedAtWithinFivePasses() {
    assertEachRoleIsLookedAt(() -> {});
  }

  @Test
  void soItIsWhenEachPassIsAColdStart() {
    assertEachRoleIsLookedAt(system::restartReap);
  }

  /// Each role has a denial that nobody needs, which takes three calls.
  private void assertEachRoleIsLookedAt(Runnable betweenPasses) {
    List<RoleArn> roles =
        IntStream.rangeClosed(1, 400)
            .mapToObj(number -> RoleArn.of("aws", HUB, new EntitlementId("read-things-" + number)))
            .toList();
    roles.forEach(system.sessionDenials::addRole);
    roles.forEach(role -> system.sessionDenials.deny(role, grant(1)));

    assertThat(reap().path("Incomplete").intValue()).isOne();
    for (int pass = 1; pass < 5; pass++) {
      system.clock.set(begun.plus(Duration.ofMinutes(1)));
      betweenPasses.run();
      reap();
    }

    assertThat(roles).allMatch(role -> system.sessionDenials.denied(role).isEmpty());
  }

  @Test
  void aPassKeepsTwentySecondsOfLambdasTimeInReserve() {
    copies(system.active(), 1, 1999);
    system.ledger.indexKnows(false);
    begun = system.clock.instant();
    system.log.timeLeft(() -> left(Duration.ofSeconds(30)));

    system.reap();

    assertThat(left(Duration.ofSeconds(30))).isBetween(19_000, 20_000);
  }

  private JsonNode reap() {
    begun = system.clock.instant();
    system.log.timeLeft(() -> left(LAMBDA));
    return system.reap();
  }

  private int left(Duration ofAll) {
    return Math.toIntExact(ofAll.minus(Duration.between(begun, system.clock.instant())).toMillis());
  }

  private Duration timed(Runnable running) {
    calls = 0;
    Instant before = system.clock.instant();
    running.run();
    return Duration.between(before, system.clock.instant());
  }

  /// Grants that look like another, and their policies.
  private List<GrantId> copies(GrantId original, int from, int count) {
    system.ledger.atEveryCall(() -> {});
    system.policies.atEveryCall(_ -> {});
    History copied = system.ledger.read(original);
    Requested request = copied.request().orElseThrow();
    List<GrantId> copies = IntStream.range(from, from + count).mapToObj(Examples::grant).toList();
    for (GrantId copy : copies) {
      History history = History.of(copy);
      for (Entry entry : copied.entries()) {
        GrantEvent event = Examples.copied(entry.event(), request, copy);
        history = history.with(system.ledger.append(history, event, entry.at()).orElseThrow());
      }
      PolicyPlanned plan = history.plan().orElseThrow();
      system.policies.make(
          new Order(
              HUB,
              copy,
              ALICE,
              new EntitlementId("read-bucket-prefix"),
              plan.policy(),
              plan.expiresAt()));
    }
    timeRuns();
    return copies;
  }

  /// Ten at once: each begins at the same instant, and all is done when the slowest is.
  private record TenAtOnce(StandingClock clock) implements Crew {

    @Override
    public int size() {
      return 10;
    }

    @Override
    public <T> List<T> all(List<Supplier<T>> work) {
      Instant begun = clock.instant();
      Instant done = begun;
      List<T> results = new ArrayList<>();
      for (Supplier<T> one : work) {
        clock.set(begun);
        results.add(one.get());
        done = clock.instant().isAfter(done) ? clock.instant() : done;
      }
      clock.set(done);
      return results;
    }
  }
}
