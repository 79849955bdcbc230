package dev.hallpass.reconciliation;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.HUB;
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
import dev.hallpass.figures.Figures;
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
import dev.hallpass.workflow.InMemoryDoorbells;
import dev.hallpass.workflow.InMemoryWorkflow;
import dev.hallpass.workflow.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hub and 499 other accounts, most of them idle.
class ManyAccountsTest {

  private static final int ACCOUNTS = 500;
  private static final int ROLES = 3;

  /// The queries of the index for what is due and for blocks.
  private static final int QUERIES = 2;

  private final List<AccountId> accounts =
      Stream.concat(
              Stream.of(HUB),
              IntStream.range(1, ACCOUNTS)
                  .mapToObj(number -> new AccountId("%012d".formatted(number))))
          .toList();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InMemorySessionPolicies policies = new InMemorySessionPolicies();
  private final InMemorySessionDenials sessionDenials =
      new InMemorySessionDenials(
          accounts.stream()
              .flatMap(account ->
                  IntStream.range(0, ROLES)
                      .mapToObj(number ->
                          RoleArn.of("aws", account, new EntitlementId("read-" + number))))
              .toList());
  private final InMemoryObstacles obstacles = new InMemoryObstacles();
  private final InMemoryTelemetry log = new InMemoryTelemetry();
  private Instant now = NOON;
  private final Grants grants = new Grants(ledger, () -> now, new InMemorySeals(), Objections.NONE);
  private final Set<AccountId> called = new HashSet<>();
  private int calls;

  private Reconciliation over(List<AccountId> some) {
    policies.atEveryCall(this::call);
    sessionDenials.atEveryCall(this::call);
    return new Reconciliation(
        grants,
        policies,
        sessionDenials,
        new InMemoryShells(),
        obstacles,
        new InMemoryWorkflow(),
        new Ring(new InMemoryDoorbells(), log),
        some,
        new Derivation(
            new Offers(
                Examples.catalog(), new Roles("aws", HUB), _ -> Sha256.ZERO, Memberships.NOT_ASKED),
            new InMemoryTickets(),
            new EarlierGrants(ledger)),
        new BlockedPeople(new InMemoryBlocks(), new InMemorySeals()),
        Crew.ALONE,
        log);
  }

