package dev.hallpass.authority;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuorumTest {

  private static final Person BOB_TAGGED = new Person("bob+other@example.com");

  @Test
  void eachLevelNeedsItsOwnPeople() {
    assertThat(isReached(yes(0, CAROL), yes(1, DAVE))).isTrue();
    assertThat(isReached(yes(0, CAROL))).isFalse();
    assertThat(isReached(yes(1, CAROL), yes(1, DAVE))).isFalse();
  }

  @Test
  void oneHumanAtTwoLevelsCountsAtNone() {
    assertThat(isReached(yes(0, BOB), yes(1, BOB))).isFalse();
    assertThat(isReached(yes(0, BOB), yes(1, BOB_TAGGED))).isFalse();
    assertThat(isReached(yes(0, BOB), yes(0, CAROL), yes(1, BOB), yes(1, DAVE))).isTrue();
  }

  @Test
  void whoAsksDoesNotCount() {
    Requested byBoth = requested(ALICE, level(1, ALICE, BOB));

    assertThat(Quorum.isReached(List.of(yes(0, ALICE)), byBoth)).isFalse();
    assertThat(Quorum.isReached(List.of(yes(0, BOB)), byBoth)).isTrue();
  }

  private static boolean isReached(Approved... yeses) {
    return Quorum.isReached(
        List.of(yeses), requested(ALICE, level(1, BOB, CAROL), level(1, BOB, BOB_TAGGED, DAVE)));
  }

  private static Approved yes(int level, Person approver) {
    return new Approved(level, approver, POLICY_HASH, Channel.SIGNED, Optional.empty());
  }
}
