package dev.hallpass.grant;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.policyOn;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.reviewSought;
import static dev.hallpass.grant.Examples.reviewed;
import static dev.hallpass.grant.Examples.ruled;
import static dev.hallpass.grant.Examples.shortened;
import static dev.hallpass.grant.Examples.signed;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A ledger that says what the rules would never have written is not believed.
class ReplayTest {

  private static final GrantEvent BY_TIME =
      new GrantEvent.Escalated(0, GrantEvent.Trigger.TIME_PASSED);
  private static final GrantEvent CAROLS_REVIEW = reviewed(CAROL, Channel.SIGNED);
  private static final Grant REVIEWABLE =
      replay(
          brokenGlass(),
          approvedByRule("break-glass"),
          planned(),
          activated(),
          expired(),
          new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));

  @Test
  void eachLevelOpensWhenTheOneBeforeItIsSettled() {
    var twoLevels = requested(ALICE, level(2, BOB, CAROL), level(1, DAVE));

    assertThat(openLevel(twoLevels)).isZero();
    assertThat(openLevel(twoLevels, approved(0, BOB))).isZero();
    assertThat(openLevel(twoLevels, approved(0, BOB), approved(0, CAROL))).isOne();
    assertThat(replay(twoLevels, approved(0, BOB), approved(0, CAROL), approved(1, DAVE)))
        .isInstanceOf(Grant.Approved.class);
  }

  @Test
  void aYesAtOneLevelDoesNotCountAtTheNext() {
    var twoLevels = requested(ALICE, level(1, BOB), level(2, BOB, CAROL, DAVE));

    assertThat(replay(twoLevels, approved(0, BOB), approved(1, CAROL)))
        .isInstanceOfSatisfying(
            Grant.AwaitingApproval.class,
            open -> {
              assertThat(open.level()).isOne();
              assertThat(open.dossier().missing(1)).isOne();
              assertThat(open.dossier().isSettled(1)).isFalse();
            });
    assertThat(replay(twoLevels, approved(0, BOB), approved(1, CAROL), approved(1, DAVE)))
        .isInstanceOf(Grant.Approved.class);
  }

  @ParameterizedTest
  @EnumSource(names = "NOTHING_TO_EXTEND", mode = EnumSource.Mode.EXCLUDE)
  void anEndIsRememberedUntilThePolicyIsGone(GrantEvent.Cause cause) {
    var ended = new GrantEvent.Ended(cause);
    Grant over =
        replay(
            requested(),
            approved(0, BOB),
            planned(),
            activated(),
            ended,
            new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));

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
    assertCorrupt(requested(), approved(0, BOB), plan(policyOn("*").ofGrant(GRANT, EXPIRY)));
    assertCorrupt(requested(), approved(0, BOB), plan(POLICY));
    assertCorrupt(requested(), approved(0, BOB), plan(POLICY.ofGrant(GRANT, EXPIRY.plus(HOUR))));
  }

  @Test
  void aPlanThatWasMadeForAnotherGrantIsNotBelieved() {
    assertCorrupt(requested(), approved(0, BOB), plan(POLICY.ofGrant(grant(2), EXPIRY)));
  }

  @Test
  void aPlanBesideManagedPoliciesThatDoesNotDenyHallpassIsNotBelieved() {
    Policy asked = new Policy(POLICY.statements(), List.of(VIEW_ONLY));
    GrantEvent.Requested request = with(requested(), "policy", asked);

    assertCorrupt(request, approved(0, BOB), plan(POLICY.unfencedUntil(EXPIRY)));
    assertCorrupt(request, approved(0, BOB), plan(asked));
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
        new GrantEvent.CredentialsPlanned(BOB, SESSION, Optional.empty()));
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
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));
  }

  @Test
  void aYesByLinkIsNotBelievedWhereItHadToBeSigned() {
    assertCorrupt(
        signed(),
        new GrantEvent.Approved(0, BOB, signed().policyHash(), Channel.LINK, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H1M", "PT0S", "PT-1M", "PT30M30S"})
  void aYesToATimeThatNobodyMayAllowIsNotBelieved(String time) {
    assertCorrupt(requested(), shortened(0, BOB, Duration.parse(time)));
  }

  @Test
  void aYesOfSomebodyWhoWasNotEscalatedToYetIsNotBelieved() {
    assertCorrupt(requested(ALICE, escalating()), approved(0, DAVE));
    assertCorrupt(requested(ALICE, escalating()), sought(0, DAVE, LINK));
    assertCorrupt(
        requested(ALICE, escalating()), new GrantEvent.Denied(0, DAVE, "no", Channel.SIGNED));
  }

  @Test
  void anAnswerOfSomebodyWhoWasRelievedIsNotBelieved() {
    var takenOver = requested(ALICE, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE));

    assertCorrupt(takenOver, BY_TIME, approved(0, BOB));
    assertCorrupt(takenOver, BY_TIME, sought(0, BOB, LINK));
    assertCorrupt(takenOver, BY_TIME, new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED));
  }

  @Test
  void anEscalationThatThePlanDoesNotHoldIsNotBelieved() {
    assertCorrupt(requested(), BY_TIME);
    assertCorrupt(requested(ALICE, escalating()), BY_TIME, BY_TIME);
    assertCorrupt(
        requested(ALICE, level(1, BOB), escalating()),
        new GrantEvent.Escalated(1, GrantEvent.Trigger.TIME_PASSED));
    assertCorrupt(requested(ALICE, escalating()), approved(0, BOB), BY_TIME);
    assertCorrupt(ruled(), BY_TIME);
    assertCorrupt(requested(DAVE, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE)), BY_TIME);
  }

  @Test
  void aNoOfSomebodyWhoSaidYesIsNotBelieved() {
    assertCorrupt(
        requested(ALICE, level(2, BOB, CAROL)),
        approved(0, BOB),
        new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED));
  }

  @Test
  void anAnswerAfterANoIsNotBelieved() {
    var no = new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED);
    assertCorrupt(requested(), no, approved(0, CAROL));
    assertCorrupt(requested(), no, no);
  }

  @Test
  void theWordOfARuleIsBelievedForItsOwnPlanAndPolicyOnly() {
    for (var request : List.of(ruled(), brokenGlass())) {
      String rule = request.plan().rule();
      assertThat(replay(request, approvedByRule(rule))).isInstanceOf(Grant.Approved.class);
      assertCorrupt(request, approvedByRule("another"));
      assertCorrupt(request, new GrantEvent.ApprovedByRule(rule, Sha256.of("another")));
      assertCorrupt(request, approvedByRule(rule), approvedByRule(rule));
    }
    assertCorrupt(requested(), approvedByRule("approval"));
  }

  @Test
  void aPersonsAnswerIsNotBelievedWhereARuleDecides() {
    for (var request : List.of(ruled(), brokenGlass())) {
      assertCorrupt(request, approved(0, CAROL));
      assertCorrupt(request, new GrantEvent.Denied(0, CAROL, "no", Channel.SIGNED));
      assertCorrupt(request, sought(0, CAROL, LINK));
      assertCorrupt(request, new GrantEvent.Lapsed(0));
      assertCorrupt(request, planned());
      assertCorrupt(request, new GrantEvent.Cancelled(BOB));
    }
  }

  @Test
  void whatARuleHasNotDecidedOnMayBeTakenBackOrFail() {
    assertThat(replay(ruled(), new GrantEvent.Cancelled(ALICE)))
        .isInstanceOfSatisfying(
            Grant.Over.class, over -> assertThat(over.outcome()).isEqualTo(Outcome.CANCELLED));
    assertThat(replay(ruled(), new GrantEvent.Failed("SeekApproval")))
        .isInstanceOfSatisfying(
            Grant.Over.class, over -> assertThat(over.outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void aReviewBySomebodyElseOrTheRequesterIsNotBelieved() {
    assertCorruptAfter(REVIEWABLE, reviewed(BOB, Channel.SIGNED));
    assertCorruptAfter(REVIEWABLE, reviewed(ALICE, Channel.SIGNED));
    assertCorruptAfter(REVIEWABLE, reviewSought(BOB, LINK));
    assertCorruptAfter(REVIEWABLE, reviewSought(ALICE, LINK));
  }

  @Test
  void aReviewOfOnesOwnRequestIsNotBelieved() {
    Grant carolsOwn =
        replay(
            requested(CAROL, brokenGlass().plan()),
            approvedByRule("break-glass"),
            planned(),
            activated(),
            expired(),
            new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));

    assertCorruptAfter(carolsOwn, reviewed(CAROL, Channel.SIGNED));
    assertCorruptAfter(carolsOwn, reviewSought(CAROL, LINK));
    assertThat(carolsOwn.after(reviewed(DAVE, Channel.SIGNED))).isInstanceOf(Grant.Over.class);
  }

  @Test
  void aSecondReviewIsNotBelieved() {
    Grant over = REVIEWABLE.after(reviewed(CAROL, Channel.SIGNED));

    assertCorruptAfter(over, reviewed(CAROL, Channel.SIGNED));
    assertCorruptAfter(over, reviewed(DAVE, Channel.SIGNED));
    assertCorruptAfter(over, reviewSought(DAVE, LINK));
  }

  @Test
  void aReviewOfWhatIsNotOverOrNeverOpenedOrWasApprovedByPeopleIsNotBelieved() {
    assertCorrupt(
        brokenGlass(), approvedByRule("break-glass"), planned(), activated(), CAROLS_REVIEW);
    assertCorrupt(
        brokenGlass(),
        approvedByRule("break-glass"),
        planned(),
        activated(),
        expired(),
        CAROLS_REVIEW);
    assertCorrupt(brokenGlass(), new GrantEvent.Cancelled(ALICE), CAROLS_REVIEW);
    assertCorrupt(
        requested(),
        approved(0, CAROL),
        planned(),
        activated(),
        expired(),
        new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)),
        CAROLS_REVIEW);
  }

  @Test
  void theEndNearsOnceAndOnlyWhileTheAccessIsOpen() {
    assertCorrupt(requested(), approved(0, BOB), planned(), new GrantEvent.EndNeared());
    assertCorrupt(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.EndNeared(),
        new GrantEvent.EndNeared());
    assertCorrupt(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        expired(),
        new GrantEvent.EndNeared());
  }

  @Test
  void whatIsNotedAlongTheWayChangesNoState() {
    Grant[] states = {
      replay(ruled()),
      replay(requested()),
      replay(requested(), approved(0, BOB)),
      replay(requested(), approved(0, BOB), planned()),
      replay(requested(), approved(0, BOB), planned(), activated(), announced()),
      replay(requested(), approved(0, BOB), planned(), activated(), expired()),
      replay(requested(), new GrantEvent.Cancelled(ALICE))
    };
    for (Grant state : states) {
      Grant after =
          state
              .after(new GrantEvent.DoorbellHung(DOORBELL))
              .after(new GrantEvent.MailBounced(ALICE, Optional.empty()));

      assertThat(after)
          .usingRecursiveComparison()
          .ignoringFields("dossier")
          .isEqualTo(state)
          .hasSameClassAs(state);
      assertThat(((Grant.Known) after).dossier().doorbell()).contains(DOORBELL);
    }
  }

  private static GrantEvent announced() {
    return new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.empty());
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
    return Examples.replay(List.of(events));
  }

  private static void assertCorrupt(GrantEvent... events) {
    // All but the last are sound, or the test would show something else.
    Grant sound = Examples.replay(List.of(events).subList(0, events.length - 1));

    assertCorruptAfter(sound, events[events.length - 1]);
  }

  private static void assertCorruptAfter(Grant sound, GrantEvent event) {
    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> sound.after(event));
  }
}
