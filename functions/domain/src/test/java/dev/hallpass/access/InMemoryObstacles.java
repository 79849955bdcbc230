package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Obstacles in memory that can be out of reach.
public final class InMemoryObstacles implements Obstacles {

  private final Map<AccountId, Note> notes = new HashMap<>();
  private boolean reachable = true;

  /// Whether the notes can be read and written.
  public void reachable(boolean is) {
    reachable = is;
  }

  @Override
  public Optional<Obstacle> in(AccountId account, Instant now) {
    requireReachable();
    return Optional.ofNullable(notes.get(account))
        .filter(note -> now.isBefore(note.until()))
        .map(Note::obstacle);
  }

  @Override
  public void note(AccountId account, Obstacle obstacle, Instant until) {
    requireReachable();
    notes.put(account, new Note(obstacle, until));
  }

  private void requireReachable() {
    if (!reachable) {
      throw new OutcomeUnknown("reach the obstacles", new IOException("no answer"));
    }
  }

  private record Note(Obstacle obstacle, Instant until) {}
}
