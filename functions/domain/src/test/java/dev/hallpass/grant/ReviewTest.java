package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.LINK_LOCKED;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.LINK_SUPERSEDED;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_REVIEW;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVIEWER;
import static dev.hallpass.grant.Decision.Rule.REVIEWER_IS_REQUESTER;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CHASE_EACH;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.REVIEW_WITHIN;
import static dev.hallpass.grant.Examples.WRONG_CODE;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.mailed;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.reviewSought;
import static dev.hallpass.grant.Examples.reviewed;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.HangDoorbell;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantCommand.Review;
import dev.hallpass.grant.GrantCommand.SeekReview;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Broken glass is reviewed by its owners after the access is over.
class ReviewTest {

  private static final List<GrantEvent> OPEN =
      List.of(brokenGlass(), approvedByRule("break-glass"), planned(), activated());
  private static final Duration YEAR = Duration.ofDays(365);

  @ParameterizedTest
  @EnumSource
  void anOwnerReviewsIt(Channel channel) {
    over().when(review(CAROL, channel)).accepted(reviewed(CAROL, channel));
    over().when(review(DAVE, channel)).accepted(reviewed(DAVE, channel));
  }

  @ParameterizedTest
  @EnumSource
  void aReviewComesToWhatTheOwnerSays(Verdict verdict) {
    over()
        .when(new Review(CAROL, verdict, "remarks", Channel.SIGNED))
        .accepted(new GrantEvent.Reviewed(CAROL, verdict, "remarks", Channel.SIGNED));
  }

  @Test
  void anOwnerReviewsItHoweverLate() {
    over(reviewSought(CAROL, LINK))
        .at(NOON.plus(YEAR))
        .when(review(CAROL, Channel.SIGNED))
        .accepted(reviewed(CAROL, Channel.SIGNED));
    over(reviewSought(CAROL, LINK))
        .at(NOON.plus(YEAR))
        .when(byLink(LINK, CODE))
        .accepted(reviewed(CAROL, Channel.LINK));
  }

