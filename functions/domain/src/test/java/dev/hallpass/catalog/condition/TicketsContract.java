package dev.hallpass.catalog.condition;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.EntitlementId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every tracker of tickets keeps to.
public abstract class TicketsContract {

  /// What is open in the tracker.
  protected static final Ticket TICKET =
      new Ticket(
          Set.of(ALICE, BOB),
          Set.of(new EntitlementId("read-things"), new EntitlementId("read-log-group")),
          Instant.parse("2026-11-30T18:00:00Z"));

  /// A tracker in which these tickets are open as [#TICKET] is, and no others.
  protected abstract Tickets with(String... open);

  @Test
  void aTicketThatWasOpenedIsOpen() {
    assertThat(with("INC-1", "INC-2").find("INC-2")).contains(TICKET);
  }

  @Test
  void aTicketThatNobodyOpenedIsNot() {
    assertThat(with("INC-1").find("INC-2")).isEmpty();
  }

  @Test
  void aTicketIsNotOpenBecauseItsBeginningIs() {
    assertThat(with("INC-1").find("INC-11")).isEmpty();
    assertThat(with("INC-11").find("INC-1")).isEmpty();
    assertThat(with("INC-1").find("inc-1")).isEmpty();
  }
}
