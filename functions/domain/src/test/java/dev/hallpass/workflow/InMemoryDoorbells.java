package dev.hallpass.workflow;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Wakes nobody and remembers each ring.
public final class InMemoryDoorbells implements Doorbells {

  private final List<Doorbell> rung = new ArrayList<>();
  private boolean reachable = true;

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Every ring, in order.
  public List<Doorbell> rung() {
    return List.copyOf(rung);
  }

  @Override
  public void ring(Doorbell doorbell) {
    if (!reachable) {
      throw new OutcomeUnknown("ring", new IOException("no answer"));
    }
    rung.add(doorbell);
  }
}
