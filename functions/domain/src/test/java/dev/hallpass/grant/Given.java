package dev.hallpass.grant;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import java.time.Instant;
import java.util.List;

/// Given events, one command, one decision.
record Given(Grant grant, Instant now) {

  static Given given(GrantEvent... events) {
    return new Given(Examples.replay(List.of(events)), NOON);
  }

  Given at(Instant time) {
    return new Given(grant, time);
  }

  Then when(GrantCommand command) {
    return new Then(GrantRules.decide(grant, command, now));
  }

  /// The decision that was made.
  record Then(Decision decision) {

    void accepted(GrantEvent event) {
      assertThat(decision).isEqualTo(new Accepted(event));
    }

    void rejected(Decision.Rule rule) {
      assertThat(decision).isEqualTo(new Rejected(rule));
    }
  }
}
