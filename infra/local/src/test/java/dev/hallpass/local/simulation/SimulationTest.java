package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.figures.Figures;
import dev.hallpass.handlers.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many histories of grants with many faults, each from one seed.
@Tag("simulation")
class SimulationTest {

  private static final int THREADS = 2;

  private static final long SEEDS_OF_A_COMMIT = 10_000;
  private static final int COMMITS = 1_000_000;

  private static final int ENOUGH_TO_FIND_A_MISTAKE = 1000;

  /// So many broken promises are told of.
  private static final int ENOUGH = 5;

  @Test
  void noHistoryBreaksAPromise() throws InterruptedException, ExecutionException {
    long only = Long.getLong("seed", -1);
    long first = only >= 0 ? only : Long.getLong("first", firstOfThisCommit());
    long count = only >= 0 ? 1 : Long.getLong("histories", 150);
    List<String> broken = run(first, count);
    assertThat(broken).as(String.join("\n", broken)).isEmpty();
    if (only >= 0) {
      tell(SimulatedHistory.of(only));
    }
  }

  /// Each commit begins elsewhere, so that every one tries histories that no other tried.
  private static long firstOfThisCommit() {
    return 1 + SEEDS_OF_A_COMMIT * Math.floorMod(Commit.ofThisBuild().hashCode(), COMMITS);
  }

  private static void tell(SimulatedHistory history) {
    List<String> story;
    try (Transcript transcript = new Transcript()) {
      story = history.play(transcript).eventLog();
    }
    story.forEach(System.out::println);
  }

  /// All of them, or the one that somebody wants to see again.
  @Test
  void noSingleFaultInAScenarioBreaksAPromise() throws InterruptedException, ExecutionException {
    Optional<SimulatedHistory> only =
        Optional.ofNullable(System.getProperty("scenario"))
            .map(scenario ->
                Scenario.valueOf(scenario)
                    .on(Long.getLong("day", 0))
                    .with(
                        Stream.of(System.getProperty("faults", "").split(",", -1))
                            .map(InjectedFault::parse)
                            .toList()));
    int days = Integer.getInteger("days", 1);
    int step = Integer.getInteger("faults.step", 1);
    List<String> broken =
        runScenarios(
            only.isPresent()
                ? "scenarios"
                : "scenarios with a single fault, days: %d, one in %d of all,"
                    .formatted(days, step),
            scenarios -> only.map(Stream::of).orElseGet(() -> scenarios.withOneFault(days, step)));
    assertThat(broken).as(String.join("\n", broken)).isEmpty();
    only.ifPresent(SimulationTest::tell);
  }

  @Test
  void noTwoFaultsInAScenarioBreakAPromise() throws InterruptedException, ExecutionException {
    int step = Integer.getInteger("pairs.step", 30);
    List<String> broken =
        runScenarios(
            "scenarios with two faults, one in %d of all".formatted(step * step),
            scenarios -> scenarios.withTwoFaults(step));
    assertThat(broken).as(String.join("\n", broken)).isEmpty();
  }

  private static List<String> runScenarios(
      String what, Function<Scenarios, Stream<SimulatedHistory>> scenarios)
      throws InterruptedException, ExecutionException {
    try (Transcript transcript = new Transcript()) {
      Iterator<SimulatedHistory> each = scenarios.apply(new Scenarios(transcript)).iterator();
      return run(what, transcript, () -> next(each));
    }
  }

  @Test
  void aSeedGivesTheSameHistoryEachTimeAndInEachJvm() throws IOException {
    String once;
    String again;
    try (Transcript transcript = new Transcript()) {
      once = HistoryPrinter.of(1, 10, transcript);
      again = HistoryPrinter.of(1, 10, transcript);
    }
    Process elsewhere =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                HistoryPrinter.class.getName(),
                "1",
                "10")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(elsewhere.getInputStream().readAllBytes(), UTF_8);

    assertThat(again).isEqualTo(once);
    assertThat(told).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("dev.hallpass.local.simulation.Mutant#wrong")
  void aMistakeInTheDesignIsFound(Mutant wrong) {
    Optional<Long> found = Optional.empty();
    try (Transcript transcript = new Transcript()) {
      for (long seed = 1; seed <= ENOUGH_TO_FIND_A_MISTAKE && found.isEmpty(); seed++) {
        SimulatedHistory history = wrong.history(seed);
        if (history.play(transcript, wrong).violation().isPresent()) {
          found = Optional.of(seed);
        }
      }
    }
    assertThat(found).as("%s within %d histories", wrong, ENOUGH_TO_FIND_A_MISTAKE).isPresent();
    Figures.note("%s found in history %d", wrong, found.orElseThrow());
  }

