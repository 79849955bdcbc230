package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.startingAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final Instant START = NOON.plus(Duration.ofHours(3));

  @Test
  void afterTheLastYesTheAccessIsToBeginSoon() {
    assertThat(afterApproval(requested())).contains(NOON.plus(Duration.ofMinutes(2)));
  }

  @Test
  void whatIsToBeginLaterIsDueLater() {
    assertThat(afterApproval(startingAt(START, requested())))
        .contains(START.plus(Duration.ofMinutes(2)));
    assertThat(afterApproval(startingAt(NOON.minusSeconds(1), requested())))
        .contains(NOON.plus(Duration.ofMinutes(2)));
  }

  @Test
  void whatLeavesNothingToDoIsNotDue() {
    History empty = History.of(UNKNOWN);

    assertThat(Due.after(empty, new GrantEvent.Lapsed(0), NOON)).isEmpty();
    assertThat(Due.after(empty, new GrantEvent.EndNeared(), NOON)).isEmpty();
  }

  private static Optional<Instant> afterApproval(GrantEvent.Requested request) {
    var ledger = new InMemoryLedger();
    History empty = ledger.read(UNKNOWN);
    History asked = empty.with(ledger.append(empty, request, NOON).orElseThrow());
    return Due.after(asked, approved(0, BOB), NOON).map(Due::at);
  }
}
