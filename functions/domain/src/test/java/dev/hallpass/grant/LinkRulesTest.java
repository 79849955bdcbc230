package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.LINK_EXPIRED;
import static dev.hallpass.grant.Decision.Rule.LINK_LOCKED;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.LINK_SUPERSEDED;
import static dev.hallpass.grant.Decision.Rule.LINK_UNKNOWN;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_REVIEW;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.WRONG_CODE;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.mailed;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.identity.Sha256;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkRulesTest {

  private static final Answer YES = yes(LINK, CODE);
  private static final GrantEvent BOBS_YES =
      new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.empty());
  private static final Given BOB_IS_ASKED = given(requested(), sought(0, BOB, LINK));

  @Test
  void theLinkAndTheCodeApproveForWhomTheyWereMailedTo() {
    BOB_IS_ASKED
        .when(YES)
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.empty()));
  }

  @Test
  void theLinkAndTheCodeDenyWithAReason() {
    BOB_IS_ASKED
        .when(new Answer(LINK, CODE, new Reply.No("too wide"), "attempt-1"))
        .accepted(new GrantEvent.Denied(0, BOB, "too wide", Channel.LINK));
  }

  @Test
  void nobodyApprovesTheirOwnRequestByLink() {
    // No such question can be recorded, so a dossier that holds one is made by hand.
    var request = requested(BOB, level(1, BOB, CAROL));
    Dossier forged = Dossier.of(GRANT, request).with(sought(0, BOB, LINK));

    assertThat(GrantRules.decide(new Grant.AwaitingApproval(forged, 0), YES, NOON))
        .isEqualTo(new Decision.Rejected(APPROVER_IS_REQUESTER));
  }

  @Test
  void aWrongCodeIsRecordedAndDecidesNothing() {
    BOB_IS_ASKED
        .when(new Answer(LINK, WRONG_CODE, new Reply.Yes(Optional.empty()), "attempt-1"))
        .accepted(codeRefused(LINK, 1));
  }

  @Test
  void theCodeOfAnotherLinkIsWrong() {
    Code other = new Code("000000");
    given(
            requested(),
            sought(0, BOB, LINK),
            new GrantEvent.ApprovalSought(
                0,
                CAROL,
                OTHER_LINK.hash(),
                other.hash(OTHER_LINK),
                POLICY_HASH,
                ANSWER_BY,
                false,
                Optional.empty()))
        .when(yes(LINK, other))
        .accepted(codeRefused(LINK, 1));
  }

  @Test
  void fiveWrongCodesLockALink() {
    GrantEvent[] four = {
      requested(),
      sought(0, BOB, LINK),
      codeRefused(LINK, 1),
      codeRefused(LINK, 2),
      codeRefused(LINK, 3),
      codeRefused(LINK, 4)
    };
    given(four)
        .when(YES)
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.empty()));

    Grant locked = Examples.replay(List.of(four)).after(codeRefused(LINK, 5));
    new Given(locked, NOON).when(YES).rejected(LINK_LOCKED);
    new Given(locked, NOON).when(yes(LINK, WRONG_CODE)).rejected(LINK_LOCKED);
  }

  @Test
  void wrongCodesLockNoOtherLink() {
    given(
            requested(),
            sought(0, BOB, LINK),
            sought(0, CAROL, OTHER_LINK),
            codeRefused(LINK, 1),
            codeRefused(LINK, 2),
            codeRefused(LINK, 3),
            codeRefused(LINK, 4),
            codeRefused(LINK, 5))
        .when(yes(OTHER_LINK, CODE))
        .accepted(new GrantEvent.Approved(0, CAROL, POLICY_HASH, Channel.LINK, Optional.empty()));
  }

  @Test
  void aLinkIsGoodForOneDecision() {
    given(requested(ALICE, level(2, BOB, CAROL)), sought(0, BOB, LINK), approved(0, BOB))
        .when(YES)
        .rejected(LINK_USED);
  }

  @Test
  void aUsedLinkStaysUsedWhenTheGrantGoesOn() {
    given(requested(), sought(0, BOB, LINK), approved(0, BOB)).when(YES).rejected(LINK_USED);
  }

  @Test
  void aLinkThatDeniedIsUsedAndThoseOfOthersAreOvertaken() {
    var denied =
        given(
            requested(),
            sought(0, BOB, LINK),
            sought(0, CAROL, OTHER_LINK),
            new GrantEvent.Denied(0, BOB, "too wide", Channel.LINK));

    denied.when(YES).rejected(LINK_USED);
    denied.when(yes(OTHER_LINK, CODE)).rejected(LINK_OVERTAKEN);
  }

  @Test
  void aNoAtALaterLevelDoesNotUseALinkOfAnEarlierOne() {
    given(
            requested(ALICE, level(1, BOB, CAROL), level(1, BOB)),
            sought(0, BOB, LINK),
            approved(0, CAROL),
            new GrantEvent.Denied(1, BOB, "too wide", Channel.SIGNED))
        .when(YES)
        .rejected(LINK_OVERTAKEN);
  }

  @Test
  void aNewerMailToTheSamePersonSupersedesALinkOnceItIsTaken() {
    GrantEvent[] again = {requested(), sought(0, BOB, LINK), sought(0, BOB, OTHER_LINK)};
    given(again).when(YES).accepted(BOBS_YES);
    given(again).when(yes(OTHER_LINK, CODE)).accepted(BOBS_YES);

    var taken = new Given(Examples.replay(List.of(again)).after(mailed(BOB, OTHER_LINK)), NOON);
    taken.when(YES).rejected(LINK_SUPERSEDED);
    taken.when(yes(LINK, WRONG_CODE)).rejected(LINK_SUPERSEDED);
    taken.when(yes(OTHER_LINK, CODE)).accepted(BOBS_YES);
  }

  @Test
  void theNewestLinkIsGoodAlsoWhenItsMailIsTakenBeforeAnOlderOne() {
    given(
            requested(),
            sought(0, BOB, LINK),
            sought(0, BOB, OTHER_LINK),
            mailed(BOB, OTHER_LINK),
            mailed(BOB, LINK))
        .when(yes(OTHER_LINK, CODE))
        .accepted(BOBS_YES);
  }

  @Test
  void aMailToSomebodyElseSupersedesNothing() {
    given(
            requested(),
            sought(0, BOB, LINK),
            sought(0, CAROL, OTHER_LINK),
            mailed(CAROL, OTHER_LINK))
        .when(YES)
        .accepted(BOBS_YES);
  }

  @Test
  void aMailOfTheNextLevelOvertakesAndDoesNotSupersede() {
    var secondLevel =
        given(
            requested(ALICE, level(1, BOB, CAROL), level(1, BOB)),
            sought(0, BOB, LINK),
            approved(0, CAROL),
            sought(1, BOB, OTHER_LINK),
            mailed(BOB, OTHER_LINK));

    secondLevel.when(YES).rejected(LINK_OVERTAKEN);
    secondLevel
        .when(yes(OTHER_LINK, CODE))
        .accepted(new GrantEvent.Approved(1, BOB, POLICY_HASH, Channel.LINK, Optional.empty()));
    assertThat(dossier(secondLevel).isSuperseded(dossier(secondLevel).questions().getFirst()))
        .isFalse();
  }

  @Test
  void aLinkToAnApprovalReviewsNothing() {
    BOB_IS_ASKED
        .when(
            new Answer(
                LINK, CODE, new Reply.Reviewed(Verdict.JUSTIFIED, "it was down"), "attempt-1"))
        .rejected(NOT_AWAITING_REVIEW);
  }

  private static Dossier dossier(Given given) {
    return ((Grant.Known) given.grant()).dossier();
  }

  @Test
  void anotherAnswerOvertakesALink() {
    given(requested(), sought(0, BOB, LINK), approved(0, CAROL)).when(YES).rejected(LINK_OVERTAKEN);
  }

  @Test
  void theNextLevelOvertakesALink() {
    given(
            requested(ALICE, level(1, BOB, CAROL), level(1, BOB)),
            sought(0, BOB, LINK),
            approved(0, CAROL))
        .when(YES)
        .rejected(LINK_OVERTAKEN);
  }

  @Test
  void aLinkExpiresWithItsLevelsTime() {
    BOB_IS_ASKED
        .at(ANSWER_BY.minusMillis(1))
        .when(YES)
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.empty()));
    BOB_IS_ASKED.at(ANSWER_BY).when(YES).rejected(LINK_EXPIRED);
  }

  @Test
  void aLinkThatNobodyMailedIsUnknown() {
    BOB_IS_ASKED.when(yes(new Link("guessed"), CODE)).rejected(LINK_UNKNOWN);
  }

  @Test
  void aLinkOfAnotherGrantIsUnknown() {
    given(requested()).when(YES).rejected(LINK_UNKNOWN);
  }

  @Test
  void aLinkIsBoundToThePolicyItsMailSpokeOf() {
    given(
            requested(),
            new GrantEvent.ApprovalSought(
                0,
                BOB,
                LINK.hash(),
                CODE.hash(LINK),
                Sha256.of("another"),
                ANSWER_BY,
                false,
                Optional.empty()))
        .when(YES)
        .rejected(POLICY_DIFFERS);
  }

  @Test
  void aLinkStaysExpiredWhenItsLevelHasLapsed() {
    given(requested(), sought(0, BOB, LINK), new GrantEvent.Lapsed(0))
        .when(YES)
        .rejected(LINK_EXPIRED);
  }

  @Test
  void lookingAtALinkTellsWhetherItMayBeUsed() {
    var open = (Grant.Known) BOB_IS_ASKED.grant();

    assertThat(LinkRules.use(open, LINK.hash(), NOON)).isInstanceOf(LinkUse.Approval.class);
    assertThat(LinkRules.use(open, LINK.hash(), ANSWER_BY))
        .isEqualTo(new LinkUse.Nothing(LINK_EXPIRED, NOT_ACTIVE));
    assertThat(LinkRules.use(open, OTHER_LINK.hash(), NOON))
        .isEqualTo(new LinkUse.Nothing(LINK_UNKNOWN, LINK_UNKNOWN));
  }

  private static Answer yes(Link link, Code code) {
    return new Answer(link, code, new Reply.Yes(Optional.empty()), "attempt-1");
  }
}
