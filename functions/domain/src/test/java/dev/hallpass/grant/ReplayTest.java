package dev.hallpass.grant;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.policyOn;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.ledger.CorruptLedger;
import dev.hallpass.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A ledger that says what the rules would never have written is not believed.
class ReplayTest {

  @Test
  void eachLevelOpensWhenTheOneBeforeItIsSettled() {
    var twoLevels = requested(ALICE, level(2, BOB, CAROL), level(1, BOB));

    assertThat(openLevel(twoLevels)).isZero();
    assertThat(openLevel(twoLevels, approved(0, BOB))).isZero();
    assertThat(openLevel(twoLevels, approved(0, BOB), approved(0, CAROL))).isOne();
    assertThat(replay(twoLevels, approved(0, BOB), approved(0, CAROL), approved(1, BOB)))
        .isInstanceOf(Grant.Approved.class);
  }

  @ParameterizedTest
  @EnumSource
  void anEndIsRememberedUntilThePolicyIsGone(GrantEvent.Cause cause) {
    var ended = new GrantEvent.Ended(cause);
    Grant over =
        replay(
            requested(),
            approved(0, BOB),
            planned(),
            activated(),
            ended,
            new GrantEvent.PolicyDeleted());

    assertThat(over)
        .isInstanceOfSatisfying(
            Grant.Over.class, grant -> assertThat(grant.outcome().name()).isEqualTo(cause.name()));
  }

  @Test
  void nothingComesBeforeTheRequest() {
    assertCorrupt(approved(0, BOB));
  }

  @Test
  void nothingIsRequestedTwice() {
    assertCorrupt(requested(), requested());
  }

  @Test
  void anApprovalByAStrangerIsNotBelieved() {
    assertCorrupt(requested(), approved(0, MALLORY));
  }

  @Test
  void anApprovalByTheRequesterIsNotBelieved() {
    assertCorrupt(requested(BOB, level(1, BOB, CAROL)), approved(0, BOB));
  }

  @Test
  void aSecondApprovalByOnePersonIsNotBelieved() {
    assertCorrupt(requested(ALICE, level(2, BOB, CAROL)), approved(0, BOB), approved(0, BOB));
  }

  @Test
  void anApprovalOfAnotherLevelIsNotBelieved() {
    assertCorrupt(requested(ALICE, level(1, BOB), level(1, CAROL)), approved(1, CAROL));
  }

  @Test
  void anApprovalOfAnotherPolicyIsNotBelieved() {
    assertCorrupt(
        requested(),
        new GrantEvent.Approved(0, BOB, Sha256.of("another"), Channel.LINK, Optional.empty()));
  }

  @Test
  void anApprovalAfterTheQuorumIsNotBelieved() {
    assertCorrupt(requested(), approved(0, BOB), approved(0, CAROL));
  }

  @Test
  void aDenialByAStrangerOrTheRequesterIsNotBelieved() {
    assertCorrupt(requested(), new GrantEvent.Denied(0, MALLORY, "no", Channel.SIGNED));
    assertCorrupt(requested(), new GrantEvent.Denied(0, ALICE, "no", Channel.SIGNED));
    assertCorrupt(
        requested(ALICE, level(1, BOB), level(1, CAROL)),
        new GrantEvent.Denied(1, CAROL, "no", Channel.SIGNED));
  }

  @Test
  void aQuestionToAStrangerOrTheRequesterIsNotBelieved() {
    assertCorrupt(requested(), sought(0, MALLORY, LINK));
    assertCorrupt(requested(BOB, level(1, BOB, CAROL)), sought(0, BOB, LINK));
    assertCorrupt(requested(ALICE, level(1, BOB), level(1, CAROL)), sought(1, CAROL, LINK));
  }

  @Test
  void aLapseOfAnotherLevelIsNotBelieved() {
    assertCorrupt(requested(), new GrantEvent.Lapsed(1));
  }

  @Test
  void aWithdrawalBySomebodyElseIsNotBelieved() {
    assertCorrupt(requested(), new GrantEvent.Cancelled(BOB));
    assertCorrupt(requested(), approved(0, BOB), new GrantEvent.Cancelled(BOB));
  }

  @Test
  void aPlanBeforeTheQuorumIsNotBelieved() {
    assertCorrupt(requested(ALICE, level(2, BOB, CAROL)), approved(0, BOB), planned());
  }

  @Test
  void aPlanOfAPolicyThatNobodyApprovedIsNotBelieved() {
    assertCorrupt(requested(), approved(0, BOB), plan(policyOn("*").until(EXPIRY)));
    assertCorrupt(requested(), approved(0, BOB), plan(POLICY));
    assertCorrupt(requested(), approved(0, BOB), plan(POLICY.until(EXPIRY.plus(HOUR))));
  }

  private static GrantEvent.PolicyPlanned plan(Policy policy) {
    return new GrantEvent.PolicyPlanned(policy, Sha256.of("a plan"), EXPIRY);
  }

  @Test
  void anActivationWithoutAPlanIsNotBelieved() {
    assertCorrupt(requested(), approved(0, BOB), activated());
  }

  @Test
  void credentialsThatWereNotAnnouncedAreNotBelieved() {
    assertCorrupt(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY));
  }

  @Test
  void credentialsBeforeActivationOrForSomebodyElseAreNotBelieved() {
    var toAlice = new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY);
    assertCorrupt(requested(), approved(0, BOB), planned(), toAlice);
    assertCorrupt(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.CredentialsPlanned(BOB, SESSION));
    assertCorrupt(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.CredentialsIssued(BOB, SESSION, EXPIRY));
  }

  @Test
  void nothingOpensAgainAfterItsEnd() {
    assertCorrupt(requested(), approved(0, BOB), planned(), activated(), expired(), activated());
    assertCorrupt(requested(), new GrantEvent.Cancelled(ALICE), approved(0, BOB));
  }

  @Test
  void aDeletionBeforeTheEndIsNotBelieved() {
    assertCorrupt(
        requested(), approved(0, BOB), planned(), activated(), new GrantEvent.PolicyDeleted());
  }

  @Test
  void aContradictionIsNamedByEventAndStateOnly() {
    assertThatExceptionOfType(CorruptLedger.class)
        .isThrownBy(() -> replay(requested(), activated()))
        .withMessageContaining("Activated cannot follow in state AwaitingApproval");
  }

  private static int openLevel(GrantEvent... events) {
    return ((Grant.AwaitingApproval) replay(events)).level();
  }

  private static Grant replay(GrantEvent... events) {
    return Grant.replay(List.of(events));
  }

  private static void assertCorrupt(GrantEvent... events) {
    // All but the last are sound, or the test would show something else.
    Grant sound = Grant.replay(List.of(events).subList(0, events.length - 1));

    assertThatExceptionOfType(CorruptLedger.class)
        .isThrownBy(() -> sound.after(events[events.length - 1]));
  }
}
