package dev.hallpass.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.port.OutcomeUnknown;
import org.junit.jupiter.api.Test;

/// What all doorbells keep to.
public abstract class DoorbellsContract {

  /// Those at one of which somebody waits.
  protected abstract Doorbells doorbells();

  /// The doorbell at which somebody waits.
  protected abstract Doorbell hung();

  /// Whether who waits was woken.
  protected abstract boolean isAwake();

  /// Lets the next call have no answer and no effect.
  protected abstract void loseNextCall();

  @Test
  void nobodyWakesWithoutARing() {
    assertThat(isAwake()).isFalse();
  }

  @Test
  void aRingWakesWhoWaitsAndASecondChangesNothing() {
    doorbells().ring(hung());
    doorbells().ring(hung());

    assertThat(isAwake()).isTrue();
  }

  @Test
  void aDoorbellThatNobodyHungWakesNobody() {
    doorbells().ring(new Doorbell("no token at all"));

    assertThat(isAwake()).isFalse();
  }

  @Test
  void aLostRingIsUnknownAndCanBeRepeated() {
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> doorbells().ring(hung()))
        .satisfies(lost -> assertThat(lost).hasMessageNotContaining(hung().token()));
    assertThat(isAwake()).isFalse();

    doorbells().ring(hung());
    assertThat(isAwake()).isTrue();
  }
}
