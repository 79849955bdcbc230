package dev.hallpass.approval;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan.BreakGlass;
import dev.hallpass.approval.ApprovalPlan.ByPeople;
import dev.hallpass.approval.ApprovalPlan.ByRule;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalPlanTest {

  @Test
  void peopleWhoDecideMustSufficeAtEachLevelWithoutTheRequester() {
    assertThat(byPeople(level(1, BOB), level(1, ALICE, CAROL)).worksWithout(ALICE)).isTrue();
    assertThat(byPeople(level(1, BOB), level(1, ALICE)).worksWithout(ALICE)).isFalse();
    assertThat(byPeople(level(1, ALICE), level(1, BOB)).worksWithout(ALICE)).isFalse();
  }

  @Test
  void aRuleNeedsNobody() {
    assertThat(new ByRule("automatic").worksWithout(ALICE)).isTrue();
  }

  @Test
  void brokenGlassNeedsAnOwnerWhoIsNotTheRequester() {
    assertThat(brokenGlass(CAROL).worksWithout(ALICE)).isTrue();
    assertThat(brokenGlass(CAROL, ALICE).worksWithout(ALICE)).isTrue();
    assertThat(brokenGlass(ALICE).worksWithout(ALICE)).isFalse();
  }

  @Test
  void nobodyReviewsTheirOwnRequest() {
    assertThat(brokenGlass(CAROL, ALICE, DAVE).review().orElseThrow().reviewersFor(ALICE))
        .containsExactly(CAROL, DAVE);
  }

  @Test
  void aReviewOfApprovedAccessNeedsAnotherOwnerAndNamesThem() {
    ByPeople reviewedByAlice = reviewedBy(ALICE);

    assertThat(reviewedByAlice.worksWithout(ALICE)).isFalse();
    assertThat(reviewedByAlice.worksWithout(BOB)).isFalse();
    assertThat(reviewedByAlice.worksWithout(DAVE)).isTrue();
    assertThat(reviewedBy(ALICE, CAROL).worksWithout(ALICE)).isTrue();
    assertThat(reviewedByAlice.names(ALICE)).isTrue();
    assertThat(byPeople(level(1, BOB)).review()).isEmpty();
  }

  private static ByPeople reviewedBy(Person... owners) {
    return new ByPeople(
        "approval",
        List.of(level(1, BOB)),
        false,
        Optional.of(new Review(List.of(owners), Duration.ofDays(3), Duration.ofDays(1))));
  }

  @Test
  void aPlanNamesAnyoneWhoMayEverBeAsked() {
    ApprovalPlan people = byPeople(level(1, BOB), escalating());
    assertThat(people.names(BOB)).isTrue();
    assertThat(people.names(DAVE)).isTrue();
    assertThat(people.names(MALLORY)).isFalse();

    assertThat(new ByRule("automatic").names(BOB)).isFalse();

    assertThat(brokenGlass(CAROL).names(CAROL)).isTrue();
    assertThat(brokenGlass(CAROL).names(BOB)).isFalse();
  }

  @Test
  void theWorkflowFirstWaitsForTheFirstLevelAndShortlyIfNobodyIsAsked() {
    assertThat(byPeople(level(1, BOB), escalating()).firstWait()).isEqualTo(ANSWER_WITHIN);
    assertThat(byPeople(escalating(), level(1, BOB)).firstWait()).isEqualTo(HOUR);
    assertThat(new ByRule("automatic").firstWait()).isEqualTo(Duration.ofMinutes(5));
    assertThat(brokenGlass(CAROL).firstWait()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void wherePeopleDecideThereAreSome() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByPeople("approval", List.of(), false));
  }

  @Test
  void brokenGlassHasOwnersOnceAndTimeForThem() {
    assertThatIllegalArgumentException().isThrownBy(() -> brokenGlass());
    assertThatIllegalArgumentException().isThrownBy(() -> brokenGlass(CAROL, CAROL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BreakGlass("break-glass", List.of(CAROL), Duration.ZERO, HOUR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BreakGlass("break-glass", List.of(CAROL), HOUR, Duration.ZERO));
  }

  private static ByPeople byPeople(Level... levels) {
    return new ByPeople("approval", List.of(levels), false);
  }

  private static BreakGlass brokenGlass(Person... owners) {
    return new BreakGlass("break-glass", List.of(owners), Duration.ofDays(1), HOUR);
  }

  @Test
  void levelsThatDistinctPeopleCannotFillAreNamed() {
    assertThat(ApprovalPlan.ByPeople.shortLevels(List.of(level(1, BOB), level(1, BOB))))
        .containsExactly(0, 1);
    assertThat(
            ApprovalPlan.ByPeople.shortLevels(
                List.of(level(1, ALICE), level(2, BOB, CAROL), level(1, CAROL, BOB))))
        .containsExactly(1, 2);
    assertThat(
            ApprovalPlan.ByPeople.shortLevels(
                List.of(level(1, BOB, CAROL), level(1, BOB), level(1, CAROL, DAVE))))
        .isEmpty();
    assertThat(
            ApprovalPlan.ByPeople.shortLevels(
                List.of(level(1, BOB), level(1, new Person("bob+x@example.com")))))
        .containsExactly(0, 1);
  }
}