  @Test
  void aPassOverIdleAccountsTakesAtMostTwentyCalls() {
    Reconciliation reconciliation = over(accounts);

    int most =
        IntStream.range(0, 200).map(_ -> callsAndSessions(reconciliation)).max().orElseThrow();

    Figures.note(
        "an idle pass over %d accounts takes at most %d calls of DynamoDB, STS and IAM where an account has %d roles",
        ACCOUNTS, QUERIES + most, ROLES);
    assertThat(QUERIES + most).isLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 90, 500})
  void theRolesAndTheRoomOfEachAccountAreLookedAtInTheirTurn(int number) {
    List<AccountId> some = accounts.subList(0, number);
    Reconciliation reconciliation = over(some);
    Set<AccountId> listed = new HashSet<>();
    sessionDenials.atEveryCall(listed::add);
    policies.quota(0);

    // A pass looks at one of them, and prefers those that it calls anyway.
    IntStream.range(0, number * 3 / 2 + 2).forEach(_ -> pass(reconciliation));

    assertThat(listed).containsAll(some);
    assertThat(some).allMatch(account -> obstacles.in(account, now).isPresent());
  }

  /// Hallpass in one account, in which nothing is open.
  @Test
  void aQuarterOfAnHourWithoutGrantsTakesOneLookAtIam() {
    Reconciliation reconciliation = over(List.of(HUB));
    pass(reconciliation);
    calls = 0;

    IntStream.range(0, 15).forEach(_ -> pass(reconciliation));

    // A list of policies, a list of roles, and a look at each.
    assertThat(calls).isEqualTo(1 + 1 + ROLES);
    Figures.note("fifteen idle passes over one account take %d calls of IAM", calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 90})
  void whatIsMadeAfterALookIsFoundInAQuarterOfAnHour(int number) {
    List<AccountId> some = accounts.subList(0, number);
    Reconciliation reconciliation = over(some);
    IntStream.range(0, 16).forEach(_ -> pass(reconciliation));
    some.forEach(account -> policies.put(account, grant(1), planned().policy()));

    IntStream.range(0, 16).forEach(_ -> pass(reconciliation));

    assertThat(some).allMatch(account -> policies.grants(account).isEmpty());
  }

  @Test
  void whatSomebodyToldOfIsFoundInTheNextPass() {
    Reconciliation reconciliation = over(accounts);
    AccountId last = accounts.getLast();
    IntStream.range(0, 100).forEach(_ -> pass(reconciliation));
    policies.put(last, grant(1), planned().policy());

    reconciliation.changed(last);
    pass(reconciliation);

    assertThat(policies.grants(last)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 7, 180, 500})
  void whatNobodyPlannedIsFoundInATurn(int number) {
    List<AccountId> some = accounts.subList(0, number);
    some.forEach(account -> policies.put(account, grant(1), planned().policy()));
    Reconciliation reconciliation = over(some);

    int passes = 0;
    while (some.stream().anyMatch(account -> !policies.grants(account).isEmpty())) {
      pass(reconciliation);
      passes++;
    }

    // An account of an unplanned policy is looked at until it is empty, beside those in turn.
    assertThat(passes).isLessThanOrEqualTo((number + 5) / 6 + 2);
  }

  @Test
  void anAccountInWhichAGrantIsOpenIsLookedAtInEachPass() {
    GrantId open = open();
    Reconciliation reconciliation = over(accounts);
    pass(reconciliation);
    for (int minute = 0; minute < 5; minute++) {
      policies.put(HUB, grant(2), planned().policy());

      pass(reconciliation);

      assertThat(policies.grants(HUB)).containsExactly(open);
    }
  }

  @Test
  void whatIsDueInAnIdleAccountIsDoneInTime() {
    open();
    Reconciliation reconciliation = over(accounts);
    pass(reconciliation);
    now = EXPIRY.plus(Duration.ofMinutes(1));

    pass(reconciliation);

    assertThat(policies.grants(HUB)).isEmpty();
  }

  @Test
  void anAccountThatDoesNotAnswerIsAskedInEachPassAndTheOthersHaveTheirTurns() {
    AccountId closed = accounts.get(3);
    policies.close(closed);
    List<AccountId> some = accounts.subList(0, 12);
    AccountId last = accounts.get(11);
    policies.put(last, grant(1), planned().policy());
    Reconciliation reconciliation = over(some);

    for (int minute = 0; minute < 4; minute++) {
      pass(reconciliation);
    }

    assertThat(policies.grants(last)).isEmpty();
    assertThat(pass(reconciliation)).isOne();
  }

  /// @return how many passes did not see all that they were to look at
  private long pass(Reconciliation reconciliation) {
    Instant begun = now;
    Duration lambda = Duration.ofMinutes(5);
    Pass pass = Pass.begin(() -> lambda.minus(Duration.between(begun, now)), log);
    reconciliation.run(pass);
    now = begun.plus(Duration.ofMinutes(1));
    return pass.counts().getOrDefault("Incomplete", 0L);
  }

  /// Also those that begin a session in another account.
  private int callsAndSessions(Reconciliation reconciliation) {
    calls = 0;
    called.clear();
    assertThat(pass(reconciliation)).isZero();
    called.remove(HUB);
    return calls + called.size();
  }

  private void call(AccountId account) {
    called.add(account);
    calls++;
  }

  /// A grant in the hub whose access is open until one o'clock.
  private GrantId open() {
    GrantId grant = grant(1);
    History history = History.of(grant);
    for (GrantEvent event : List.of(requested(), approved(0, BOB), planned(), activated())) {
      history = history.with(ledger.append(history, event, NOON).orElseThrow());
    }
    policies.make(
        new Order(
            HUB,
            grant,
            ALICE,
            new EntitlementId("read-things"),
            planned().policy(),
            planned().expiresAt()));
    return grant;
  }
}
