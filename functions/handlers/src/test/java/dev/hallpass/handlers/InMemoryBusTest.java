package dev.hallpass.handlers;

import dev.hallpass.port.Bus;
import dev.hallpass.port.BusContract;
import dev.hallpass.port.BusEvent;
import java.util.List;

class InMemoryBusTest extends BusContract {

  private final InMemoryBus bus = new InMemoryBus();

  @Override
  protected Bus bus() {
    return bus;
  }

  @Override
  protected List<String> details() {
    return bus.taken().stream().map(BusEvent::detail).toList();
  }

  @Override
  protected void loseNextCall() {
    bus.dead();
  }
}
