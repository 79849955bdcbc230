package dev.hallpass.emulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualTimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final VirtualTimeline timeline = new VirtualTimeline(START);
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunInTheOrderOfTheirInstantsAndThenOfTheirHandingIn() {
    timeline.schedule(START.plusSeconds(2), () -> ran.add("late"));
    timeline.schedule(START.plusSeconds(1), () -> ran.add("first"));
    timeline.schedule(START.plusSeconds(1), () -> ran.add("second"));
    timeline.runUntilIdle();
    assertThat(ran).containsExactly("first", "second", "late");
    assertThat(timeline.instant()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void advancingLeavesTheClockAtTheEndAndLaterTasksWaiting() {
    timeline.schedule(START.plusSeconds(1), () -> ran.add("due"));
    timeline.schedule(START.plusSeconds(9), () -> ran.add("later"));
    timeline.advance(Duration.ofSeconds(5));
    assertThat(ran).containsExactly("due");
    assertThat(timeline.instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void aTaskForThePastRunsNowAndTheClockNeverGoesBack() {
    timeline.schedule(START.minusSeconds(60), () -> ran.add("overdue"));
    timeline.runUntil(START);
    assertThat(ran).containsExactly("overdue");
    assertThat(timeline.instant()).isEqualTo(START);
  }

  @Test
  void aCancelledTaskNeitherRunsNorMovesTheClock() {
    timeline.schedule(START.plusSeconds(1), () -> ran.add("cancelled")).cancel();
    timeline.runUntilIdle();
    assertThat(ran).isEmpty();
    assertThat(timeline.instant()).isEqualTo(START);
  }

  @Test
  void whatATaskSubmitsRunsAfterItAtTheSameInstant() {
    timeline.submit(() -> {
      timeline.submit(() -> ran.add("inner"));
      ran.add("outer");
    });
    timeline.runUntilIdle();
    assertThat(ran).containsExactly("outer", "inner");
  }

  @Test
  void aTaskCannotMoveItsOwnClock() {
    timeline.submit(timeline::runUntilIdle);
    assertThatIllegalStateException().isThrownBy(timeline::runUntilIdle);
  }
}
