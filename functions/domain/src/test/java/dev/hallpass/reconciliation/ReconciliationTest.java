package dev.hallpass.reconciliation;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.InMemoryObstacles;
import dev.hallpass.access.InMemorySessionDenials;
import dev.hallpass.access.InMemorySessionPolicies;
import dev.hallpass.access.InMemoryShells;
import dev.hallpass.access.SessionPolicies.Order;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.authority.Derivation;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.authority.Offers;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.catalog.InMemoryTickets;
import dev.hallpass.catalog.Roles;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Objections;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.Alarm;
import dev.hallpass.workflow.InMemoryDoorbells;
import dev.hallpass.workflow.InMemoryWorkflow;
import dev.hallpass.workflow.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Four hundred of everything, and calls so slow that a pass comes to a part of them.
class ReconciliationTest {

  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final int HOUR_OF_PASSES = 60;

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InMemorySessionPolicies policies = new InMemorySessionPolicies();
  private final List<RoleArn> roles =
      IntStream.rangeClosed(1, 400)
          .mapToObj(number -> RoleArn.of("aws", ACCOUNT, new EntitlementId("read-" + number)))
          .toList();
  private final InMemorySessionDenials sessionDenials = new InMemorySessionDenials(roles);
  private final InMemoryTelemetry log = new InMemoryTelemetry();
  private Instant now = NOON;
  private final Grants grants = new Grants(ledger, () -> now, new InMemorySeals(), Objections.NONE);
  private Reconciliation reconciliation = coldStart();

  @BeforeEach
  void eachCallTakesAMoment() {
    policies.atEveryCall(_ -> now = now.plusMillis(250));
    sessionDenials.atEveryCall(_ -> now = now.plusMillis(100));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyDueGrantIsLookedAtThoughTheFirstHundredFailEachTime(boolean isColdEachTime) {
    assertAllOthersEnd(EXPIRY.plus(Duration.ofHours(2)), isColdEachTime);
  }

  /// What was due before the last day no index is asked for.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyPolicyIsLookedAtThoughTheFirstHundredFailEachTime(boolean isColdEachTime) {
    assertAllOthersEnd(EXPIRY.plus(Duration.ofDays(2)), isColdEachTime);
  }

  private void assertAllOthersEnd(Instant start, boolean isColdEachTime) {
    List<GrantId> all = IntStream.rangeClosed(1, 400).mapToObj(this::open).toList();
    List<GrantId> stuck = all.subList(0, 100);
    stuck.forEach(grant -> policies.stuck(grant, true));
    now = start;

    passUntil(() -> policies.grants(ACCOUNT).equals(stuck), isColdEachTime);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyRoleIsLookedAt(boolean isColdEachTime) {
    roles.forEach(role -> sessionDenials.deny(role, grant(1)));

    passUntil(
        () -> roles.stream().allMatch(role -> sessionDenials.denied(role).isEmpty()),
        isColdEachTime);
  }

  @Test
  void howFarItCameIsSaidOfEachKind() {
    IntStream.rangeClosed(1, 400).forEach(this::open);
    now = EXPIRY.plus(Duration.ofHours(2));

    assertThat(pass()).containsEntry("Incomplete", 1L);

    assertThat(log.lines())
        .anyMatch(line -> line.matches("\\d+ roles were looked at; .* the other \\d+"))
        .anyMatch(line -> line.matches("\\d+ due grants were looked at; .* the other \\d+"))
        .anyMatch(line -> line.matches("\\d+ policies were looked at; .* the other \\d+"));
  }

  @Test
  void whatCannotBeSeenForFiveMinutesRingsOnce() {
    policies.close(ACCOUNT);

    for (int minute = 0; minute < 5; minute++) {
      pass();
      assertThat(log.rung()).isEmpty();
    }
    pass();
    pass();

    assertThat(log.rung()).containsExactly(Alarm.CLEAN_UP_BEHIND);
  }

  private void passUntil(BooleanSupplier goal, boolean isColdEachTime) {
    for (int passes = 0; !goal.getAsBoolean(); passes++) {
      assertThat(passes).isLessThan(HOUR_OF_PASSES);
      if (isColdEachTime) {
        reconciliation = coldStart();
      }
      pass();
    }
  }

  private Map<String, Long> pass() {
    Instant begun = now;
    Duration lambda = Duration.ofMinutes(5);
    Pass pass = Pass.begin(() -> lambda.minus(Duration.between(begun, now)), log);
    reconciliation.run(pass);
    now = begun.plus(Duration.ofMinutes(1));
    return pass.counts();
  }

  private Reconciliation coldStart() {
    return new Reconciliation(
        grants,
        policies,
        sessionDenials,
        new InMemoryShells(),
        new InMemoryObstacles(),
        new InMemoryWorkflow(),
        new Ring(new InMemoryDoorbells(), log),
        List.of(ACCOUNT),
        new Derivation(
            new Offers(
                Examples.catalog(),
                new Roles("aws", ACCOUNT),
                _ -> Sha256.ZERO,
                Memberships.NOT_ASKED),
            new InMemoryTickets(),
            new EarlierGrants(ledger)),
        new BlockedPeople(new InMemoryBlocks(), new InMemorySeals()),
        Crew.ALONE,
        log);
  }

  /// A grant whose access is open until one o'clock.
  private GrantId open(int number) {
    GrantId grant = grant(number);
    History history = History.of(grant);
    for (GrantEvent event : List.of(requested(), approved(0, BOB), planned(), activated())) {
      history = history.with(ledger.append(history, event, NOON).orElseThrow());
    }
    policies.make(
        new Order(
            ACCOUNT,
            grant,
            ALICE,
            new EntitlementId("read-things"),
            planned().policy(),
            planned().expiresAt()));
    return grant;
  }
}
