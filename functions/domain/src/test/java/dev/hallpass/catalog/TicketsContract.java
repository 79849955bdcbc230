package dev.hallpass.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every tracker of tickets keeps to.
public abstract class TicketsContract {

  /// A tracker in which these tickets are open and no others.
  protected abstract Tickets with(String... open);

  @Test
  void aTicketThatWasOpenedIsOpen() {
    assertThat(with("INC-1", "INC-2").isOpen("INC-2")).isTrue();
  }

  @Test
  void aTicketThatNobodyOpenedIsNot() {
    assertThat(with("INC-1").isOpen("INC-2")).isFalse();
  }

  @Test
  void aTicketIsNotOpenBecauseItsBeginningIs() {
    assertThat(with("INC-1").isOpen("INC-11")).isFalse();
    assertThat(with("INC-11").isOpen("INC-1")).isFalse();
    assertThat(with("INC-1").isOpen("inc-1")).isFalse();
  }
}
