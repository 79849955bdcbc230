package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
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
    assertThat(afterApproval(startingAt(START))).contains(START.plus(Duration.ofMinutes(2)));
    assertThat(afterApproval(startingAt(NOON.minusSeconds(1))))
        .contains(NOON.plus(Duration.ofMinutes(2)));
  }

  @Test
  void whatLeavesNothingToDoIsNotDue() {
    History empty = History.of(new GrantId("grant-" + "0".repeat(32)));

    assertThat(Due.after(empty, new GrantEvent.Lapsed(0), NOON)).isEmpty();
    assertThat(Due.after(empty, new GrantEvent.EndNeared(), NOON)).isEmpty();
  }

  private static Optional<Instant> afterApproval(GrantEvent.Requested request) {
    var ledger = new InMemoryLedger();
    History empty = ledger.read(new GrantId("grant-" + "0".repeat(32)));
    History asked = empty.with(ledger.append(empty, request, NOON).orElseThrow());
    return Due.after(asked, approved(0, BOB), NOON).map(Due::at);
  }

  private static GrantEvent.Requested startingAt(Instant start) {
    GrantEvent.Requested request = requested();
    return new GrantEvent.Requested(
        request.requester(),
        request.entitlement(),
        request.title(),
        request.parameters(),
        request.justification(),
        request.ticket(),
        request.duration(),
        Optional.of(start),
        request.extensionOf(),
        request.plan(),
        request.role(),
        request.policy(),
        request.policyHash());
  }
}
