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

import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Levels whose approvers are people and the members of groups.
class LevelByGroupTest {

  private static final GroupName TEAM = new GroupName("platform-team");
  private static final GroupName LEADS = new GroupName("leads");
  private static final Level CATALOGUED =
      new Level(
          List.of(CAROL),
          List.of(TEAM),
          2,
          ANSWER_WITHIN,
          Optional.empty(),
          Optional.of(new Escalation(HOUR, List.of(DAVE), Escalation.Mode.JOIN)));

  @Test
  void membersAreApproversBesideThePeopleAndTheGroupKeepsItsName() {
    Level level = CATALOGUED.with(_ -> List.of(BOB, CAROL, BOB, DAVE));

    assertThat(level.approvers()).containsExactly(CAROL, BOB);
    assertThat(level.groups()).containsExactly(TEAM);
    assertThat(level.everybody()).containsExactly(CAROL, BOB, DAVE);
  }

  @Test
  void untilItsMembersAreKnownItCanReachNoQuorum() {
    Level alone =
        new Level(List.of(), List.of(TEAM), 1, ANSWER_WITHIN, Optional.empty(), Optional.empty());
    assertThat(alone.worksWithout(ALICE)).isFalse();
    assertThat(alone.with(_ -> List.of(ALICE)).worksWithout(ALICE)).isFalse();
    assertThat(alone.with(_ -> List.of(BOB)).worksWithout(ALICE)).isTrue();
  }

  @Test
  void aRequestIsMadeFromTheLevelOfTheCatalogueWhoeverWasAMember() {
    assertThat(CATALOGUED.with(_ -> List.of(BOB)).isMadeFrom(CATALOGUED)).isTrue();
    assertThat(CATALOGUED.with(_ -> List.of(MALLORY, BOB)).isMadeFrom(CATALOGUED)).isTrue();
    assertThat(level(1, BOB).isMadeFrom(level(1, BOB))).isTrue();
  }

  @Test
  void anotherLevelIsNotMadeFromIt() {
    Level made = CATALOGUED.with(_ -> List.of(BOB));

    assertThat(level(1, BOB).isMadeFrom(level(1, CAROL))).isFalse();
    assertThat(with(made, List.of(BOB)).isMadeFrom(CATALOGUED)).isFalse();
    assertThat(made.isMadeFrom(level(1, CAROL))).isFalse();
    assertThat(
            new Level(
                    made.approvers(),
                    List.of(new GroupName("others")),
                    2,
                    ANSWER_WITHIN,
                    Optional.empty(),
                    made.escalation())
                .isMadeFrom(CATALOGUED))
        .isFalse();
    assertThat(
            new Level(
                    made.approvers(),
                    made.groups(),
                    1,
                    ANSWER_WITHIN,
                    Optional.empty(),
                    made.escalation())
                .isMadeFrom(CATALOGUED))
        .isFalse();
  }

  @Test
  void membersOfTheGroupsOfAnEscalationAreAskedAfterItAndNotBefore() {
    Level catalogued = escalatedTo(List.of(DAVE), Escalation.Mode.TAKE_OVER);

    Level level =
        catalogued.with(group -> group.equals(LEADS) ? List.of(BOB, CAROL) : List.of(BOB, MALLORY));

    // Carol is named before, and Bob is one of those who are asked later.
    assertThat(level.approvers()).containsExactly(CAROL, MALLORY);
    assertThat(level.escalation().orElseThrow().people()).containsExactly(DAVE, BOB);
    assertThat(level.escalation().orElseThrow().groups()).containsExactly(LEADS);
    assertThat(level.isMadeFrom(catalogued)).isTrue();
    assertThat(level.asksGroups()).isTrue();
  }

  @Test
  void anEscalationWithAnotherGroupOrWithoutThePeopleWhoAreNamedIsNotMadeFromIt() {
    Level catalogued = escalatedTo(List.of(DAVE), Escalation.Mode.JOIN);

    assertThat(catalogued.with(_ -> List.of(BOB)).isMadeFrom(CATALOGUED)).isFalse();
    assertThat(
            escalatedTo(List.of(MALLORY), Escalation.Mode.JOIN)
                .with(_ -> List.of(BOB))
                .isMadeFrom(catalogued))
        .isFalse();
    assertThat(
            escalatedTo(List.of(DAVE), Escalation.Mode.TAKE_OVER)
                .with(_ -> List.of(BOB))
                .isMadeFrom(catalogued))
        .isFalse();
  }

  private static Level escalatedTo(List<Person> people, Escalation.Mode mode) {
    return new Level(
        List.of(CAROL),
        List.of(TEAM),
        1,
        ANSWER_WITHIN,
        Optional.empty(),
        Optional.of(new Escalation(HOUR, people, List.of(LEADS), mode)));
  }

  @Test
  void aReviewByAGroupKeepsItsMembersAsOwners() {
    var catalogued = new Review(List.of(DAVE), List.of(LEADS), HOUR, HOUR);
    Review review = catalogued.with(_ -> List.of(BOB, DAVE));

    assertThat(review.owners()).containsExactly(DAVE, BOB);
    assertThat(review.isMadeFrom(catalogued)).isTrue();
    assertThat(new Review(List.of(BOB), List.of(LEADS), HOUR, HOUR).isMadeFrom(catalogued))
        .isFalse();
    assertThat(review.isMadeFrom(new Review(List.of(DAVE), HOUR, HOUR))).isFalse();
  }

  @Test
  void aDutyIsNoGroupOfTheSameName() {
    Level made = CATALOGUED.with(_ -> List.of(BOB));
    Level byDuty =
        new Level(
            made.approvers(),
            List.of(new DutyName("platform-team")),
            2,
            ANSWER_WITHIN,
            Optional.empty(),
            made.escalation());

    assertThat(byDuty.isMadeFrom(CATALOGUED)).isFalse();
    assertThat(made.isMadeFrom(byDuty)).isFalse();
  }

  @Test
  void aQuorumOfNobodyIsRefusedThereToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Level(
                List.of(), List.of(TEAM), 0, ANSWER_WITHIN, Optional.empty(), Optional.empty()));
  }

  private static Level with(Level level, List<Person> approvers) {
    return new Level(
        approvers,
        level.groups(),
        level.quorum(),
        level.answerWithin(),
        level.remindAfter(),
        level.escalation());
  }
}
