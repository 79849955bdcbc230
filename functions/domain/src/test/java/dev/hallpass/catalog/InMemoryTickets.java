package dev.hallpass.catalog;

import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A tracker in memory that can be out of reach.
public final class InMemoryTickets implements Tickets {

  private final Set<String> open = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private boolean reachable = true;

  /// Opens a ticket.
  public void open(String ticket) {
    open.add(ticket);
  }

  /// Whether the tracker answers.
  public void reachable(boolean reachable) {
    this.reachable = reachable;
  }

  /// The tickets that were asked for, oldest first.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean isOpen(String ticket) {
    asked.add(ticket);
    if (!reachable) {
      throw new OutcomeUnknown("look up a ticket", new IOException("no answer about " + ticket));
    }
    return open.contains(ticket);
  }
}
