package dev.hallpass.workflow;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.workflow.Step.Activate;
import dev.hallpass.workflow.Step.AwaitEnd;
import dev.hallpass.workflow.Step.Done;
import dev.hallpass.workflow.Step.Retire;
import dev.hallpass.workflow.Step.SeekApproval;
import java.time.Instant;
import java.util.List;
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
                new GrantEvent.PolicyDeleted()))
        .isEqualTo(new Done());
  }

  @Test
  void nothingIsDoneForAGrantThatNobodyAskedForOrThatIsOver() {
    assertThat(next(NOON)).isEqualTo(new Done());
    assertThat(next(NOON, requested(), new GrantEvent.Cancelled(ALICE))).isEqualTo(new Done());
  }

  private static Step next(Instant now, GrantEvent... events) {
    return Steps.next(Grant.replay(List.of(events)), now);
  }
}
