package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.NOON;

import dev.hallpass.access.Sessions;
import dev.hallpass.access.SessionsContract;
import java.time.InstantSource;

class InMemorySessionsTest extends SessionsContract {

  private final InMemorySessions sessions = new InMemorySessions(InstantSource.fixed(NOON));

  @Override
  protected Sessions opening() {
    return sessions;
  }

  @Override
  protected Sessions refusing() {
    sessions.visible(false);
    return sessions;
  }

  @Override
  protected void loseNextCall() {
    sessions.reachable(false);
  }
}
