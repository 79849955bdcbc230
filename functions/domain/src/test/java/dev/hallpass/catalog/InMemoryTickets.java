package dev.hallpass.catalog;

import dev.hallpass.catalog.condition.Ticket;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.grant.Examples;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A tracker in memory that can be out of reach.
public final class InMemoryTickets implements Tickets {

  private final Map<String, Ticket> open = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private boolean reachable = true;

  /// Opens a ticket for Alice, for what tests ask with it.
  public void open(String ticket) {
    open(
        ticket,
        new Ticket(
            Set.of(Examples.ALICE),
            Set.of(new EntitlementId("read-things"), new EntitlementId("read-log-group")),
            Instant.MAX));
  }

  /// Opens a ticket.
  public void open(String name, Ticket ticket) {
    open.put(name, ticket);
  }

  /// Closes a ticket.
  public void close(String ticket) {
    open.remove(ticket);
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
  public Optional<Ticket> find(String ticket) {
    asked.add(ticket);
    if (!reachable) {
      throw new OutcomeUnknown("look up a ticket", new IOException("no answer about " + ticket));
    }
    return Optional.ofNullable(open.get(ticket));
  }
}