  @Test
  void nobodyReviewsTheirOwnRequestWhateverListNamesThem() {
    over().when(review(ALICE, Channel.SIGNED)).rejected(REVIEWER_IS_REQUESTER);

    GrantEvent[] carolsOwn =
        replaced(
            requested(CAROL, brokenGlass().plan()),
            new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));
    given(carolsOwn).when(review(CAROL, Channel.SIGNED)).rejected(REVIEWER_IS_REQUESTER);
    given(carolsOwn).when(new SeekReview(CAROL, LINK, CODE)).rejected(NOT_A_REVIEWER);
    given(carolsOwn).when(review(DAVE, Channel.SIGNED)).accepted(reviewed(DAVE, Channel.SIGNED));
  }

  private static GrantEvent[] replaced(GrantEvent request, GrantEvent last) {
    return Stream.of(Stream.of(request), OPEN.stream().skip(1), Stream.of(expired(), last))
        .flatMap(part -> part)
        .toArray(GrantEvent[]::new);
  }

  @Test
  void nobodyElseReviewsIt() {
    over().when(review(BOB, Channel.SIGNED)).rejected(NOT_A_REVIEWER);
    over().when(new SeekReview(BOB, LINK, CODE)).rejected(NOT_A_REVIEWER);
  }

  @Test
  void itIsReviewedOnce() {
    for (Person owner : List.of(CAROL, DAVE)) {
      over(reviewed(CAROL, Channel.SIGNED))
          .when(review(owner, Channel.SIGNED))
          .rejected(NOT_AWAITING_REVIEW);
      over(reviewed(CAROL, Channel.SIGNED))
          .when(new SeekReview(owner, LINK, CODE))
          .rejected(NOT_AWAITING_REVIEW);
    }
  }

  @Test
  void itIsReviewedAfterItsEndOnly() {
    for (int events = 1; events <= OPEN.size(); events++) {
      var before = given(OPEN.subList(0, events).toArray(GrantEvent[]::new));
      before.when(review(CAROL, Channel.SIGNED)).rejected(NOT_AWAITING_REVIEW);
      before.when(new SeekReview(CAROL, LINK, CODE)).rejected(NOT_AWAITING_REVIEW);
    }
    var ending = given(events(expired()));
    ending.when(review(CAROL, Channel.SIGNED)).rejected(NOT_AWAITING_REVIEW);
    ending.when(new SeekReview(CAROL, LINK, CODE)).rejected(NOT_AWAITING_REVIEW);
  }

  @Test
  void whatNeverOpenedIsNotReviewed() {
    var cancelled = given(brokenGlass(), new GrantEvent.Cancelled(ALICE));
    cancelled.when(review(CAROL, Channel.SIGNED)).rejected(NOT_AWAITING_REVIEW);
    cancelled.when(new SeekReview(CAROL, LINK, CODE)).rejected(NOT_AWAITING_REVIEW);
    cancelled.when(new HangDoorbell(DOORBELL)).rejected(ALREADY_OVER);
  }

  @Test
  void whatFailedMayHaveOpenedAndIsReviewed() {
    given(
            brokenGlass(),
            approvedByRule("break-glass"),
            planned(),
            new GrantEvent.Failed("Activate"),
            new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)))
        .when(review(CAROL, Channel.SIGNED))
        .accepted(reviewed(CAROL, Channel.SIGNED));
  }

  @Test
  void whatPeopleApprovedIsNotReviewed() {
    var over =
        given(
            requested(),
            approved(0, BOB),
            planned(),
            activated(),
            expired(),
            new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));
    over.when(review(CAROL, Channel.SIGNED)).rejected(NOT_A_REVIEWER);
    over.when(new SeekReview(CAROL, LINK, CODE)).rejected(NOT_AWAITING_REVIEW);
  }

  @Test
  void anOwnerIsAskedWithATimeToAnswerAndOneToBeAskedAgain() {
    over().at(EXPIRY).when(new SeekReview(CAROL, LINK, CODE)).accepted(reviewSought(CAROL, LINK));
  }

  @Test
  void theTimeToReviewRunsFromTheFirstQuestion() {
    Instant later = EXPIRY.plus(CHASE_EACH);

    over(reviewSought(CAROL, LINK))
        .at(later)
        .when(new SeekReview(CAROL, OTHER_LINK, CODE))
        .accepted(
            new GrantEvent.ReviewSought(
                CAROL,
                OTHER_LINK.hash(),
                CODE.hash(OTHER_LINK),
                EXPIRY.plus(REVIEW_WITHIN),
                later.plus(CHASE_EACH)));
  }

  @Test
  void itTellsUntilWhenAReviewIsWantedAndWhenItIsAskedForAgain() {
    Instant later = EXPIRY.plus(CHASE_EACH);
    var chased =
        (Grant.Over)
            over(
                    reviewSought(CAROL, LINK),
                    new GrantEvent.ReviewSought(
                        CAROL,
                        OTHER_LINK.hash(),
                        CODE.hash(OTHER_LINK),
                        later.plus(REVIEW_WITHIN),
                        later.plus(CHASE_EACH)))
                .grant();

    assertThat(chased.reviewBy()).contains(EXPIRY.plus(REVIEW_WITHIN));
    assertThat(chased.askAgainAt()).contains(later.plus(CHASE_EACH));
    assertThat(((Grant.Over) over().grant()).reviewBy()).isEmpty();
    assertThat(((Grant.Over) over().grant()).askAgainAt()).isEmpty();
  }

  @Test
  void theQuestionsToReviewersAreNoneOfALevel() {
    var asked = (Grant.Over) over(reviewSought(CAROL, LINK)).grant();

    assertThat(asked.dossier().reviewQuestions())
        .extracting(question -> question.sought().asked())
        .containsExactly(CAROL);
    assertThat(asked.dossier().questions(0)).isEmpty();
    assertThat(asked.dossier().reviewers()).containsExactly(CAROL, DAVE);
    assertThat(((Grant.Known) given(requested()).grant()).dossier().reviewers()).isEmpty();
  }

  @Test
  void theQuestionsToApproversAreNoneOfAReview() {
    var cancelled =
        (Grant.Over)
            given(requested(), sought(0, BOB, LINK), new GrantEvent.Cancelled(ALICE)).grant();

    assertThat(cancelled.dossier().reviewQuestions()).isEmpty();
    assertThat(cancelled.reviewBy()).isEmpty();
  }

  @Test
  void theLinkAndTheCodeReviewForWhomTheyWereMailedTo() {
    over(reviewSought(CAROL, LINK))
        .when(byLink(LINK, CODE))
        .accepted(reviewed(CAROL, Channel.LINK));
    over(reviewSought(CAROL, LINK)).when(byLink(LINK, WRONG_CODE)).accepted(codeRefused(LINK, 1));
  }

  @Test
  void aLinkToAReviewApprovesNothing() {
    var asked = over(reviewSought(CAROL, LINK));

    asked
        .when(new Answer(LINK, CODE, new Reply.Yes(Optional.empty()), "attempt-1"))
        .rejected(NOT_AWAITING_APPROVAL);
    asked
        .when(new Answer(LINK, CODE, new Reply.No("no"), "attempt-1"))
        .rejected(NOT_AWAITING_APPROVAL);
  }

  @Test
  void aLinkToAReviewTellsWhoWasFaster() {
    var reviewed =
        over(
            reviewSought(CAROL, LINK),
            reviewSought(DAVE, OTHER_LINK),
            reviewed(CAROL, Channel.LINK));

    reviewed.when(byLink(LINK, CODE)).rejected(LINK_USED);
    reviewed.when(byLink(OTHER_LINK, CODE)).rejected(LINK_OVERTAKEN);
  }

  @Test
  void aNewerMailSupersedesALinkToAReviewOfTheSameOwner() {
    var chased =
        over(
            reviewSought(CAROL, LINK),
            mailed(CAROL, LINK),
            reviewSought(CAROL, OTHER_LINK),
            mailed(CAROL, OTHER_LINK));

    chased.when(byLink(LINK, CODE)).rejected(LINK_SUPERSEDED);
    chased.when(byLink(OTHER_LINK, CODE)).accepted(reviewed(CAROL, Channel.LINK));
    over(reviewSought(CAROL, LINK), reviewSought(DAVE, OTHER_LINK), mailed(DAVE, OTHER_LINK))
        .when(byLink(LINK, CODE))
        .accepted(reviewed(CAROL, Channel.LINK));
  }

  @Test
  void fiveWrongCodesLockALinkToAReview() {
    over(
            reviewSought(CAROL, LINK),
            codeRefused(LINK, 1),
            codeRefused(LINK, 2),
            codeRefused(LINK, 3),
            codeRefused(LINK, 4),
            codeRefused(LINK, 5))
        .when(byLink(LINK, CODE))
        .rejected(LINK_LOCKED);
  }

  @Test
  void aLinkOfWhoMayNotReviewIsOfNoUse() {
    // No such question can be recorded, so a dossier that holds one is made by hand.
    Dossier forged = ((Grant.Known) over().grant()).dossier().with(reviewSought(BOB, LINK));

    assertThat(LinkRules.use(new Grant.Over(forged, Outcome.EXPIRED), LINK.hash(), EXPIRY))
        .isEqualTo(new LinkUse.Nothing(NOT_A_REVIEWER, ALREADY_OVER));
  }

  @Test
  void aDoorbellHangsUntilTheReviewIsIn() {
    over().when(new HangDoorbell(DOORBELL)).accepted(new GrantEvent.DoorbellHung(DOORBELL));
    over(reviewed(CAROL, Channel.SIGNED)).when(new HangDoorbell(DOORBELL)).rejected(ALREADY_OVER);
  }

  @ParameterizedTest
  @EnumSource(names = "NOTHING_TO_EXTEND", mode = EnumSource.Mode.EXCLUDE)
  void whateverEndedTheAccessItIsReviewed(GrantEvent.Cause cause) {
    GrantEvent[] ended =
        events(
            new GrantEvent.Ended(cause), new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));

    assertThat(((Grant.Over) given(ended).grant()).awaitsReview()).isTrue();
  }

  private static Given over(GrantEvent... more) {
    return given(
        Stream.concat(
                Arrays.stream(
                    events(expired(), new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)))),
                Arrays.stream(more))
            .toArray(GrantEvent[]::new));
  }

  private static GrantEvent[] events(GrantEvent... more) {
    return Stream.concat(OPEN.stream(), Arrays.stream(more)).toArray(GrantEvent[]::new);
  }

  private static Review review(Person owner, Channel channel) {
    return new Review(owner, Verdict.JUSTIFIED, "it was down", channel);
  }

  private static Answer byLink(Link link, Code code) {
    return new Answer(
        link, code, new Reply.Reviewed(Verdict.JUSTIFIED, "it was down"), "attempt-1");
  }
}
