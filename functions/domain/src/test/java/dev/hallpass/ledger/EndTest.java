package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndTest {

  private static final Instant EARLY = NOON.plusSeconds(600);
  private static final GrantEvent RETURNED = new GrantEvent.Returned(ALICE, "done");

  private History history = History.of(GRANT);

  EndTest() {
    add(NOON, requested());
    add(NOON, approved(0, BOB));
    add(NOON, planned());
    add(NOON, activated());
    add(NOON, new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(EXPIRY)));
  }

  @Test
  void whatIsOpenHasNotEnded() {
    assertThat(End.of(history)).isEmpty();
  }

  @Test
  void whatNeverWasAboutToOpenHasNoEndOfAccess() {
    history = History.of(GRANT);
    add(NOON, requested());
    add(NOON, new GrantEvent.Cancelled(ALICE));

    assertThat(End.of(history)).isEmpty();
  }

  @Test
  void whatExpiredEndedByItsDateWheneverThatWasRecorded() {
    add(EXPIRY.plusSeconds(90), expired());
    add(EXPIRY.plusSeconds(91), deletedBy(Ender.REAPER));

    assertThat(End.of(history))
        .contains(
            new End(
                EXPIRY,
                Optional.of(EXPIRY),
                Optional.of(Ender.DATE),
                EXPIRY.plusSeconds(90),
                Optional.of(EXPIRY.plusSeconds(91)),
                Optional.of(Ender.REAPER)));
  }

  @Test
  void whatWasReturnedEndedWhenItsSessionsWereDenied() {
    add(EARLY, RETURNED);
    assertThat(end().effective()).isEmpty();
    assertThat(end().by()).isEmpty();

    add(EARLY.plusSeconds(1), new GrantEvent.SessionsDenied(EXPIRY));
    add(EARLY.plusSeconds(2), deletedBy(Ender.WORKFLOW));

    assertThat(end())
        .isEqualTo(
            new End(
                EARLY,
                Optional.of(EARLY.plusSeconds(1)),
                Optional.of(Ender.WORKFLOW),
                EARLY,
                Optional.of(EARLY.plusSeconds(2)),
                Optional.of(Ender.WORKFLOW)));
  }

  @Test
  void whereNobodyWasToBeDeniedTheEndOfThePolicyCounts() {
    add(EARLY, RETURNED);
    add(EARLY.plusSeconds(3), deletedBy(Ender.STOP));

    assertThat(end().effective()).contains(EARLY.plusSeconds(3));
    assertThat(end().by()).contains(Ender.STOP);
  }

  @Test
  void theDateEndsWhatNobodyEndedBefore() {
    add(EARLY, RETURNED);
    add(EXPIRY.plusSeconds(60), deletedBy(Ender.REAPER));

    assertThat(end().due()).isEqualTo(EARLY);
    assertThat(end().effective()).contains(EXPIRY);
    assertThat(end().by()).contains(Ender.DATE);
    assertThat(end().removedBy()).contains(Ender.REAPER);
  }

  @Test
  void aPolicyThatCameBackIsGoneWhenItIsGoneForTheLastTime() {
    add(EXPIRY, expired());
    add(EXPIRY.plusSeconds(1), deletedBy(Ender.WORKFLOW));
    add(EXPIRY.plusSeconds(300), deletedBy(Ender.REAPER));

    assertThat(end().policyGone()).contains(EXPIRY.plusSeconds(300));
    assertThat(end().removedBy()).contains(Ender.REAPER);
  }

  @Test
  void whatTheLedgerToldLateNamesWhoToldIt() {
    add(EXPIRY.plusSeconds(3600), expired());
    add(EXPIRY.plusSeconds(3600), new GrantEvent.LateRecord(Ender.WORKFLOW));

    assertThat(end().effective()).contains(EXPIRY);
    assertThat(end().removedBy()).contains(Ender.WORKFLOW);
  }

  @Test
  void howLateSomethingCameIsNeverLessThanNothing() {
    add(EARLY, RETURNED);

    assertThat(end().after(EARLY.plusSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    assertThat(end().after(EARLY.minusSeconds(2))).isEqualTo(Duration.ZERO);
  }

  private End end() {
    return End.of(history).orElseThrow();
  }

  private static GrantEvent deletedBy(Ender ender) {
    return new GrantEvent.PolicyDeleted(Optional.of(ender));
  }

  private void add(Instant at, GrantEvent event) {
    history = history.with(new InMemoryLedger().append(history, event, at).orElseThrow());
  }
}
