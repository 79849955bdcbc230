package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.NOT_SHORTER;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.shortened;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.PlanPolicy;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An approver may allow less time than was asked for, and never more.
class ShortenedTest {

  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void anApproverMayAllowLessTime() {
    given(requested()).when(yes(BOB, HALF)).accepted(shortened(0, BOB, HALF));
    given(requested()).when(yes(BOB, MINUTE)).accepted(shortened(0, BOB, MINUTE));
    given(requested())
        .when(yes(BOB, HOUR.minus(MINUTE)))
        .accepted(shortened(0, BOB, HOUR.minus(MINUTE)));
  }

  @Test
  void anApproverMayAllowLessTimeByLink() {
    given(requested(), sought(0, BOB, LINK))
        .when(new Answer(LINK, CODE, new Reply.Yes(Optional.of(HALF)), "attempt-1"))
        .accepted(new GrantEvent.Approved(0, BOB, POLICY_HASH, Channel.LINK, Optional.of(HALF)));
  }

  @Test
  void theTimeThatWasAskedForIsNotShorter() {
    given(requested()).when(yes(BOB, HOUR)).accepted(approved(0, BOB));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT1H1M", "PT1H0.001S", "P1D", "PT0S", "PT-1M", "PT59S", "PT30M30S", "PT30M0.5S"})
  void nobodyAllowsMoreTimeOrNoneOrHalfAMinute(String time) {
    given(requested()).when(yes(BOB, Duration.parse(time))).rejected(NOT_SHORTER);
    given(requested(), sought(0, BOB, LINK))
        .when(new Answer(LINK, CODE, new Reply.Yes(Optional.of(Duration.parse(time))), "attempt-1"))
        .rejected(NOT_SHORTER);
  }

  @Test
  void theShortestTimeThatAnybodyAllowedHolds() {
    var three = requested(ALICE, level(3, BOB, CAROL, DAVE));

    assertThat(duration(three)).isEqualTo(HOUR);
    assertThat(duration(three, approved(0, BOB))).isEqualTo(HOUR);
    assertThat(duration(three, shortened(0, BOB, HALF))).isEqualTo(HALF);
    assertThat(duration(three, shortened(0, BOB, HALF), shortened(0, CAROL, QUARTER)))
        .isEqualTo(QUARTER);
    assertThat(duration(three, shortened(0, BOB, QUARTER), shortened(0, CAROL, HALF)))
        .isEqualTo(QUARTER);
    assertThat(duration(three, shortened(0, BOB, QUARTER), approved(0, CAROL))).isEqualTo(QUARTER);
  }

  @Test
  void whatOneLevelShortenedTheNextDoesNotLengthen() {
    assertThat(
            duration(
                requested(ALICE, level(1, BOB), level(1, CAROL)),
                shortened(0, BOB, QUARTER),
                shortened(1, CAROL, HALF)))
        .isEqualTo(QUARTER);
  }

  @Test
  void aPolicyIsPlannedWithinTheShorterTime() {
    var approvedForHalf = given(requested(), shortened(0, BOB, HALF));
    Instant half = NOON.plus(HALF);

    approvedForHalf
        .when(plan(half))
        .accepted(
            new GrantEvent.PolicyPlanned(
                POLICY.ofGrant(GRANT, half), planned().policyHash(), half));
    approvedForHalf.when(plan(half.plusMillis(1))).rejected(POLICY_DIFFERS);
    approvedForHalf.when(plan(NOON.plus(HOUR))).rejected(POLICY_DIFFERS);
  }

  private static Duration duration(GrantEvent... events) {
    return ((Grant.Known) given(events).grant()).dossier().duration();
  }

  private static Approve yes(Person approver, Duration time) {
    return new Approve(approver, Channel.SIGNED, Optional.of(time));
  }

  private static PlanPolicy plan(Instant expiresAt) {
    return new PlanPolicy(POLICY.ofGrant(GRANT, expiresAt), planned().policyHash(), expiresAt);
  }
}
