package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.APPROVED_AT_ANOTHER_LEVEL;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.NEEDED_AT_ANOTHER_LEVEL;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVOKER;
import static dev.hallpass.grant.Decision.Rule.NOT_YET_TO_ESCALATE;
import static dev.hallpass.grant.Decision.Rule.QUORUM_NEEDS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.TAKEN_BACK_TOO_OFTEN;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.grant.GrantCommand.SeekApproval;
import dev.hallpass.grant.GrantCommand.Withdraw;
import dev.hallpass.grant.GrantEvent.Escalated;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.Standing;
import dev.hallpass.grant.GrantEvent.Trigger;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.identity.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A human being says yes to a request once, and can take it back while the access is not open.
class OneHumanOneYesTest {

  private static final Person BOB_TAGGED = new Person("bob+x@example.com");
  private static final Withdrawn TAKEN_BACK = new Withdrawn(0, BOB, Channel.SIGNED);
  private static final Withdraw BOB_WITHDRAWS = new Withdraw(BOB, Channel.SIGNED);

  /// One of Bob and Carol, then one of Bob and Dave.
  private static final GrantEvent.Requested TWO_LEVELS =
      requested(ALICE, level(1, BOB, CAROL), level(1, BOB, DAVE));

  /// Bob, and Dave in his place; then Erin, and Dave in hers.
  private static final GrantEvent.Requested TAKE_OVERS =
      requested(
          ALICE,
          escalating(1, List.of(BOB), Escalation.Mode.JOIN, DAVE),
          escalating(1, List.of(ERIN), Escalation.Mode.TAKE_OVER, DAVE));

  @Test
  void nobodyFillsTwoLevels() {
    given(TWO_LEVELS, approved(0, BOB)).when(yes(BOB)).rejected(APPROVED_AT_ANOTHER_LEVEL);
    given(TWO_LEVELS, approved(0, BOB)).when(yes(DAVE)).accepted(approved(1, DAVE));
    given(TWO_LEVELS, approved(0, CAROL)).when(yes(BOB)).accepted(approved(1, BOB));
  }

  @Test
  void nobodyJoinsOneLevelAndTakesOverTheNext() {
    GrantEvent[] joined = {TAKE_OVERS, new Escalated(0, Trigger.TIME_PASSED), approved(0, DAVE)};

    given(joined).when(yes(DAVE)).rejected(APPROVED_AT_ANOTHER_LEVEL);
    // Nobody is replaced if only he would be left.
    given(joined).when(new GrantCommand.Escalate()).rejected(NOT_YET_TO_ESCALATE);
  }

