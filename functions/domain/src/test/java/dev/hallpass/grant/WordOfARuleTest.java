package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.PEOPLE_DECIDE;
import static dev.hallpass.grant.Decision.Rule.QUORUM_NEEDS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.UNKNOWN_GRANT;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY_ARN;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.ruled;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Activate;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.ApproveByRule;
import dev.hallpass.grant.GrantCommand.Cancel;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.grant.GrantCommand.End;
import dev.hallpass.grant.GrantCommand.Escalate;
import dev.hallpass.grant.GrantCommand.Fail;
import dev.hallpass.grant.GrantCommand.Lapse;
import dev.hallpass.grant.GrantCommand.NoteDeletion;
import dev.hallpass.grant.GrantCommand.PlanPolicy;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantCommand.SeekApproval;
import dev.hallpass.identity.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where no person is asked before, a rule of the catalogue says yes, and it alone.
class WordOfARuleTest {

  private static final GrantEvent.Requested RULED = ruled();
  private static final GrantEvent.Requested BROKEN = brokenGlass();
  private static final PlanPolicy PLAN =
      new PlanPolicy(planned().policy(), planned().policyHash(), EXPIRY);

  @Test
  void aRuleSaysYesToItsOwnPlan() {
    given(RULED).when(new ApproveByRule()).accepted(approvedByRule("automatic"));
    given(BROKEN).when(new ApproveByRule()).accepted(approvedByRule("break-glass"));
  }

  @Test
  void aRuleSaysNothingWherePeopleDecide() {
    given(requested()).when(new ApproveByRule()).rejected(PEOPLE_DECIDE);
  }

  @Test
  void aRuleSaysYesOnce() {
    GrantEvent[][] lives = {
      {RULED, approvedByRule("automatic")},
      {RULED, approvedByRule("automatic"), planned()},
      {RULED, approvedByRule("automatic"), planned(), activated()},
      {RULED, approvedByRule("automatic"), planned(), activated(), expired()},
      {RULED, new GrantEvent.Cancelled(ALICE)},
    };
    for (GrantEvent[] life : lives) {
      given(life).when(new ApproveByRule()).rejected(NOT_AWAITING_APPROVAL);
    }
    given().when(new ApproveByRule()).rejected(UNKNOWN_GRANT);
  }

  @Test
  void nobodysAnswerCountsWhereARuleDecides() {
    for (GrantEvent request : List.of(RULED, BROKEN)) {
      for (Channel channel : Channel.values()) {
        given(request)
            .when(new Approve(CAROL, channel, Optional.empty()))
            .rejected(NOT_AWAITING_APPROVAL);
        given(request).when(new Deny(CAROL, "no", channel)).rejected(NOT_AWAITING_APPROVAL);
        given(request)
            .when(new Approve(ALICE, channel, Optional.empty()))
            .rejected(APPROVER_IS_REQUESTER);
      }
      given(request)
          .when(new SeekApproval(0, CAROL, LINK, CODE, false, Optional.empty()))
          .rejected(NOT_AWAITING_APPROVAL);
      given(request).when(new Lapse()).rejected(NOT_AWAITING_APPROVAL);
      given(request).when(new Escalate()).rejected(NOT_AWAITING_APPROVAL);
    }
  }

  @Test
  void aPolicyIsPlannedOnTheWordOfThePlansRule() {
    given(RULED, approvedByRule("automatic")).when(PLAN).accepted(planned());
    given(BROKEN, approvedByRule("break-glass")).when(PLAN).accepted(planned());
    given(RULED).when(PLAN).rejected(NOT_APPROVED);
    given(BROKEN).when(PLAN).rejected(NOT_APPROVED);
  }

  @Test
  void theWordIsLookedAtAgainWhenThePolicyIsPlanned() {
    for (GrantEvent.Requested request : List.of(RULED, BROKEN)) {
      // States that claim more than their dossiers hold, as no ledger can give them.
      Dossier silent = Dossier.of(GRANT, request);
      String rule = request.plan().rule();
      assertPlanRefused(silent);
      assertPlanRefused(silent.with(silent.answers().with(approvedByRule("another"))));
      assertPlanRefused(
          silent.with(
              silent
                  .answers()
                  .with(new GrantEvent.ApprovedByRule(rule, Sha256.of("another policy")))));
      assertPlanRefused(silent.with(silent.answers().with(approved(0, CAROL))));
    }
    Dossier ofPeople = Dossier.of(GRANT, requested());
    assertPlanRefused(ofPeople.with(ofPeople.answers().with(approvedByRule("approval"))));
  }

  private static void assertPlanRefused(Dossier dossier) {
    assertThat(GrantRules.decide(new Grant.Approved(dossier), PLAN, NOON))
        .isEqualTo(new Decision.Rejected(NOT_APPROVED));
  }

  @Test
  void noYesOfAPersonsCountsUnderAPlanOfARules() {
    for (Channel channel : Channel.values()) {
      assertThat(RULED.plan().takes(channel)).isFalse();
      assertThat(AnsweringRules.canBeRecorded(channel, RULED.plan())).isFalse();
      assertThat(BROKEN.plan().takes(channel)).isFalse();
      assertThat(AnsweringRules.canBeRecorded(channel, BROKEN.plan())).isFalse();
    }
  }

  @Test
  void nobodyBreaksGlassThatOnlyTheyWouldReview() {
    given().when(new Request(BROKEN)).accepted(BROKEN);
    var alone =
        requested(
            ALICE,
            new ApprovalPlan.BreakGlass(
                "break-glass", List.of(ALICE), Duration.ofDays(1), Duration.ofHours(1)));
    given().when(new Request(alone)).rejected(QUORUM_NEEDS_REQUESTER);
  }

  @Test
  void theRequesterTakesBackWhatNoRuleHasDecidedOnYet() {
    given(RULED).when(new Cancel(ALICE)).accepted(new GrantEvent.Cancelled(ALICE));
    given(RULED).when(new Cancel(BOB)).rejected(NOT_REQUESTER);
  }

  @Test
  void nothingOpensOrEndsThatNoRuleHasDecidedOnYet() {
    given(RULED).when(new Activate(POLICY_ARN)).rejected(NOT_APPROVED);
    given(RULED).at(EXPIRY).when(new End()).rejected(NOT_ACTIVE);
    given(RULED).when(new NoteDeletion(Ender.WORKFLOW)).rejected(NOT_ACTIVE);
    given(RULED, new GrantEvent.Cancelled(ALICE)).when(new Cancel(ALICE)).rejected(ALREADY_OVER);
  }

  @Test
  void whatNoRuleCouldDecideOnFails() {
    given(RULED).when(new Fail("SeekApproval")).accepted(new GrantEvent.Failed("SeekApproval"));
  }

  @Test
  void theWordOfARuleIsHallpasss() {
    assertThat(approvedByRule("automatic").actor()).isEqualTo(Actor.HALLPASS);
    assertThat(approvedByRule("automatic").policyHash()).isEqualTo(POLICY_HASH);
  }
}
