package dev.hallpass.workflow;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CHASE_EACH;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.REVIEW_WITHIN;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.reviewSought;
import static dev.hallpass.grant.Examples.reviewed;
import static dev.hallpass.grant.Examples.ruled;
import static dev.hallpass.grant.Examples.shortened;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.workflow.Step.Activate;
import dev.hallpass.workflow.Step.AwaitEnd;
import dev.hallpass.workflow.Step.Done;
import dev.hallpass.workflow.Step.Retire;
import dev.hallpass.workflow.Step.SeekApproval;
import dev.hallpass.workflow.Step.SeekReview;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void aNewRequestIsPutToItsApproversForTheWholeTime() {
    assertThat(next(NOON, requested())).isEqualTo(new SeekApproval(ANSWER_WITHIN));
  }

  @Test
  void anOpenLevelWaitsForWhatIsLeftOfItsTime() {
    assertThat(next(NOON.plus(HOUR), requested(), sought(0, BOB, LINK)))
        .isEqualTo(new SeekApproval(ANSWER_WITHIN.minus(HOUR)));
  }

  @Test
  void aLevelWhoseTimeIsUpIsRetired() {
    assertThat(next(ANSWER_BY, requested(), sought(0, BOB, LINK))).isEqualTo(new Retire());
  }

  @Test
  void theNextLevelHasAllItsTime() {
    assertThat(
            next(
                ANSWER_BY,
                requested(ALICE, level(1, BOB), level(1, CAROL)),
                sought(0, BOB, LINK),
                approved(0, BOB)))
        .isEqualTo(new SeekApproval(ANSWER_WITHIN));
  }

  @Test
  void aRuleIsAskedShortlyAndActivatesAtOnce() {
    assertThat(next(NOON, ruled())).isEqualTo(new SeekApproval(Duration.ofMinutes(5)));
    assertThat(next(NOON, ruled(), approvedByRule("automatic"))).isEqualTo(new Activate());
    assertThat(next(NOON, brokenGlass())).isEqualTo(new SeekApproval(Duration.ofMinutes(5)));
  }

  @Test
  void aLevelFirstWaitsUntilSomebodyIsReminded() {
    assertThat(next(NOON, requested(ALICE, escalating()))).isEqualTo(new SeekApproval(HOUR));
  }

  @Test
  void aLevelWaitsForTheReminderThenForTheEscalationThenForItsEnd() {
    GrantEvent[] asked = {requested(ALICE, escalating()), sought(0, BOB, LINK)};
    Duration quarter = Duration.ofMinutes(15);

    assertThat(next(NOON.plus(quarter), asked)).isEqualTo(new SeekApproval(HOUR.minus(quarter)));
    assertThat(next(NOON.plus(HOUR), asked)).isEqualTo(new SeekApproval(HOUR));
    assertThat(next(NOON.plus(HOUR).plus(quarter), asked))
        .isEqualTo(new SeekApproval(HOUR.minus(quarter)));
    assertThat(next(NOON.plus(HOUR.multipliedBy(2)), asked))
        .isEqualTo(new SeekApproval(HOUR.multipliedBy(2)));
    assertThat(next(ANSWER_BY.minusSeconds(1), asked))
        .isEqualTo(new SeekApproval(Duration.ofSeconds(1)));
    assertThat(next(ANSWER_BY, asked)).isEqualTo(new Retire());
  }

  @Test
  void aLevelWhoseWaitEndedAMomentEarlyDoesNotWaitForTheSameAgain() {
    assertThat(
            next(
                NOON.plus(HOUR).minusSeconds(30),
                requested(ALICE, escalating()),
                sought(0, BOB, LINK)))
        .isEqualTo(new SeekApproval(HOUR.plusSeconds(30)));
  }

  @Test
  void aShorterAccessIsAwaitedUntilItsOwnEnd() {
    Instant half = NOON.plus(Duration.ofMinutes(30));

    assertThat(
            next(
                NOON,
                requested(),
                shortened(0, BOB, Duration.ofMinutes(30)),
                new GrantEvent.PolicyPlanned(
                    POLICY.ofGrant(GRANT, half), planned().policyHash(), half),
                activated()))
        .isEqualTo(new AwaitEnd(Duration.ofMinutes(30), half));
  }

  @Test
  void brokenGlassIsReviewedAfterItsEnd() {
    assertThat(next(EXPIRY, broken())).isEqualTo(new SeekReview(CHASE_EACH));
  }

  @Test
  void aReviewIsAwaitedUntilItIsAskedForAgain() {
    GrantEvent[] asked = broken(reviewSought(CAROL, LINK));

    assertThat(next(EXPIRY.plus(HOUR), asked)).isEqualTo(new SeekReview(CHASE_EACH.minus(HOUR)));
    assertThat(next(EXPIRY.plus(CHASE_EACH), asked)).isEqualTo(new SeekReview(CHASE_EACH));
    assertThat(next(EXPIRY.plus(REVIEW_WITHIN).plus(HOUR), asked))
        .isEqualTo(new SeekReview(CHASE_EACH));
  }

  @Test
  void nothingIsDoneAfterTheReview() {
    assertThat(next(EXPIRY, broken(reviewed(CAROL, Channel.SIGNED)))).isEqualTo(new Done());
    assertThat(next(NOON, brokenGlass(), new GrantEvent.Cancelled(ALICE))).isEqualTo(new Done());
  }

  private static GrantEvent[] broken(GrantEvent... more) {
    return Stream.concat(
            Stream.of(
                brokenGlass(),
                approvedByRule("break-glass"),
                planned(),
                activated(),
                expired(),
                new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW))),
            Stream.of(more))
        .toArray(GrantEvent[]::new);
  }

  @Test
  void whatIsApprovedIsActivated() {
    assertThat(next(NOON, requested(), approved(0, BOB))).isEqualTo(new Activate());
  }

  @Test
  void anActivationThatBeganIsGoneOnWithUntilTheExpiry() {
    GrantEvent[] activating = {requested(), approved(0, BOB), planned()};

    assertThat(next(EXPIRY.minusMillis(1), activating)).isEqualTo(new Activate());
    assertThat(next(EXPIRY, activating)).isEqualTo(new Retire());
  }

  @Test
  void anActiveGrantWaitsForItsExpiry() {
    GrantEvent[] active = {requested(), approved(0, BOB), planned(), activated()};

    assertThat(next(NOON, active)).isEqualTo(new AwaitEnd(HOUR, NOON.plus(HOUR)));
    assertThat(next(EXPIRY, active)).isEqualTo(new Retire());
    assertThat(next(EXPIRY.plus(HOUR), active)).isEqualTo(new Retire());
  }

  @Test
  void whatEndedIsRetiredUntilItsPolicyIsGone() {
    assertThat(next(EXPIRY, requested(), approved(0, BOB), planned(), activated(), expired()))
        .isEqualTo(new Retire());
    assertThat(
            next(
                EXPIRY,
                requested(),
                approved(0, BOB),
                planned(),
                activated(),
                expired(),
                new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW))))
        .isEqualTo(new Done());
  }

  @Test
  void nothingIsDoneForAGrantThatNobodyAskedForOrThatIsOver() {
    assertThat(next(NOON)).isEqualTo(new Done());
    assertThat(next(NOON, requested(), new GrantEvent.Cancelled(ALICE))).isEqualTo(new Done());
  }

  private static Step next(Instant now, GrantEvent... events) {
    return Steps.next(Examples.replay(List.of(events)), now);
  }
}
