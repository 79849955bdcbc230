package dev.hallpass.handlers;

import dev.hallpass.port.Bus;
import dev.hallpass.port.BusEvent;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Passes nothing on and keeps each event.
public final class InMemoryBus implements Bus {

  private final List<BusEvent> taken = new ArrayList<>();
  private boolean dead;
  private boolean losesAnswer;
  private int calls;

  /// Takes no more events.
  public void dead() {
    dead = true;
  }

  /// Takes events again.
  public void recover() {
    dead = false;
  }

  /// Takes the next event without an answer.
  public void loseNextAnswer() {
    losesAnswer = true;
  }

  /// Every event, in order.
  public List<BusEvent> taken() {
    return List.copyOf(taken);
  }

  /// How often it was called.
  public int calls() {
    return calls;
  }

  @Override
  public void put(BusEvent event) {
    calls++;
    if (dead) {
      throw noAnswer();
    }
    taken.add(event);
    if (losesAnswer) {
      losesAnswer = false;
      throw noAnswer();
    }
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("put an event on the bus", new IOException("no answer"));
  }
}
