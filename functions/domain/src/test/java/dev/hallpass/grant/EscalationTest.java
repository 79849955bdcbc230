package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.LINK_RELIEVED;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_YET_TO_ESCALATE;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
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
import static dev.hallpass.grant.Examples.bounced;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static dev.hallpass.grant.GrantEvent.Trigger.QUORUM_OUT_OF_REACH;
import static dev.hallpass.grant.GrantEvent.Trigger.TIME_PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.grant.GrantCommand.Escalate;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantCommand.SeekApproval;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When people are reminded, when others are asked too or instead, and who may answer then.
class EscalationTest {

  private static final Instant REMIND_AT = NOON.plus(HOUR);
  private static final Instant ESCALATE_AT = NOON.plus(HOUR.multipliedBy(2));
  // The wait begins a moment before the first is asked.
  private static final Duration EARLY = Duration.ofSeconds(30);

  private static final GrantEvent BY_TIME = new GrantEvent.Escalated(0, TIME_PASSED);
  private static final GrantEvent OUT_OF_REACH = new GrantEvent.Escalated(0, QUORUM_OUT_OF_REACH);

  private static final GrantEvent JOINED = requested(ALICE, escalating());
  private static final GrantEvent TAKEN_OVER =
      requested(ALICE, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE));

  @Test
  void aReminderIsDueAtItsTimeOrAMomentBefore() {
    var asked = open(JOINED, sought(0, BOB, LINK));

    assertThat(asked.isReminderDue(REMIND_AT.minus(EARLY).minusMillis(1))).isFalse();
    assertThat(asked.isReminderDue(REMIND_AT.minus(EARLY))).isTrue();
    assertThat(asked.isReminderDue(REMIND_AT)).isTrue();
  }

  @Test
  void nobodyIsRemindedWhoWasNotAskedOrWhereThePlanDoesNotSaySo() {
    assertThat(open(JOINED).isReminderDue(ANSWER_BY)).isFalse();
    assertThat(open(requested(), sought(0, BOB, LINK)).isReminderDue(ANSWER_BY)).isFalse();
  }

  @Test
  void aReminderIsAQuestionThatSaysSo() {
    given(JOINED, sought(0, BOB, LINK))
        .at(REMIND_AT)
        .when(new SeekApproval(0, BOB, OTHER_LINK, CODE, true, Optional.empty()))
        .accepted(
            new GrantEvent.ApprovalSought(
                0,
                BOB,
                OTHER_LINK.hash(),
                CODE.hash(OTHER_LINK),
                POLICY_HASH,
                ANSWER_BY,
                true,
                Optional.empty()));
  }

  @Test
  void aLevelTellsWhatIsToHappenNext() {
    var asked = open(JOINED, sought(0, BOB, LINK));

    assertThat(open(JOINED).next(NOON)).isEmpty();
    assertThat(asked.next(NOON)).contains(REMIND_AT);
    assertThat(asked.next(REMIND_AT.minus(EARLY))).contains(ESCALATE_AT);
    assertThat(asked.next(ESCALATE_AT.minus(EARLY))).contains(ANSWER_BY);
    assertThat(asked.next(ANSWER_BY.minus(EARLY))).contains(ANSWER_BY);
    assertThat(asked.next(ANSWER_BY)).contains(ANSWER_BY);
  }

  @Test
  void timesRunFromTheFirstQuestionOfALevel() {
    var asked =
        open(
            requested(ALICE, escalating(1, List.of(BOB, CAROL), Mode.JOIN, DAVE)),
            sought(0, BOB, LINK, ANSWER_BY),
            sought(0, CAROL, OTHER_LINK, ANSWER_BY.plus(HOUR)));

    assertThat(asked.answerBy()).contains(ANSWER_BY);
    assertThat(asked.next(NOON)).contains(REMIND_AT);
  }

  @Test
  void othersAreAskedAtTheirTimeOrAMomentBefore() {
    given(JOINED, sought(0, BOB, LINK))
        .at(ESCALATE_AT.minus(EARLY))
        .when(new Escalate())
        .accepted(BY_TIME);
    given(JOINED, sought(0, BOB, LINK))
        .at(ESCALATE_AT.minus(EARLY).minusMillis(1))
        .when(new Escalate())
        .rejected(NOT_YET_TO_ESCALATE);
  }

  @Test
  void othersAreAskedOnce() {
    given(JOINED, sought(0, BOB, LINK), BY_TIME)
        .at(ESCALATE_AT)
        .when(new Escalate())
        .rejected(NOT_YET_TO_ESCALATE);
  }

  @Test
  void nobodyElseIsAskedWhereThePlanNamesNobody() {
    given(requested(), sought(0, BOB, LINK), sought(0, CAROL, OTHER_LINK))
        .at(ANSWER_BY)
        .when(new Escalate())
        .rejected(NOT_YET_TO_ESCALATE);
  }

  @Test
  void nobodyElseIsAskedOnceTheLevelIsSettled() {
    given(JOINED, sought(0, BOB, LINK), approved(0, BOB))
        .at(ESCALATE_AT)
        .when(new Escalate())
        .rejected(NOT_AWAITING_APPROVAL);
  }

  @Test
  void othersAreAskedAtOnceWhenTheMailCameBack() {
    given(JOINED, sought(0, BOB, LINK), bounced(BOB, LINK))
        .when(new Escalate())
        .accepted(OUT_OF_REACH);
  }

  @Test
  void othersAreAskedAtOnceWhenTheLinkIsLocked() {
    assertThat(open(wrongCodes(4)).needsOthers()).isFalse();
    given(wrongCodes(4)).when(new Escalate()).rejected(NOT_YET_TO_ESCALATE);

    assertThat(open(wrongCodes(5)).needsOthers()).isTrue();
    given(wrongCodes(5)).when(new Escalate()).accepted(OUT_OF_REACH);
  }

  @Test
  void othersAreAskedAtOnceWhenTheRequesterIsTheOnlyOneThere() {
    given(requested(BOB, escalating())).when(new Escalate()).accepted(OUT_OF_REACH);
  }

  @Test
  void aLevelThatCanStillReachItsQuorumNeedsNobodyElse() {
    var oneOfTwo = requested(ALICE, escalating(1, List.of(BOB, CAROL), Mode.JOIN, DAVE));
    var twoOfTwo = requested(ALICE, escalating(2, List.of(BOB, CAROL), Mode.JOIN, DAVE));

    assertThat(open(oneOfTwo).needsOthers()).isFalse();
    assertThat(open(oneOfTwo, sought(0, BOB, LINK), bounced(BOB, LINK)).needsOthers()).isFalse();
    assertThat(open(twoOfTwo, sought(0, BOB, LINK), bounced(BOB, LINK)).needsOthers()).isTrue();
  }

  @Test
  void whoHasSaidYesNeedNotBeReachedAgain() {
    var twoOfTwo = requested(ALICE, escalating(2, List.of(BOB, CAROL), Mode.JOIN, DAVE));
    var bobSaidYes = open(twoOfTwo, sought(0, BOB, LINK), bounced(BOB, LINK), approved(0, BOB));

    assertThat(bobSaidYes.needsOthers()).isFalse();
    assertThat(bobSaidYes.dossier().missing(0)).isOne();
    assertThat(
            open(
                    twoOfTwo,
                    approved(0, BOB),
                    sought(0, CAROL, OTHER_LINK),
                    bounced(CAROL, OTHER_LINK))
                .needsOthers())
        .isTrue();
  }

  @Test
  void theNewestMailTellsWhetherSomebodyIsReached() {
    Link newer = new Link("newer-link-to-bob");

    assertThat(
            open(JOINED, sought(0, BOB, LINK), bounced(BOB, LINK), sought(0, BOB, newer))
                .needsOthers())
        .isFalse();
    assertThat(
            open(JOINED, sought(0, BOB, LINK), sought(0, BOB, newer), bounced(BOB, newer))
                .needsOthers())
        .isTrue();
    assertThat(
            open(JOINED, sought(0, BOB, LINK), sought(0, BOB, newer), bounced(BOB, LINK))
                .needsOthers())
        .isFalse();
  }

  @Test
  void anEscalatedLevelNeedsNobodyElse() {
    assertThat(open(JOINED, sought(0, BOB, LINK), bounced(BOB, LINK), OUT_OF_REACH).needsOthers())
        .isFalse();
  }

  @Test
  void aBounceOfWhatAskedForNothingPutsNobodyOutOfReach() {
    assertThat(
            open(JOINED, sought(0, BOB, LINK), new GrantEvent.MailBounced(BOB, Optional.empty()))
                .needsOthers())
        .isFalse();
  }

  @Test
  void nobodyAnswersBeforeTheyAreEscalatedTo() {
    for (GrantEvent request : List.of(JOINED, TAKEN_OVER)) {
      given(request, sought(0, BOB, LINK)).when(yes(DAVE)).rejected(NOT_AN_APPROVER);
      given(request, sought(0, BOB, LINK))
          .when(new SeekApproval(0, DAVE, OTHER_LINK, CODE, false, Optional.empty()))
          .rejected(NOT_AN_APPROVER);
    }
  }

  @Test
  void whoJoinsAnswersBesideThoseWhoWereAskedFirst() {
    var joined = given(JOINED, sought(0, BOB, LINK), BY_TIME);

    joined
        .when(new SeekApproval(0, DAVE, OTHER_LINK, CODE, false, Optional.empty()))
        .accepted(sought(0, DAVE, OTHER_LINK));
    joined.when(yes(DAVE)).accepted(approved(0, DAVE));
    joined.when(yes(BOB)).accepted(approved(0, BOB));
    joined.when(yes(MALLORY)).rejected(NOT_AN_APPROVER);
    joined
        .when(byLink(LINK))
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.empty()));
  }

  @Test
  void whoTakesOverAnswersInsteadOfThoseWhoWereAskedFirst() {
    var takenOver = given(TAKEN_OVER, sought(0, BOB, LINK), BY_TIME, sought(0, DAVE, OTHER_LINK));

    takenOver.when(yes(DAVE)).accepted(approved(0, DAVE));
    takenOver
        .when(byLink(OTHER_LINK))
        .accepted(new GrantEvent.Approved(0, DAVE, POLICY_HASH, Channel.LINK, Optional.empty()));
    takenOver.when(yes(BOB)).rejected(NOT_AN_APPROVER);
    takenOver.when(new Deny(BOB, "no", Channel.SIGNED)).rejected(NOT_AN_APPROVER);
    takenOver
        .when(new SeekApproval(0, BOB, LINK, CODE, true, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
  }

  @Test
  void aLinkOfWhoWasRelievedSaysSo() {
    given(TAKEN_OVER, sought(0, BOB, LINK), BY_TIME).when(byLink(LINK)).rejected(LINK_RELIEVED);
    given(TAKEN_OVER, sought(0, BOB, LINK), BY_TIME, approved(0, DAVE))
        .when(byLink(LINK))
        .rejected(LINK_OVERTAKEN);
  }

  @ParameterizedTest
  @EnumSource
  void aYesFromBeforeStillCounts(Mode mode) {
    var bobSaidYes =
        Stream.of(
                requested(ALICE, escalating(2, List.of(BOB, CAROL), mode, DAVE, MALLORY)),
                sought(0, BOB, LINK),
                approved(0, BOB),
                BY_TIME)
            .toArray(GrantEvent[]::new);

    given(bobSaidYes).when(yes(BOB)).rejected(ALREADY_APPROVED_BY_YOU);
    given(bobSaidYes).when(byLink(LINK)).rejected(LINK_USED);
    assertThat(open(bobSaidYes).dossier().missing(0)).isOne();
    assertThat(Examples.replay(List.of(bobSaidYes)).after(approved(0, DAVE)))
        .isInstanceOf(Grant.Approved.class);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyAnswersTheirOwnRequestWhenItIsEscalatedToThem(Mode mode) {
    var request = requested(DAVE, escalating(1, List.of(BOB), mode, DAVE, CAROL));

    given(request, sought(0, BOB, LINK), BY_TIME).when(yes(DAVE)).rejected(APPROVER_IS_REQUESTER);
    given(request, sought(0, BOB, LINK), BY_TIME)
        .when(new SeekApproval(0, DAVE, OTHER_LINK, CODE, false, Optional.empty()))
        .rejected(NOT_AN_APPROVER);
  }

  @Test
  void nobodyIsRelievedByTheRequesterAlone() {
    GrantEvent[] asked = {
      requested(DAVE, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE)), sought(0, BOB, LINK)
    };

    given(asked).at(ESCALATE_AT).when(new Escalate()).rejected(NOT_YET_TO_ESCALATE);
    given(asked).at(ESCALATE_AT).when(yes(BOB)).accepted(approved(0, BOB));
  }

  @Test
  void nobodyIsRelievedByTooFew() {
    var request =
        requested(DAVE, escalating(2, List.of(BOB, CAROL), Mode.TAKE_OVER, DAVE, MALLORY));

    given(request, sought(0, BOB, LINK))
        .at(ESCALATE_AT)
        .when(new Escalate())
        .rejected(NOT_YET_TO_ESCALATE);
    given(request, sought(0, BOB, LINK), approved(0, BOB))
        .at(ESCALATE_AT)
        .when(new Escalate())
        .accepted(BY_TIME);
  }

  @Test
  void eachLevelEscalatesForItself() {
    var twoLevels = requested(ALICE, escalating(), escalating(1, List.of(BOB), Mode.JOIN, CAROL));
    var second =
        open(
            twoLevels,
            sought(0, BOB, LINK),
            BY_TIME,
            approved(0, DAVE),
            sought(1, BOB, OTHER_LINK, ANSWER_BY.plus(HOUR)));

    assertThat(second.dossier().approvers(0)).containsExactly(BOB, DAVE);
    assertThat(second.dossier().approvers(1)).containsExactly(BOB);
    assertThat(second.escalation(ESCALATE_AT)).isEmpty();
    assertThat(second.escalation(ESCALATE_AT.plus(HOUR))).contains(TIME_PASSED);
    assertThat(
            ((Grant.AwaitingApproval) second.after(new GrantEvent.Escalated(1, TIME_PASSED)))
                .dossier()
                .approvers(1))
        .containsExactly(BOB, CAROL);
  }

  @Test
  void aLevelIsOutOfReachByItsOwnMailsOnly() {
    var second =
        open(
            requested(ALICE, level(1, BOB, CAROL), escalating()),
            sought(0, BOB, LINK),
            bounced(BOB, LINK),
            approved(0, CAROL));

    assertThat(second.level()).isOne();
    assertThat(second.needsOthers()).isFalse();
  }

  private static GrantEvent[] wrongCodes(int times) {
    return Stream.concat(
            Stream.of(JOINED, sought(0, BOB, LINK)),
            IntStream.range(0, times).mapToObj(attempt -> codeRefused(LINK, attempt)))
        .toArray(GrantEvent[]::new);
  }

  private static Grant.AwaitingApproval open(GrantEvent... events) {
    return (Grant.AwaitingApproval) given(events).grant();
  }

  private static Approve yes(Person approver) {
    return new Approve(approver, Channel.SIGNED, Optional.empty());
  }

  private static Answer byLink(Link link) {
    return new Answer(link, CODE, new Reply.Yes(Optional.empty()), "attempt-1");
  }
}
