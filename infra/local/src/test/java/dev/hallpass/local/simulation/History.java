package dev.hallpass.local.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One history: what happens in a world that begins from a seed, until it has healed and settled.
///
/// @param moves what is done in it; by itself all that the seed says
/// @param strokes what goes wrong in it besides what the climate says
record History(long seed, Climate climate, List<Move> moves, List<Stroke> strokes) {

  private static final Duration SLICE = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofHours(12);

  History {
    moves = List.copyOf(moves);
    strokes = List.copyOf(strokes);
  }

  /// What the seed says.
  static History of(long seed) {
    Random random = new Random(seed);
    return new History(seed, Climate.drawn(random), Move.drawn(random), List.of());
  }

  /// The same moves on a day on which only this goes wrong.
  History with(List<Stroke> strokes) {
    return new History(seed, climate, moves, strokes);
  }

  /// Lets it happen.
  ///
  /// @param transcript what functions print is taken from
  Outcome play(Transcript transcript) {
    return play(transcript, Build.RIGHT);
  }

  /// Lets it happen to another build of the system.
  Outcome play(Transcript transcript, Build build) {
    String _ = transcript.take();
    try (World world = new World(seed, climate.propagation(), build)) {
      Chronicle chronicle = new Chronicle(world.timeline());
      Checker checker =
          new Checker(world, climate.propagation(), climate.isCalm() && strokes.isEmpty());
      Weather weather = new Weather(world, checker, chronicle, this);
      Optional<Violation> violation = Optional.empty();
      try {
        world.pass(climate.propagation().plusSeconds(5));
        world.system().connectBy(weather);
        happen(world, chronicle, checker, weather);
        checker.checkSecrets(transcript.take());
      } catch (Violation found) {
        chronicle.note("VIOLATION " + found.getMessage());
        violation = Optional.of(found);
      }
      return new Outcome(
          this, violation, chronicle.lines(), weather.calls(), weather.writes(), checker.checks());
    }
  }

  private void happen(World world, Chronicle chronicle, Checker checker, Weather weather) {
    Play play = new Play(world, checker, chronicle);
    for (Move move : moves) {
      pass(world, checker, move.pause(), SLICE);
      play.make(move);
      checker.check();
    }
    weather.clear();
    chronicle.note("the world heals");
    if (seed % 4 != 0) {
      play.tidyUp();
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

  /// The same history with the fewest moves that break the same promise.
  History shrunk(Transcript transcript, String promise) {
    History smallest = this;
    for (int size = Math.max(1, moves.size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < smallest.moves().size(); ) {
        History smaller = smallest.without(from, size);
        if (smaller.play(transcript).breaks(promise)) {
          smallest = smaller;
        } else {
          from += size;
        }
      }
    }
    return smallest;
  }

  private History without(int from, int count) {
    List<Move> fewer = new ArrayList<>(moves.subList(0, from));
    fewer.addAll(moves.subList(Math.min(moves.size(), from + count), moves.size()));
    return new History(seed, climate, fewer, strokes);
  }

  /// What became of a history.
  ///
  /// @param chronicle one line for each event
  /// @param calls of AWS, until the world healed
  /// @param writes which of the calls changed something
  record Outcome(
      History history,
      Optional<Violation> violation,
      List<String> chronicle,
      int calls,
      Set<Integer> writes,
      int checks) {
    Outcome {
      writes = Set.copyOf(writes);
      chronicle = List.copyOf(chronicle);
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
