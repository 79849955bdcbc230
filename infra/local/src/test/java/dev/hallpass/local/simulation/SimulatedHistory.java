package dev.hallpass.local.simulation;

import dev.hallpass.local.simulation.NetworkFaults.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// One history: what happens in a world that begins from a seed, until it has healed and settled.
///
/// @param moves what is done in it; by itself all that the seed says
/// @param faults what goes wrong in it besides what the profile says
record SimulatedHistory(
    long seed, FaultProfile profile, List<Operation> moves, List<InjectedFault> faults) {

  private static final Duration SLICE = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofHours(12);

  /// What lands late lands within five minutes, and comes to the log within five more.
  private static final Duration TO_BE_LOGGED = Duration.ofMinutes(11);

  private static final int LOGGED = 8;

  SimulatedHistory {
    moves = List.copyOf(moves);
    faults = List.copyOf(faults);
  }

  /// What the seed says.
  static SimulatedHistory of(long seed) {
    return of(seed, Operation::drawn);
  }

  /// What a seed says of a day on which checkpoints are signed.
  static SimulatedHistory logged(long seed) {
    return of(seed * LOGGED);
  }

  /// What the seed says of a day on which people do other things than usual.
  static SimulatedHistory of(long seed, Function<Random, List<Operation>> moves) {
    Random random = new Random(seed);
    return new SimulatedHistory(seed, FaultProfile.drawn(random), moves.apply(random), List.of());
  }

  /// Whether checkpoints are signed beside. Only some days have it, because it happens all day.
  boolean isLogged() {
    return seed % LOGGED == 0;
  }

  /// The same moves on a day on which only this goes wrong.
  SimulatedHistory with(List<InjectedFault> faults) {
    return new SimulatedHistory(seed, profile, moves, faults);
  }

  /// Lets it happen.
  ///
  /// @param transcript what functions print is taken from
  Played play(Transcript transcript) {
    return play(transcript, Mutant.RIGHT);
  }

  /// Lets it happen to the system with a mistake in it.
  Played play(Transcript transcript, Mutant mutant) {
    String _ = transcript.take();
    Staleness staleness = new Staleness(seed, profile);
    try (World world = new World(seed, profile.propagation(), staleness, mutant, isLogged())) {
      EventLog eventLog = new EventLog(world.timeline());
      Checker checker = new Checker(world, profile, profile.isCalm() && faults.isEmpty());
      LogCheck log = new LogCheck(world);
      NetworkFaults network = new NetworkFaults(world, staleness, checker, log, eventLog, this);
      Optional<Violation> violation = Optional.empty();
      try {
        world.pass(profile.propagation().plusSeconds(5));
        world.system().connectBy(network);
        happen(world, eventLog, checker, network);
        if (isLogged()) {
          pass(world, checker, TO_BE_LOGGED, SLICE);
          log.requireWhole();
        }
        checker.checkRecords(transcript.take());
      } catch (Violation found) {
        eventLog.note("VIOLATION " + found.getMessage());
        violation = Optional.of(found);
      }
      return new Played(
          this, violation, eventLog.lines(), network.calls(), network.faults(), checker.checks());
    }
  }

  private void happen(World world, EventLog eventLog, Checker checker, NetworkFaults network) {
    Workload workload = new Workload(world, checker, eventLog);
    for (Operation move : moves) {
      pass(world, checker, move.pause(), SLICE);
      workload.make(move);
      checker.check();
    }
    network.clear();
    eventLog.note("the world heals");
    // Who waits for answers waits for hours.
    if (seed % 10 != 0) {
      workload.tidyUp();
    }
    Instant end = world.now().plus(PATIENCE);
    for (Optional<String> left = checker.unsettled();
        left.isPresent();
        left = checker.unsettled()) {
      if (world.now().isAfter(end)) {
        throw new Violation("Twelve hours after the world has healed there is " + left.get());
      }
      pass(world, checker, REST, REST);
    }
  }

  private static void pass(World world, Checker checker, Duration time, Duration slice) {
    Instant end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      Duration left = Duration.between(world.now(), end);
      world.pass(left.compareTo(slice) < 0 ? left : slice);
      checker.check();
    }
  }

  /// The same history with the least that breaks the same promise.
  ///
  /// @param outcome what became of this one
  SimulatedHistory shrunk(Transcript transcript, Played outcome, Mutant mutant) {
    String promise = outcome.promise().orElseThrow();
    Predicate<SimulatedHistory> breaks =
        history -> history.play(transcript, mutant).breaks(promise);
    // What went wrong by chance, as if somebody had planned it.
    SimulatedHistory told =
        new SimulatedHistory(seed, profile.withoutFaults(), moves, outcome.faults());
    SimulatedHistory smallest = breaks.test(told) ? told : this;
    smallest = smallest.withFewest(smallest.moves(), SimulatedHistory::withMoves, breaks);
    smallest = smallest.withFewest(smallest.faults(), SimulatedHistory::with, breaks);
    for (int i = 0; i < smallest.profile().milder().size(); i++) {
      SimulatedHistory milder = smallest.in(smallest.profile().milder().get(i));
      smallest = breaks.test(milder) ? milder : smallest;
    }
    return smallest.withFewest(smallest.moves(), SimulatedHistory::withMoves, breaks);
  }

  private <T> SimulatedHistory withFewest(
      List<T> all,
      BiFunction<SimulatedHistory, List<T>, SimulatedHistory> having,
      Predicate<SimulatedHistory> breaks) {
    SimulatedHistory smallest = this;
    List<T> left = all;
    for (int size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < left.size(); ) {
        List<T> fewer = new ArrayList<>(left.subList(0, from));
        fewer.addAll(left.subList(Math.min(left.size(), from + size), left.size()));
        SimulatedHistory smaller = having.apply(smallest, fewer);
        if (breaks.test(smaller)) {
          smallest = smaller;
          left = fewer;
        } else {
          from += size;
        }
      }
    }
    return smallest;
  }

  private SimulatedHistory withMoves(List<Operation> other) {
    return new SimulatedHistory(seed, profile, other, faults);
  }

  private SimulatedHistory in(FaultProfile other) {
    return new SimulatedHistory(seed, other, moves, faults);
  }

  /// What became of a history.
  ///
  /// @param eventLog one line for each event
  /// @param calls of AWS, until the world healed
  /// @param faults what went wrong with them
  record Played(
      SimulatedHistory history,
      Optional<Violation> violation,
      List<String> eventLog,
      List<Call> calls,
      List<InjectedFault> faults,
      int checks) {
    Played {
      calls = List.copyOf(calls);
      faults = List.copyOf(faults);
      eventLog = List.copyOf(eventLog);
    }

    /// The violation without the grants it speaks of, which are others in a smaller history.
    Optional<String> promise() {
      return violation.map(found ->
          Optional.ofNullable(found.getMessage())
              .orElse("")
              .replaceAll("grant-[0-9a-f]{32}", "a grant")
              .replaceAll(" \\[.*]", ""));
    }

    boolean breaks(String promise) {
      return promise().filter(promise::equals).isPresent();
    }
  }
}
