package dev.hallpass.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all buses keep to.
public abstract class BusContract {

  protected static final BusEvent EVENT =
      new BusEvent(
          "approved", Instant.parse("2026-11-23T09:04:31.480Z"), "{\"justification\":\"why\"}");

  /// One that has taken nothing.
  protected abstract Bus bus();

  /// The details of the events that were taken, oldest first.
  protected abstract List<String> details();

  /// Lets the next call have no answer and no effect.
  protected abstract void loseNextCall();

  @Test
  void anEventIsTakenAsOftenAsItIsPut() {
    bus().put(EVENT);
    bus().put(EVENT);

    assertThat(details()).containsExactly(EVENT.detail(), EVENT.detail());
  }

  @Test
  void anEventThatWasNotTakenIsNotClaimedAndSaysNothingOfItsContent() {
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> bus().put(EVENT))
        .satisfies(lost -> assertThat(lost).hasMessageNotContaining("why"));
    assertThat(details()).isEmpty();
  }
}
