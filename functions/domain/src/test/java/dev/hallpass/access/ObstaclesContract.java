package dev.hallpass.access;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What all notes of obstacles keep to.
public abstract class ObstaclesContract {

  private static final Instant LATER = NOON.plus(Duration.ofMinutes(5));

  /// Notes with nothing in them.
  protected abstract Obstacles empty();

  @Test
  void nothingIsInTheWayOfAnAccountThatNobodyNoted() {
    Obstacles obstacles = empty();
    obstacles.note(TARGET, Obstacle.NOT_LET_IN, LATER);

    assertThat(obstacles.in(HUB, NOON)).isEmpty();
  }

  @Test
  void aNoteCountsUntilItsTime() {
    Obstacles obstacles = empty();
    obstacles.note(TARGET, Obstacle.NOT_LET_IN, LATER);

    assertThat(obstacles.in(TARGET, LATER.minusMillis(1))).contains(Obstacle.NOT_LET_IN);
    assertThat(obstacles.in(TARGET, LATER)).isEmpty();
  }

  @Test
  void aNewNoteTakesThePlaceOfTheOld() {
    Obstacles obstacles = empty();
    obstacles.note(TARGET, Obstacle.NOT_LET_IN, LATER);
    obstacles.note(TARGET, Obstacle.NO_ROOM, LATER.plusSeconds(60));

    assertThat(obstacles.in(TARGET, LATER)).contains(Obstacle.NO_ROOM);
  }
}
