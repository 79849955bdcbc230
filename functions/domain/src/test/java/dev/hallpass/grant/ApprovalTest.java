package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.ALREADY_REQUESTED;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.QUORUM_NEEDS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_UP;
import static dev.hallpass.grant.Decision.Rule.UNKNOWN_GRANT;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.grant.GrantCommand.Lapse;
import dev.hallpass.grant.GrantCommand.NoteMail;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantCommand.SeekApproval;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalTest {

  private static final Approve ALICE_SAYS_YES =
      new Approve(ALICE, Channel.SIGNED, Optional.empty());
  private static final Approve BOB_SAYS_YES = new Approve(BOB, Channel.SIGNED, Optional.empty());
  private static final Deny BOB_SAYS_NO = new Deny(BOB, "too wide", Channel.SIGNED);

  @Test
  void anybodyMayAskWhomThePlanCanDoWithout() {
    given().when(new Request(requested())).accepted(requested());
  }

  @Test
  void nobodyAsksForWhatOnlyTheyCouldApprove() {
    given().when(new Request(requested(BOB, level(1, BOB)))).rejected(QUORUM_NEEDS_REQUESTER);
    given()
        .when(new Request(requested(BOB, level(2, BOB, CAROL))))
        .rejected(QUORUM_NEEDS_REQUESTER);
    given()
        .when(new Request(requested(BOB, level(1, CAROL), level(1, BOB))))
        .rejected(QUORUM_NEEDS_REQUESTER);
  }

  @Test
  void oneGrantIsRequestedOnce() {
    given(requested()).when(new Request(requested())).rejected(ALREADY_REQUESTED);
  }

  @Test
  void nothingHappensToAGrantThatNobodyAskedFor() {
    given().when(BOB_SAYS_YES).rejected(UNKNOWN_GRANT);
  }

  @ParameterizedTest
  @EnumSource
  void anApproverMayApprove(Channel channel) {
    given(requested())
        .when(new Approve(BOB, channel, Optional.empty()))
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, channel, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void nobodyApprovesTheirOwnRequest(Channel channel) {
    given(requested())
        .when(new Approve(ALICE, channel, Optional.empty()))
        .rejected(APPROVER_IS_REQUESTER);
  }

  @Test
  void nobodyApprovesTheirOwnRequestEvenWhenListedAsApprover() {
    given(requested(BOB, level(1, BOB, CAROL))).when(BOB_SAYS_YES).rejected(APPROVER_IS_REQUESTER);
  }

  @Test
  void nobodyApprovesTheirOwnRequestAtAnyLevel() {
    given(requested(ALICE, level(1, BOB), level(1, ALICE, CAROL)), approved(0, BOB))
        .when(ALICE_SAYS_YES)
        .rejected(APPROVER_IS_REQUESTER);
  }

  @Test
  void nobodyDeniesTheirOwnRequestEither() {
    given(requested(BOB, level(1, BOB, CAROL))).when(BOB_SAYS_NO).rejected(APPROVER_IS_REQUESTER);
  }

  @Test
  void aStrangerDoesNotAnswer() {
    given(requested())
        .when(new Approve(MALLORY, Channel.SIGNED, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
    given(requested()).when(new Deny(MALLORY, "no", Channel.SIGNED)).rejected(NOT_AN_APPROVER);
  }

  @Test
  void aQuorumCountsDistinctPeople() {
    given(requested(ALICE, level(2, BOB, CAROL, DAVE)), approved(0, BOB))
        .when(BOB_SAYS_YES)
        .rejected(ALREADY_APPROVED_BY_YOU);
  }

  @Test
  void anApproverOfALaterLevelWaitsForIt() {
    given(requested(ALICE, level(1, BOB), level(1, CAROL)))
        .when(new Approve(CAROL, Channel.SIGNED, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
  }

  @Test
  void anAnswerAfterTheQuorumIsTooLate() {
    given(requested(), approved(0, BOB))
        .when(new Approve(CAROL, Channel.SIGNED, Optional.empty()))
        .rejected(NOT_AWAITING_APPROVAL);
  }

  @Test
  void anAnswerAfterTheLevelsTimeIsTooLate() {
    given(requested(), sought(0, BOB, LINK))
        .at(ANSWER_BY.minusMillis(1))
        .when(BOB_SAYS_YES)
        .accepted(approved(0, BOB));
    given(requested(), sought(0, BOB, LINK)).at(ANSWER_BY).when(BOB_SAYS_YES).rejected(TIME_IS_UP);
  }

  @Test
  void anApproverMayDeny() {
    given(requested())
        .when(BOB_SAYS_NO)
        .accepted(new GrantEvent.Denied(0, BOB, "too wide", Channel.SIGNED));
  }

  @Test
  void nobodyDeniesWhatTheyApproved() {
    given(requested(ALICE, level(2, BOB, CAROL)), approved(0, BOB))
        .when(BOB_SAYS_NO)
        .rejected(ALREADY_APPROVED_BY_YOU);
  }

  @Test
  void aQuestionGoesToAnApproverOfTheOpenLevel() {
    given(requested())
        .when(new SeekApproval(0, BOB, LINK, CODE, false, Optional.empty()))
        .accepted(sought(0, BOB, LINK, NOON.plus(ANSWER_WITHIN)));
    given(requested())
        .when(new SeekApproval(0, MALLORY, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
    given(requested(BOB, level(1, BOB, CAROL)))
        .when(new SeekApproval(0, BOB, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
  }

  @Test
  void aLevelsTimeRunsFromItsFirstQuestion() {
    given(requested(), sought(0, BOB, LINK))
        .at(NOON.plus(HOUR))
        .when(new SeekApproval(0, CAROL, OTHER_LINK, CODE, false, Optional.empty()))
        .accepted(sought(0, CAROL, OTHER_LINK, ANSWER_BY));
  }

  @Test
  void aQuestionOfALevelThatIsNotOpenIsNotAsked() {
    var twoLevels = requested(ALICE, level(1, BOB, CAROL), level(1, BOB));

    given(twoLevels)
        .when(new SeekApproval(1, BOB, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AWAITING_APPROVAL);
    given(twoLevels, approved(0, CAROL))
        .when(new SeekApproval(0, BOB, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AWAITING_APPROVAL);
    given(twoLevels, approved(0, CAROL))
        .when(new SeekApproval(1, BOB, LINK, CODE, false, Optional.empty()))
        .accepted(sought(1, BOB, LINK));
  }

  @Test
  void nobodyIsAskedAfterTheQuorum() {
    given(requested(), approved(0, BOB))
        .when(new SeekApproval(0, CAROL, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AWAITING_APPROVAL);
  }

  @Test
  void aMailIsNotedWheneverItWasTaken() {
    given(requested(), sought(0, BOB, LINK), approved(0, BOB))
        .when(new NoteMail(BOB, LINK, "message-1"))
        .accepted(new GrantEvent.MailSent(BOB, LINK.hash(), "message-1"));
  }

  @Test
  void aRequestLapsesWhenNobodyAnsweredInTime() {
    given(requested(), sought(0, BOB, LINK))
        .at(ANSWER_BY)
        .when(new Lapse())
        .accepted(new GrantEvent.Lapsed(0));
  }

  @Test
  void aRequestDoesNotLapseBeforeItsTime() {
    given(requested(), sought(0, BOB, LINK))
        .at(ANSWER_BY.minusMillis(1))
        .when(new Lapse())
        .rejected(TIME_IS_NOT_UP);
  }

  @Test
  void aRequestDoesNotLapseBeforeAnybodyWasAsked() {
    given(requested()).at(ANSWER_BY).when(new Lapse()).rejected(TIME_IS_NOT_UP);
  }

  @Test
  void anApprovedRequestDoesNotLapse() {
    given(requested(), approved(0, BOB))
        .at(ANSWER_BY)
        .when(new Lapse())
        .rejected(NOT_AWAITING_APPROVAL);
  }
}
