package dev.hallpass.cli.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The life of a grant as a bar, from left to right.
///
/// @param milestones its milestones, in the order of time
/// @param phases the times between them
/// @param marks the milestones and the present
public record Life(List<Milestone> milestones, List<Part> phases, List<Part> marks) {

  private static final int WIDTH = 1000;
  private static final int MARK_WIDTH = 5;

  public Life {
    milestones = List.copyOf(milestones);
    phases = List.copyOf(phases);
    marks = List.copyOf(marks);
  }

  /// What begins at a milestone.
  public enum Phase {
    WAITING,
    OPENING,
    OPEN,
    OVER
  }

  /// A turn in the life.
  ///
  /// @param name what happens
  /// @param at the time for people
  /// @param iso the time for machines
  public record Milestone(String name, String at, String iso) {}

  /// A part of the bar, in thousandths of its width.
  public record Part(String look, int from, int width) {}

  /// A turn in the life at its time.
  public record Turn(String name, Instant at, Phase begins) {}

  /// The life that has these turns.
  ///
  /// @param turns at least one, in the order of time
  /// @param now the present, which has a mark if it is between the first and the last turn
  /// @param words the words for a time
  public static Life of(List<Turn> turns, Instant now, Function<Instant, String> words) {
    Instant start = turns.getFirst().at();
    Instant end = turns.getLast().at();
    List<Part> phases = new ArrayList<>();
    List<Part> marks = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      int from = position(turns.get(i).at(), start, end);
      if (i + 1 < turns.size() && turns.get(i).begins() != Phase.OVER) {
        phases.add(
            new Part(
                turns.get(i).begins().name().toLowerCase(Locale.ROOT),
                from,
                position(turns.get(i + 1).at(), start, end) - from));
      }
      marks.add(mark("mark", from));
    }
    if (now.isAfter(start) && now.isBefore(end)) {
      marks.add(mark("now", position(now, start, end)));
    }
    return new Life(
        turns.stream()
            .map(turn -> new Milestone(turn.name(), words.apply(turn.at()), turn.at().toString()))
            .toList(),
        phases,
        marks);
  }

  private static Part mark(String look, int at) {
    return new Part(look, Math.min(at, WIDTH - MARK_WIDTH), MARK_WIDTH);
  }

  private static int position(Instant at, Instant start, Instant end) {
    long whole = Duration.between(start, end).toMillis();
    return whole <= 0 ? 0 : (int) (Duration.between(start, at).toMillis() * WIDTH / whole);
  }

  /// All of it in one sentence.
  String words() {
    return milestones.stream()
        .map(milestone -> milestone.name() + " " + milestone.at())
        .collect(Collectors.joining(", "));
  }
}
