package dev.hallpass.catalog;

import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.condition.TicketsContract;
import java.util.List;

/// The tracker in memory keeps to the contract.
class InMemoryTicketsTest extends TicketsContract {

  @Override
  protected Tickets with(String... open) {
    InMemoryTickets tickets = new InMemoryTickets();
    List.of(open).forEach(name -> tickets.open(name, TICKET));
    return tickets;
  }
}
