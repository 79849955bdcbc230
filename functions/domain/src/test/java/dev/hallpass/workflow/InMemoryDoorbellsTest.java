package dev.hallpass.workflow;

import dev.hallpass.grant.Doorbell;

class InMemoryDoorbellsTest extends DoorbellsContract {

  private static final Doorbell HUNG = new Doorbell("the token of who waits");

  private final InMemoryDoorbells doorbells = new InMemoryDoorbells();
  private boolean loses;

  @Override
  protected Doorbells doorbells() {
    return this::ring;
  }

  private void ring(Doorbell doorbell) {
    doorbells.reachable(!loses);
    loses = false;
    doorbells.ring(doorbell);
  }

  @Override
  protected Doorbell hung() {
    return HUNG;
  }

  @Override
  protected boolean isAwake() {
    return doorbells.rung().contains(HUNG);
  }

  @Override
  protected void loseNextCall() {
    loses = true;
  }
}