  @Test
  void aYesThatAnotherLevelCannotDoWithoutIsRefused() {
    var onlyBob = requested(ALICE, level(1, BOB, CAROL), level(1, BOB));

    given(onlyBob).when(yes(BOB)).rejected(NEEDED_AT_ANOTHER_LEVEL);
    given(onlyBob).when(yes(CAROL)).accepted(approved(0, CAROL));
    given(onlyBob)
        .when(new Deny(BOB, "no", Channel.SIGNED))
        .accepted(new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED));
  }

  @Test
  void nobodyIsAskedTwice() {
    given(TWO_LEVELS, approved(0, BOB))
        .when(new SeekApproval(1, BOB, LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
  }

  @Test
  void anEntryOfASecondYesContradictsTheOthers() {
    assertThatThrownBy(
            () -> Examples.replay(List.of(TWO_LEVELS, approved(0, BOB), approved(1, BOB))))
        .isInstanceOf(CorruptLedger.class);
  }

  @Test
  void aRequestThatDistinctPeopleCannotApproveIsRefused() {
    given()
        .when(new Request(requested(CAROL, level(1, BOB, CAROL), level(1, BOB))))
        .rejected(QUORUM_NEEDS_REQUESTER);
    given().when(new Request(TWO_LEVELS)).accepted(TWO_LEVELS);
  }

  @Test
  void aTaggedAddressDoesNotApproveItsOwnersRequest() {
    var bobs = requested(BOB_TAGGED, level(1, BOB, CAROL));

    given(bobs).when(yes(BOB)).rejected(APPROVER_IS_REQUESTER);
    given(bobs).when(yes(CAROL)).accepted(approved(0, CAROL));
    given()
        .when(new Request(requested(BOB_TAGGED, level(1, BOB))))
        .rejected(QUORUM_NEEDS_REQUESTER);
  }

  @Test
  void aTaggedAddressHasNoAuthorityOfItsOwner() {
    given(requested()).when(yes(BOB_TAGGED)).rejected(NOT_AN_APPROVER);
    given(requested(), approved(0, BOB))
        .when(new Revoke(BOB_TAGGED, false, "no", Channel.SIGNED))
        .rejected(NOT_A_REVOKER);
  }

  @Test
  void oneHumanUnderTwoAddressesMakesNoQuorum() {
    var tagged = requested(ALICE, level(1, BOB), level(1, BOB_TAGGED, DAVE));

    given(tagged, approved(0, BOB)).when(yes(BOB_TAGGED)).rejected(APPROVED_AT_ANOTHER_LEVEL);
  }

  @Test
  void aYesCanBeTakenBackUntilThePolicyIsPlanned() {
    given(requested(), approved(0, BOB)).when(BOB_WITHDRAWS).accepted(TAKEN_BACK);
    given(TWO_LEVELS, approved(0, BOB)).when(BOB_WITHDRAWS).accepted(TAKEN_BACK);
    given(requested(), approved(0, BOB), planned()).when(BOB_WITHDRAWS).rejected(ALREADY_ACTIVE);
    given(requested(), approved(0, BOB), planned(), activated())
        .when(BOB_WITHDRAWS)
        .rejected(ALREADY_ACTIVE);
    given(requested(), approved(0, BOB), new GrantEvent.Cancelled(ALICE))
        .when(BOB_WITHDRAWS)
        .rejected(ALREADY_OVER);
  }

  @Test
  void whoTookThreeYesesBackGivesNoFourth() {
    List<GrantEvent> events = new ArrayList<>(List.of(requested(ALICE, level(1, BOB, CAROL))));
    for (int time = 1; time <= 3; time++) {
      given(events.toArray(GrantEvent[]::new)).when(yes(BOB)).accepted(approved(0, BOB));
      events.addAll(List.of(approved(0, BOB), TAKEN_BACK));
    }
    Given often = given(events.toArray(GrantEvent[]::new));

    often.when(yes(BOB)).rejected(TAKEN_BACK_TOO_OFTEN);
    often.when(yes(CAROL)).accepted(approved(0, CAROL));
  }

  @Test
  void onlyOnesOwnYesCanBeTakenBack() {
    given(requested(), approved(0, BOB))
        .when(new Withdraw(CAROL, Channel.SIGNED))
        .rejected(NOT_APPROVED_BY_YOU);
    given(requested(), approved(0, BOB), TAKEN_BACK)
        .when(BOB_WITHDRAWS)
        .rejected(NOT_APPROVED_BY_YOU);
  }

  @Test
  void aYesThatWasTakenBackOpensItsLevelAgain() {
    assertThat(
            Examples.replay(List.of(TWO_LEVELS, approved(0, BOB), approved(1, DAVE), TAKEN_BACK)))
        .isInstanceOfSatisfying(
            Grant.AwaitingApproval.class, open -> assertThat(open.level()).isZero());
    assertThat(
            Examples.replay(
                List.of(
                    TWO_LEVELS,
                    approved(0, BOB),
                    approved(1, DAVE),
                    TAKEN_BACK,
                    approved(0, CAROL))))
        .isInstanceOf(Grant.Approved.class);
    given(requested(), approved(0, BOB), TAKEN_BACK).when(yes(BOB)).accepted(approved(0, BOB));
  }

  @Test
  void aRequestWhoseTimeIsOverLapsesWhenAYesIsTakenBack() {
    given(requested(), sought(0, BOB, LINK), approved(0, BOB), TAKEN_BACK)
        .at(ANSWER_BY)
        .when(new GrantCommand.Lapse())
        .accepted(new GrantEvent.Lapsed(0));
  }

  @Test
  void thePeopleOfThePlanAndAdminsStopWhatIsPending() {
    var byDave = new Revoked(DAVE, Standing.APPROVER, "no", Channel.SIGNED);
    var byAdmin = new Revoked(MALLORY, Standing.ADMIN, "no", Channel.SIGNED);

    given(TWO_LEVELS).when(new Revoke(DAVE, false, "no", Channel.SIGNED)).accepted(byDave);
    given(TWO_LEVELS, approved(0, BOB))
        .when(new Revoke(MALLORY, true, "no", Channel.SIGNED))
        .accepted(byAdmin);
    assertThat(Examples.replay(List.of(TWO_LEVELS, byDave))).isInstanceOf(Grant.Over.class);
    assertThat(Examples.replay(List.of(TWO_LEVELS, byAdmin))).isInstanceOf(Grant.Over.class);
  }

  @Test
  void anApproverFromWhomOthersTookOverEndsNothing() {
    GrantEvent[] takenOver = {
      requested(ALICE, escalating(1, List.of(BOB), Escalation.Mode.TAKE_OVER, DAVE)),
      sought(0, BOB, LINK),
      new Escalated(0, Trigger.TIME_PASSED),
      sought(0, DAVE, OTHER_LINK),
      approved(0, DAVE)
    };

    given(takenOver).when(new Revoke(BOB, false, "no", Channel.SIGNED)).rejected(NOT_A_REVOKER);
    given(takenOver)
        .when(new Revoke(DAVE, false, "no", Channel.SIGNED))
        .accepted(new Revoked(DAVE, Standing.APPROVER, "no", Channel.SIGNED));
    assertThat(LinkRules.use((Grant.Known) Examples.replay(List.of(takenOver)), LINK.hash(), NOON))
        .isEqualTo(new LinkUse.Nothing(LINK_OVERTAKEN, NOT_A_REVOKER));
  }

  private static Approve yes(Person approver) {
    return new Approve(approver, Channel.SIGNED, Optional.empty());
  }
}
