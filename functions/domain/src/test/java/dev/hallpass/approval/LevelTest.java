package dev.hallpass.approval;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTest {

  private static final Duration INSTANT = Duration.ofNanos(1);

  @Test
  void everybodyOfALevelMayAnswerButTheRequester() {
    assertThat(level(1, ALICE, BOB, CAROL).approversFor(ALICE, false)).containsExactly(BOB, CAROL);
    assertThat(level(1, BOB, CAROL).approversFor(ALICE, false)).containsExactly(BOB, CAROL);
  }

  @Test
  void whoJoinsMayAnswerBesideThoseWhoWereAskedFirst() {
    Level level = escalating(1, Mode.JOIN, List.of(BOB), CAROL, ALICE);

    assertThat(level.approversFor(ALICE, false)).containsExactly(BOB);
    assertThat(level.approversFor(ALICE, true)).containsExactly(BOB, CAROL);
  }

  @Test
  void whoTakesOverMayAnswerInsteadOfThoseWhoWereAskedFirst() {
    Level level = escalating(1, Mode.TAKE_OVER, List.of(BOB), CAROL, ALICE);

    assertThat(level.approversFor(ALICE, false)).containsExactly(BOB);
    assertThat(level.approversFor(ALICE, true)).containsExactly(CAROL);
  }

  @Test
  void withoutAnEscalationNobodyElseMayAnswerLater() {
    assertThat(level(1, BOB).approversFor(ALICE, true)).containsExactly(BOB);
  }

  @Test
  void everybodyWhoMayEverBeAskedIsOfTheLevel() {
    assertThat(escalating(1, Mode.TAKE_OVER, List.of(BOB), CAROL).everybody())
        .containsExactly(BOB, CAROL);
    assertThat(level(1, BOB).everybody()).containsExactly(BOB);
  }

  @Test
  void aQuorumOfOthersSettlesALevel() {
    Level level = level(2, BOB, CAROL, DAVE);

    assertThat(level.isSettledBy(Set.of(), ALICE)).isFalse();
    assertThat(level.isSettledBy(Set.of(BOB), ALICE)).isFalse();
    assertThat(level.isSettledBy(Set.of(BOB, DAVE), ALICE)).isTrue();
    assertThat(level.isSettledBy(Set.of(BOB, CAROL, DAVE), ALICE)).isTrue();
  }

  @Test
  void theRequestersOwnYesSettlesNothing() {
    assertThat(level(1, ALICE, BOB).isSettledBy(Set.of(ALICE), ALICE)).isFalse();
    assertThat(level(2, ALICE, BOB, CAROL).isSettledBy(Set.of(ALICE, BOB), ALICE)).isFalse();
    assertThat(escalating(1, Mode.JOIN, List.of(BOB), ALICE).isSettledBy(Set.of(ALICE), ALICE))
        .isFalse();
  }

  @Test
  void aStrangersYesSettlesNothing() {
    assertThat(level(1, BOB).isSettledBy(Set.of(MALLORY), ALICE)).isFalse();
    assertThat(level(2, BOB, CAROL).isSettledBy(Set.of(BOB, MALLORY), ALICE)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aYesFromBeforeTheEscalationCountsWithThoseAfterIt(Mode mode) {
    Level level = escalating(2, mode, List.of(BOB, CAROL), DAVE, MALLORY);

    assertThat(level.isSettledBy(Set.of(BOB, DAVE), ALICE)).isTrue();
  }

  @Test
  void aLevelWorksWithoutTheRequesterIfEnoughOthersAreThere() {
    assertThat(level(1, BOB).worksWithout(ALICE)).isTrue();
    assertThat(level(1, ALICE, BOB).worksWithout(ALICE)).isTrue();
    assertThat(level(2, BOB, CAROL).worksWithout(ALICE)).isTrue();
    assertThat(level(1, ALICE).worksWithout(ALICE)).isFalse();
    assertThat(level(2, ALICE, BOB).worksWithout(ALICE)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aLevelWorksWithoutTheRequesterIfOthersAreAskedLater(Mode mode) {
    assertThat(escalating(1, mode, List.of(ALICE), BOB).worksWithout(ALICE)).isTrue();
    assertThat(escalating(1, mode, List.of(BOB), ALICE).worksWithout(ALICE)).isTrue();
  }

  @Test
  void whoIsAskedLaterMustSuffice() {
    assertThat(escalating(2, Mode.JOIN, List.of(ALICE, BOB), CAROL).worksWithout(ALICE)).isTrue();
    assertThat(escalating(2, Mode.TAKE_OVER, List.of(ALICE, BOB), CAROL, DAVE).worksWithout(ALICE))
        .isTrue();
    assertThat(escalating(2, Mode.TAKE_OVER, List.of(BOB, CAROL), ALICE, DAVE).worksWithout(ALICE))
        .isTrue();
  }

  @Test
  void theWorkflowFirstWaitsUntilSomethingIsToHappen() {
    assertThat(level(1, BOB).firstWait()).isEqualTo(ANSWER_WITHIN);
    assertThat(escalating(1, Mode.JOIN, List.of(BOB), CAROL).firstWait()).isEqualTo(HOUR);
    assertThat(
            new Level(List.of(BOB), 1, ANSWER_WITHIN, Optional.of(HOUR), Optional.empty())
                .firstWait())
        .isEqualTo(HOUR);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void aQuorumThatCannotBeReachedIsNone(int quorum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> level(quorum, BOB, CAROL))
        .withMessageContaining("the quorum, " + quorum);
  }

  @Test
  void anApproverCountsOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> level(1, BOB, BOB));
  }

  @Test
  void thereIsTimeToAnswer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Level(List.of(BOB), 1, Duration.ZERO));
  }

  @Test
  void aReminderComesWhileThereIsTimeToAnswer() {
    assertThat(reminding(INSTANT).firstWait()).isEqualTo(INSTANT);
    assertThat(reminding(ANSWER_WITHIN.minus(INSTANT)).firstWait())
        .isEqualTo(ANSWER_WITHIN.minus(INSTANT));
    assertThatIllegalArgumentException().isThrownBy(() -> reminding(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> reminding(ANSWER_WITHIN));
  }

  private static Level reminding(Duration after) {
    return new Level(List.of(BOB), 1, ANSWER_WITHIN, Optional.of(after), Optional.empty());
  }

  @Test
  void anEscalationComesWhileThereIsTimeToAnswer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Level(
                List.of(BOB),
                1,
                HOUR,
                Optional.empty(),
                Optional.of(new Escalation(HOUR, List.of(CAROL), Mode.JOIN))))
        .withMessageContaining("before the time to answer is over");
  }

  @Test
  void nobodyIsEscalatedToWhoWasAskedAlready() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> escalating(1, Mode.JOIN, List.of(BOB), CAROL, BOB));
  }

  @Test
  void whoTakesOverMustSufficeAndWhoJoinsNeedNot() {
    assertThat(escalating(2, Mode.TAKE_OVER, List.of(BOB, CAROL), DAVE, MALLORY).quorum())
        .isEqualTo(2);
    assertThat(escalating(2, Mode.JOIN, List.of(BOB, CAROL), DAVE).quorum()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> escalating(2, Mode.TAKE_OVER, List.of(BOB, CAROL), DAVE))
        .withMessageContaining("2, is higher than the number of approvers after a take-over, 1");
  }

  @Test
  void anEscalationIsToSomebodyOnceAndAfterSomeTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Escalation(HOUR, List.of(), Mode.JOIN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Escalation(HOUR, List.of(BOB, BOB), Mode.JOIN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Escalation(Duration.ZERO, List.of(BOB), Mode.JOIN));
  }

  private static Level escalating(int quorum, Mode mode, List<Person> approvers, Person... others) {
    return new Level(
        approvers,
        quorum,
        ANSWER_WITHIN,
        Optional.empty(),
        Optional.of(new Escalation(HOUR, List.of(others), mode)));
  }
}
