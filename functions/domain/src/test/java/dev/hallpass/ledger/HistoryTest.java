package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void whatWasNeverOpenedNorIsOverHasNoEnd() {
    assertThat(after(requested(), approved(0, BOB)).end()).isEmpty();
  }

  @Test
  void theEndIsAsPlannedUnlessItCameBefore() {
    assertThat(after(requested(), approved(0, BOB), planned(), activated()).end()).contains(EXPIRY);
    assertThat(after(requested(), approved(0, BOB), planned(), new GrantEvent.Failed("x")).end())
        .contains(minute(3));
  }

  @Test
  void anEndThatIsRecordedLateIsAsPlanned() {
    History history = after(requested(), approved(0, BOB), planned(), activated());
    Instant late = EXPIRY.plus(Duration.ofHours(1));

    assertThat(append(history, new GrantEvent.Ended(GrantEvent.Cause.EXPIRED), late).end())
        .contains(EXPIRY);
  }

  @Test
  void aRequestThatCameToNothingEndedThen() {
    assertThat(after(requested(), new GrantEvent.Lapsed(0)).end()).contains(minute(1));
  }

  /// A history of one event a minute.
  private static History after(GrantEvent... events) {
    History history = new History(GRANT, List.of());
    for (GrantEvent event : events) {
      history = append(history, event, minute(history.next()));
    }
    return history;
  }

  private static History append(History history, GrantEvent event, Instant at) {
    return history.with(new InMemoryLedger().append(history, event, at).orElseThrow());
  }

  private static Instant minute(int number) {
    return NOON.plus(Duration.ofMinutes(number));
  }
}