  @Test
  void aBrokenPromiseIsToldWithLessThanBrokeIt() {
    try (Transcript transcript = new Transcript()) {
      SimulatedHistory whole = SimulatedHistory.of(9);
      SimulatedHistory.Played broken = whole.play(transcript, Mutant.EFFECT_BEFORE_INTENT);

      SimulatedHistory least = whole.shrunk(transcript, broken, Mutant.EFFECT_BEFORE_INTENT);

      assertThat(least.play(transcript, Mutant.EFFECT_BEFORE_INTENT).promise())
          .isEqualTo(broken.promise())
          .isPresent();
      assertThat(least.moves()).hasSizeLessThan(whole.moves().size() / 2);
      assertThat(least.faults()).hasSizeLessThanOrEqualTo(broken.faults().size());
      assertThat(least.profile().perThousand()).isZero();
    }
  }

  private static Optional<SimulatedHistory> next(Iterator<SimulatedHistory> each) {
    synchronized (each) {
      return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
  }

  private static List<String> run(long first, long count)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong(first);
    try (Transcript transcript = new Transcript()) {
      return run(
          "histories from seed %d on".formatted(first),
          transcript,
          () ->
              Optional.of(next.getAndIncrement())
                  .filter(seed -> seed < first + count)
                  .map(SimulatedHistory::of));
    }
  }

  private static List<String> run(
      String what, Transcript transcript, Supplier<Optional<SimulatedHistory>> next)
      throws InterruptedException, ExecutionException {
    AtomicLong played = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    AtomicLong faults = new AtomicLong();
    AtomicLong checks = new AtomicLong();
    Queue<String> broken = new ConcurrentLinkedQueue<>();
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<Boolean> worker =
          () -> {
            for (Optional<SimulatedHistory> history = next.get();
                history.isPresent() && broken.size() < ENOUGH;
                history = next.get()) {
              SimulatedHistory.Played outcome = history.get().play(transcript);
              long soFar = played.incrementAndGet();
              calls.addAndGet(outcome.calls().size());
              faults.addAndGet(outcome.faults().size());
              checks.addAndGet(outcome.checks());
              if (outcome.violation().isPresent()) {
                broken.add(told(outcome, transcript));
              }
              if (soFar % 50_000 == 0) {
                transcript.tell(
                    "%d %s so far, %d broken promises".formatted(soFar, what, broken.size()));
              }
            }
            return true;
          };
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(THREADS, worker))) {
        one.get();
      }
    }
    Figures.note(
        "%d %s with %d faults in %d calls of AWS, looked at %d times, in %d s: %d broken promises",
        played.get(),
        what,
        faults.get(),
        calls.get(),
        checks.get(),
        (System.nanoTime() - begun) / 1_000_000_000L,
        broken.size());
    return List.copyOf(broken);
  }

  /// One line that anybody can paste, and the shortest story that breaks the same promise.
  private static String told(SimulatedHistory.Played outcome, Transcript transcript) {
    SimulatedHistory whole = outcome.history();
    SimulatedHistory.Played shortest =
        whole.shrunk(transcript, outcome, Mutant.RIGHT).play(transcript);
    return """
    %s
    mvn -pl infra/local -am verify -Dsurefire.failIfNoSpecifiedTests=false %s
    %d of %d moves and %d of %d faults break it, with %s:
    %s
    """
        .formatted(
            outcome.promise().orElseThrow(),
            again(whole),
            shortest.history().moves().size(),
            whole.moves().size(),
            shortest.faults().size(),
            outcome.faults().size(),
            shortest.history().profile(),
            String.join("\n", shortest.eventLog()));
  }

  private static String again(SimulatedHistory history) {
    if (history.faults().isEmpty()) {
      return "-Dtest=SimulationTest#noHistory* -Dseed=%d".formatted(history.seed());
    }
    Scenario scenario = Scenario.of(history);
    return "-Dtest=SimulationTest#noSingle* -Dscenario=%s -Dday=%d '-Dfaults=%s'"
        .formatted(
            scenario,
            scenario.day(history),
            history.faults().stream()
                .map(InjectedFault::toString)
                .collect(Collectors.joining(",")));
  }
}
