package dev.hallpass.handlers.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Clocks;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import org.junit.jupiter.api.Test;

/// The wait for the end, which ends once somebody rings.
class AwaitEndTest {

  private final Scene scene = new Scene();

  @Test
  void anyoneWhoBeginsToWaitWhenItHasEndedIsRungForAtOnce() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("ReturnGrant").on(grant).withoutHeader("Idempotency-Key"));
    int rung = scene.doorbells.rung().size();

    scene.run("AwaitEnd", grant);

    assertThat(scene.doorbells.rung()).hasSize(rung + 1);
  }

  /// Who sent it here has a clock that is behind, and would send it here again at once.
  @Test
  void aClockThatIsAheadLetsItWaitAllTheSame() {
    GrantId grant = scene.active();
    scene.expire(grant);
    int rung = scene.doorbells.rung().size();

    scene.run("AwaitEnd", grant);

    assertThat(scene.doorbells.rung()).hasSize(rung);

    scene.pass(Clocks.APART);
    scene.run("AwaitEnd", grant);
    assertThat(scene.doorbells.rung()).hasSize(rung + 1);
  }
}
