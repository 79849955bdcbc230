package dev.hallpass.handlers.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Clocks;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import org.junit.jupiter.api.Test;

/// The wait for the end, which ends once somebody rings.
class AwaitEndTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void anyoneWhoBeginsToWaitWhenItHasEndedIsRungForAtOnce() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("ReturnGrant").on(grant).withoutHeader("Idempotency-Key"));
    int rung = system.doorbells.rung().size();

    system.run("AwaitEnd", grant);

    assertThat(system.doorbells.rung()).hasSize(rung + 1);
  }

  /// Who sent it here has a clock that is behind, and would send it here again at once.
  @Test
  void aClockThatIsAheadLetsItWaitAllTheSame() {
    GrantId grant = system.active();
    system.expire(grant);
    int rung = system.doorbells.rung().size();

    system.run("AwaitEnd", grant);

    assertThat(system.doorbells.rung()).hasSize(rung);

    system.pass(Clocks.APART);
    system.run("AwaitEnd", grant);
    assertThat(system.doorbells.rung()).hasSize(rung + 1);
  }
}
