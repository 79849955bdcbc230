package dev.hallpass.identity;

import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Proofs in memory, each for the call that it was made for, and for five minutes.
public final class InMemoryCallerProofs implements CallerProofs {

  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<String, Made> made = new HashMap<>();
  private boolean isLost;

  public InMemoryCallerProofs(InstantSource clock) {
    this.clock = clock;
  }

  private record Made(String arn, CallStatement statement, Instant at) {}

  /// A proof that this identity signs now.
  public String proof(String arn, CallStatement statement) {
    String proof = "proof-%d-secret".formatted(made.size());
    made.put(proof, new Made(arn, statement, clock.instant()));
    return proof;
  }

  /// Lets the next question have no answer.
  public void loseNextCall() {
    isLost = true;
  }

  @Override
  public Answer signer(String proof, CallStatement statement) {
    Made one = made.get(proof);
    if (one == null) {
      return new NotTaken(Flaw.NOT_PRESIGNED);
    }
    if (!one.statement().headers().keySet().equals(statement.headers().keySet())) {
      return new NotTaken(Flaw.OTHER_HEADERS);
    }
    if (!clock.instant().isBefore(one.at().plus(GOOD_FOR))) {
      return new NotTaken(Flaw.STALE);
    }
    if (isLost) {
      isLost = false;
      throw new OutcomeUnknown("ask who signed a proof", new IOException());
    }
    return one.statement().equals(statement)
        ? new SignedBy(one.arn())
        : new NotTaken(Flaw.NOT_CONFIRMED);
  }
}
