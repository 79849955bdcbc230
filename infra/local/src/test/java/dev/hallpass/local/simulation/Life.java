package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A life of one grant in which nothing goes wrong.
enum Life {
  /// Approved by link and given back before its end.
  GIVEN_BACK(4, Move.Kind.APPROVE, Move.Kind.RETURN),
  /// Approved by link and ended by its time.
  RUN_OUT(4, Move.Kind.APPROVE, Move.Kind.CREDENTIALS),
  /// Approved by signatures, which need no mail; so it must open, or fail by itself.
  SIGNED(10, Move.Kind.APPROVE_SIGNED, Move.Kind.CREDENTIALS);

  private final long seed;
  private final Move.Kind yes;
  private final Move.Kind last;

  /// @param seed after a multiple of ten nobody cancels at the end what is still open
  Life(long seed, Move.Kind yes, Move.Kind last) {
    this.seed = seed;
    this.yes = yes;
    this.last = last;
  }

  /// Which life it is that something goes wrong in.
  static Life of(History history) {
    return Stream.of(values())
        .filter(life -> life.history().moves().equals(history.moves()))
        .findFirst()
        .orElseThrow();
  }

  History history() {
    return new History(
        seed, Climate.fair(Duration.ofSeconds(2)), Move.ofOneLife(yes, last), List.of());
  }
}
