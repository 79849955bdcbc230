package dev.hallpass.reconciliation;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.shellRequested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.InMemoryShells;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.PolicyDeleted;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.ShellsFound;
import dev.hallpass.grant.GrantEvent.ShellsOver;
import dev.hallpass.grant.GrantEvent.ShellsTerminated;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellTerminationTest {

  private static final RoleArn ROLE = requested().role();
  private static final SessionName ANOTHERS = new SessionName("hallpass-" + "f".repeat(32));
  private static final Instant SESSION_OVER = EXPIRY.plusSeconds(900);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InMemoryShells shells = new InMemoryShells();
  private Instant now = NOON;
  private final Grants grants = new Grants(ledger, () -> now);
  private final ShellTermination termination = new ShellTermination(grants, shells);

  @BeforeEach
  void open() {
    open(GRANT, shellRequested());
  }

  @Test
  void aShellIsAnnouncedBeforeItIsTerminated() {
    Shell shell = begin(SESSION);
    append(new Returned(ALICE, "done"));
    shells.reachable(false);
    assertFails();
    assertThat(events()).doesNotHaveAnyElementsOfTypes(ShellsFound.class);
    shells.reachable(true);
    shells.losesAnswer(true);

    assertFails();

    assertThat(shells.open()).isEmpty();
    assertThat(events()).endsWith(new ShellsFound(List.of(shell)));
  }

  @Test
  void whatWasTerminatedIsNotedAlsoWhenTheAnswerWasLost() {
    Shell shell = begin(SESSION);
    append(new Returned(ALICE, "done"));
    shells.losesAnswer(true);
    assertFails();
    shells.losesAnswer(false);

    terminate();
    terminate();

    assertThat(events())
        .endsWith(new ShellsFound(List.of(shell)), new ShellsTerminated(List.of(shell)));
  }

  @Test
  void theShellsOfOtherGrantsGoOn() {
    begin(SESSION);
    Shell other = begin(ANOTHERS);
    append(expired());

    terminate();

    assertThat(shells.open()).containsExactly(other);
  }

  @Test
  void asLongAsTheAccessIsOpenNothingIsTerminated() {
    begin(SESSION);

    terminate();

    assertThat(shells.open()).hasSize(1);
    assertThat(shells.looks()).isZero();
  }

  @Test
  void aShellThatShowsLateIsTerminatedByTheNextLook() {
    append(new Returned(ALICE, "done"));
    terminate();
    Shell late = begin(SESSION);

    terminate();

    assertThat(shells.open()).isEmpty();
    assertThat(events())
        .endsWith(
            new ShellsFound(List.of()),
            new ShellsFound(List.of(late)),
            new ShellsTerminated(List.of(late)));
  }

  @Test
  void theyAreOverWhenNoSessionLivesAndNoneIsOpen() {
    begin(SESSION);
    append(expired());
    now = SESSION_OVER;
    terminate();
    assertThat(events().getLast()).isInstanceOf(ShellsTerminated.class);
    append(new PolicyDeleted(Optional.of(Ender.WORKFLOW)));

    terminate();

    assertThat(events()).endsWith(new ShellsOver());
    int looks = shells.looks();
    terminate();
    assertThat(shells.looks()).isEqualTo(looks);
  }

  @Test
  void beforeTheLastSessionIsOverTheyAreNotOver() {
    append(new Returned(ALICE, "done"));
    now = SESSION_OVER.minusMillis(1);

    terminate();

    assertThat(events()).endsWith(new ShellsFound(List.of()));
  }

  @Test
  void forAGrantThatOpensNoShellNobodyIsAsked() {
    GrantId other = grant(2);
    open(other, requested());
    append(other, expired());
    History ended = ledger.read(other);

    assertThat(termination.of(ended)).isEqualTo(ended);

    assertThat(shells.looks()).isZero();
  }

  private void terminate() {
    var _ = termination.of(ledger.read(GRANT));
  }

  private void assertFails() {
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(this::terminate);
  }

  private Shell begin(SessionName session) {
    return shells.begin(ROLE, "eu-central-1", session);
  }

  private void open(GrantId grant, Requested request) {
    append(grant, request);
    append(grant, approved(0, BOB));
    append(grant, new PolicyPlanned(request.policy().ofGrant(grant, EXPIRY), POLICY_HASH, EXPIRY));
    append(grant, activated());
    append(grant, new CredentialsPlanned(ALICE, SESSION, Optional.of(SESSION_OVER)));
  }

  private void append(GrantEvent event) {
    append(GRANT, event);
  }

  private void append(GrantId grant, GrantEvent event) {
    assertThat(ledger.append(ledger.read(grant), event, now)).isPresent();
  }

  private List<GrantEvent> events() {
    return ledger.read(GRANT).entries().stream().map(Entry::event).toList();
  }
}
