package dev.hallpass.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.identity.CallerProofs.Flaw;
import dev.hallpass.identity.CallerProofs.NotTaken;
import dev.hallpass.identity.CallerProofs.SignedBy;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What all that tells who signed a proof keeps to.
public abstract class CallerProofsContract {

  protected static final String BOBS =
      "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/bob@example.com";

  protected static final CallStatement YES =
      new CallStatement(
          "hallpass.example.com",
          "POST /grants/grant-00000000000000000000000000004711/approval",
          Sha256.of(""),
          Optional.of(Sha256.of("the policy")));

  protected abstract CallerProofs proofs();

  /// A proof that the identity of [#BOBS] signs now, good for five minutes.
  protected abstract String proof(CallStatement statement);

  protected abstract void pass(Duration time);

  /// Lets the next question have no answer.
  protected abstract void loseNextCall();

  @Test
  void whoSignedIsNamed() {
    assertThat(proofs().signer(proof(YES), YES)).isEqualTo(new SignedBy(BOBS));
  }

  @Test
  void aCallWithoutAPolicyIsProvedToo() {
    CallStatement no = new CallStatement(YES.host(), YES.call(), YES.body(), Optional.empty());

    assertThat(proofs().signer(proof(no), no)).isEqualTo(new SignedBy(BOBS));
  }

  @Test
  void aProofIsForOneHostOneCallOneBodyAndOnePolicy() {
    String proof = proof(YES);
    Flaw other = Flaw.NOT_CONFIRMED;

    assertRefused(
        proof, new CallStatement("other.example.com", YES.call(), YES.body(), YES.policy()), other);
    assertRefused(
        proof,
        new CallStatement(
            YES.host(),
            "POST /grants/grant-00000000000000000000000000004712/approval",
            YES.body(),
            YES.policy()),
        other);
    assertRefused(
        proof,
        new CallStatement(
            YES.host(), YES.call().replace("approval", "denial"), YES.body(), YES.policy()),
        other);
    assertRefused(
        proof, new CallStatement(YES.host(), YES.call(), Sha256.of("{}"), YES.policy()), other);
    assertRefused(
        proof,
        new CallStatement(
            YES.host(), YES.call(), YES.body(), Optional.of(Sha256.of("another policy"))),
        other);
    assertRefused(
        proof,
        new CallStatement(YES.host(), YES.call(), YES.body(), Optional.empty()),
        Flaw.OTHER_HEADERS);
  }

  @Test
  void aProofIsGoodForFiveMinutes() {
    String proof = proof(YES);

    pass(Duration.ofMinutes(5).minusMillis(1));
    assertThat(proofs().signer(proof, YES)).isEqualTo(new SignedBy(BOBS));

    pass(Duration.ofMillis(1));
    assertRefused(proof, YES, Flaw.STALE);
  }

  @Test
  void anyOtherTextIsNoProof() {
    assertRefused("", YES, Flaw.NOT_PRESIGNED);
    assertRefused("bob@example.com", YES, Flaw.NOT_PRESIGNED);
  }

  @Test
  void withoutAnAnswerTheSignerIsUnknownAndTheProofIsNotTold() {
    String proof = proof(YES);
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> proofs().signer(proof, YES))
        .satisfies(unknown -> {
          for (Throwable one = unknown; one != null; one = one.getCause()) {
            assertThat(one.toString()).doesNotContain(proof, "X-Amz");
          }
        });
  }

  private void assertRefused(String proof, CallStatement statement, Flaw flaw) {
    assertThat(proofs().signer(proof, statement)).isEqualTo(new NotTaken(flaw));
  }
}
