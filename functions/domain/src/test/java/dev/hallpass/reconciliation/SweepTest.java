package dev.hallpass.reconciliation;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Four hundred things, and time for twenty of them in each pass.
class SweepTest {

  private static final List<Integer> ALL = IntStream.range(0, 400).boxed().toList();
  private static final int IN_A_PASS = 20;

  private final InMemoryTelemetry log = new InMemoryTelemetry();
  private final List<Integer> looked = new ArrayList<>();
  private Sweep<Integer> sweep = new Sweep<>("things", NOON);

  @Test
  void aPassGoesOnWithWhatTheLastOneLeft() {
    for (int pass = 0; pass < 19; pass++) {
      assertThat(pass()).isFalse();
    }

    assertThat(pass()).isTrue();
    assertThat(looked).hasSize(400).containsAll(ALL);
  }

  @Test
  void whatIsNewIsPartOfTheRound() {
    pass();

    List<Integer> more = List.of(400, 401);
    goOn(more);

    assertThat(looked).hasSize(IN_A_PASS + 2).containsAll(more);
  }

  @Test
  void theNextRoundLooksAtAllOfThemAgain() {
    goOn(List.of(1, 2));
    goOn(List.of(1, 2));

    assertThat(looked).containsExactlyInAnyOrder(1, 2, 1, 2);
    assertThat(sweep.isAtItsStart()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 10, 60})
  void coldStartsKeepNoneOfThemFromBeingLookedAt(int everySoManyMinutes) {
    int passes = 0;
    Set<Integer> missing = new HashSet<>(ALL);
    while (!missing.isEmpty()) {
      if (passes % everySoManyMinutes == 0) {
        sweep = new Sweep<>("things", NOON.plus(Duration.ofMinutes(passes)));
      }
      pass();
      looked.forEach(missing::remove);
      assertThat(++passes).isLessThan(60);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 60, 400, 1440})
  void soItIsWhenTheyComeAtRegularTimesAndNothingBetweenThem(int minutes) {
    int starts = 0;
    Set<Integer> missing = new HashSet<>(ALL);
    while (!missing.isEmpty()) {
      sweep = new Sweep<>("things", NOON.plus(Duration.ofMinutes((long) minutes * starts)));
      pass();
      looked.forEach(missing::remove);
      assertThat(++starts).isLessThan(100);
    }
  }

  @Test
  void whereItStoppedIsSaid() {
    pass();
    assertThat(log.lines())
        .containsExactly("20 things were looked at; the next pass goes on with the other 380");

    pass();
    assertThat(log.lines())
        .contains("20 things were looked at; the next pass goes on with the other 360");
  }

  @Test
  void aRoundThatCameToItsEndSaysNothing() {
    goOn(List.of(1, 2, 3));

    assertThat(log.lines()).isEmpty();
  }

  private boolean pass() {
    return goOn(ALL);
  }

  private boolean goOn(List<Integer> all) {
    int before = looked.size();
    // A second for each of them, and twenty in reserve.
    Pass pass =
        Pass.begin(
            () -> Duration.ofSeconds(20 + IN_A_PASS).minusSeconds(looked.size() - before), log);
    return sweep.goOn(all, looked::add, pass);
  }
}
