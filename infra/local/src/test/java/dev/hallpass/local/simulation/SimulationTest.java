package dev.hallpass.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many lives of grants on many bad days, each from one seed.
class SimulationTest {

  private static final int THREADS = 2;

  @Test
  void noHistoryBreaksAPromise() throws InterruptedException, ExecutionException {
    long only = Long.getLong("seed", -1);
    long first = only >= 0 ? only : Long.getLong("first", 1);
    long count = only >= 0 ? 1 : Long.getLong("histories", 250);
    List<String> broken = run(first, count);
    assertThat(broken).as(String.join("\n", broken)).isEmpty();
    if (only >= 0) {
      tell(only);
    }
  }

  private static void tell(long seed) {
    List<String> story;
    try (Transcript transcript = new Transcript()) {
      story = History.of(seed).play(transcript).chronicle();
    }
    story.forEach(System.out::println);
  }

  @Test
  void noSingleFaultInALifeBreaksAPromise() throws InterruptedException, ExecutionException {
    List<History> histories = new ArrayList<>();
    try (Transcript transcript = new Transcript()) {
      for (Move.Kind last : List.of(Move.Kind.RETURN, Move.Kind.CREDENTIALS)) {
        History calm =
            new History(
                4, new Climate(0, 0, Duration.ofSeconds(2)), Move.ofOneLife(last), List.of());
        History.Outcome right = calm.play(transcript);
        for (int call = 1; call <= right.calls(); call++) {
          // A lost answer to a question is a lost question, and so is a crash about it.
          List<Weather.Fate> fates =
              right.writes().contains(call) ? Weather.Fate.bad() : List.of(Weather.Fate.LOST);
          for (Weather.Fate fate : fates) {
            histories.add(calm.with(List.of(new Stroke(call, fate))));
          }
        }
      }
    }
    Iterator<History> each = histories.iterator();
    List<String> broken = run("lives with a single fault", () -> next(each));
    assertThat(broken).as(String.join("\n", broken)).isEmpty();
  }

  @Test
  void aSeedGivesTheSameHistoryEachTime() {
    try (Transcript transcript = new Transcript()) {
      for (long seed = 1; seed <= 10; seed++) {
        assertThat(History.of(seed).play(transcript).chronicle())
            .isEqualTo(History.of(seed).play(transcript).chronicle());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.hallpass.local.simulation.Build#wrong")
  void aMistakeInTheDesignIsFound(Build wrong) {
    Optional<Long> found = Optional.empty();
    try (Transcript transcript = new Transcript()) {
      for (long seed = 1; seed <= 1000 && found.isEmpty(); seed++) {
        if (History.of(seed).play(transcript, wrong).violation().isPresent()) {
          found = Optional.of(seed);
        }
      }
    }
    assertThat(found).as("%s within a thousand histories", wrong).isPresent();
    System.out.printf("figure: %s found in history %d%n", wrong, found.orElseThrow());
  }

  private static Optional<History> next(Iterator<History> each) {
    synchronized (each) {
      return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
  }

  private static List<String> run(long first, long count)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong(first);
    return run(
        "histories",
        () ->
            Optional.of(next.getAndIncrement())
                .filter(seed -> seed < first + count)
                .map(History::of));
  }

  private static List<String> run(String what, Supplier<Optional<History>> next)
      throws InterruptedException, ExecutionException {
    AtomicLong played = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    AtomicLong checks = new AtomicLong();
    long begun = System.nanoTime();
    List<String> broken = new ArrayList<>();
    try (Transcript transcript = new Transcript();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<List<String>> worker =
          () -> {
            List<String> found = new ArrayList<>();
            for (Optional<History> history = next.get();
                history.isPresent();
                history = next.get()) {
              History.Outcome outcome = history.get().play(transcript);
              played.incrementAndGet();
              calls.addAndGet(outcome.calls());
              checks.addAndGet(outcome.checks());
              if (outcome.violation().isPresent()) {
                found.add(told(outcome, transcript));
              }
            }
            return found;
          };
      for (Future<List<String>> one : threads.invokeAll(Collections.nCopies(THREADS, worker))) {
        broken.addAll(one.get());
      }
    }
    System.out.printf(
        "figure: %d %s with %d calls of AWS that could fail, looked at %d times, in %d s: %d broken"
            + " promises%n",
        played.get(),
        what,
        calls.get(),
        checks.get(),
        (System.nanoTime() - begun) / 1_000_000_000L,
        broken.size());
    return broken;
  }

  /// One line that anybody can paste, and the shortest story that breaks the same promise.
  private static String told(History.Outcome outcome, Transcript transcript) {
    String promise = outcome.promise().orElseThrow();
    History.Outcome shortest = outcome.history().shrunk(transcript, promise).play(transcript);
    return """
    %s
    mvn -pl infra/local -am verify -Dtest=SimulationTest#noHistory* -Dsurefire.failIfNoSpecifiedTests=false -Dseed=%d
    %s %s, %d of %d moves:
    %s
    """
        .formatted(
            promise,
            outcome.history().seed(),
            outcome.history().climate(),
            outcome.history().strokes(),
            shortest.history().moves().size(),
            outcome.history().moves().size(),
            String.join("\n", shortest.chronicle()));
  }
}
