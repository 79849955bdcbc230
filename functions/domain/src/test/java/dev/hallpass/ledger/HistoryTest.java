package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.bounced;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.reviewSought;
import static dev.hallpass.grant.Examples.reviewed;
import static dev.hallpass.grant.Examples.ruled;
import static dev.hallpass.grant.Examples.shortened;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void whatWasNeverOpenedNorIsOverHasNoEnd() {
    assertThat(after(requested(), approved(0, BOB)).end()).isEmpty();
  }

  @Test
  void theEndIsAsPlannedUnlessItCameBefore() {
    assertThat(after(requested(), approved(0, BOB), planned(), activated()).end()).contains(EXPIRY);
    assertThat(after(requested(), approved(0, BOB), planned(), new GrantEvent.Failed("x")).end())
        .contains(minute(3));
  }

  @Test
  void anEndThatIsRecordedLateIsAsPlanned() {
    History history = after(requested(), approved(0, BOB), planned(), activated());
    Instant late = EXPIRY.plus(Duration.ofHours(1));

    assertThat(append(history, new GrantEvent.Ended(GrantEvent.Cause.EXPIRED), late).end())
        .contains(EXPIRY);
  }

  @Test
  void aRequestThatCameToNothingEndedThen() {
    assertThat(after(requested(), new GrantEvent.Lapsed(0)).end()).contains(minute(1));
    assertThat(after(requested(), new GrantEvent.Cancelled(ALICE)).end()).contains(minute(1));
    assertThat(after(requested(), new GrantEvent.Denied(0, BOB, "too wide", Channel.LINK)).end())
        .contains(minute(1));
    assertThat(after(ruled(), new GrantEvent.Failed("SeekApproval")).end()).contains(minute(1));
  }

  @Test
  void aShorterAccessEndsAsPlanned() {
    Instant half = NOON.plus(Duration.ofMinutes(30));

    assertThat(
            after(
                    requested(),
                    shortened(0, BOB, Duration.ofMinutes(30)),
                    new GrantEvent.PolicyPlanned(
                        POLICY.ofGrant(GRANT, half), planned().policyHash(), half))
                .end())
        .contains(half);
  }

  @Test
  void whatIsNotedAfterTheEndDoesNotMoveIt() {
    assertThat(
            after(
                    brokenGlass(),
                    approvedByRule("break-glass"),
                    planned(),
                    activated(),
                    new GrantEvent.EndNeared(),
                    new GrantEvent.Returned(ALICE, "done"),
                    new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)),
                    reviewSought(CAROL, LINK),
                    reviewed(CAROL, Channel.LINK),
                    new GrantEvent.MailBounced(ALICE, Optional.empty()))
                .end())
        .contains(minute(5));
  }

  @Test
  void aRequestThatIsStillAskedAboutHasNoEnd() {
    assertThat(
            after(
                    requested(ALICE, escalating()),
                    sought(0, BOB, LINK),
                    bounced(BOB, LINK),
                    new GrantEvent.Escalated(0, GrantEvent.Trigger.QUORUM_OUT_OF_REACH))
                .end())
        .isEmpty();
    assertThat(after(ruled(), approvedByRule("automatic")).end()).isEmpty();
  }

  @Test
  void theStateFollowsEachEntryAndStaysWhatItWasBefore() {
    History asked = after(requested());
    History approved = append(asked, approved(0, BOB), minute(1));

    assertThat(asked.state()).isInstanceOf(Grant.AwaitingApproval.class);
    assertThat(approved.state()).isInstanceOf(Grant.Approved.class);
    assertThat(approved.before(1)).isEqualTo(asked);
    assertThat(approved.before(1).state()).isEqualTo(asked.state());
  }

  @Test
  void entriesThatContradictEachOtherAreReadButHaveNoState() {
    History contradicting = after(requested(), activated(), approved(0, BOB));

    assertThat(contradicting.entries()).hasSize(3);
    assertThatExceptionOfType(CorruptLedger.class)
        .isThrownBy(contradicting::state)
        .withMessageContaining("Activated cannot follow");
  }

  /// A history of one event a minute.
  private static History after(GrantEvent... events) {
    History history = History.of(GRANT);
    for (GrantEvent event : events) {
      history = append(history, event, minute(history.next()));
    }
    return history;
  }

  private static History append(History history, GrantEvent event, Instant at) {
    return history.with(new InMemoryLedger().append(history, event, at).orElseThrow());
  }

  private static Instant minute(int number) {
    return NOON.plus(Duration.ofMinutes(number));
  }
}
