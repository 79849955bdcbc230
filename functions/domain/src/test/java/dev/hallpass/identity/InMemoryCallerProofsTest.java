package dev.hallpass.identity;

import static dev.hallpass.grant.Examples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

class InMemoryCallerProofsTest extends CallerProofsContract {

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InMemoryCallerProofs proofs = new InMemoryCallerProofs(now::get);

  @Override
  protected CallerProofs proofs() {
    return proofs;
  }

  @Override
  protected String proof(CallStatement statement) {
    return proofs.proof(BOBS, statement);
  }

  @Override
  protected void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Override
  protected void loseNextCall() {
    proofs.loseNextCall();
  }
}
