package dev.hallpass.adapters.kms;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.authority.SealKey;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.kms.InMemoryKms;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.ledger.Sealer;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;

/// Seals by keys in KMS, and what knows them.
class KmsSealsTest {

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"
      }]}
      """;
  private static final Sealable YES = () -> "yes";

  private final KmsClient kms = kms();
  private final AtomicInteger asked = new AtomicInteger();
  private final Sealer sealer = new KmsSealer(() -> kms, "seals");
  private final SealKey key = key("seals");

  private static KmsClient kms() {
    var place = new PseudoParameters("aws", "eu-central-1", "111122223333");
    InMemoryKms keys = new InMemoryKms(place, () -> NOON, new Random(1));
    keys.add("seals", KeySpec.ECC_NIST_P256, POLICY);
    keys.add("others", KeySpec.ECC_NIST_P256, POLICY);
    return Emulated.client(KmsClient.class, keys);
  }

  private SealKey key(String id) {
    return new KmsSealKey(
        () -> {
          asked.incrementAndGet();
          return kms;
        },
        id);
  }

  @Test
  void aKeyKnowsItsSealsAndNoOthers() {
    Seal seal = sealer.seal(YES);

    assertThat(key.made(seal, YES)).isTrue();
    assertThat(key.made(seal, () -> "no")).isFalse();
    assertThat(key("others").made(seal, YES)).isFalse();
  }

  @Test
  void thePublicHalfIsFetchedOnce() {
    key.made(sealer.seal(YES), YES);
    key.made(sealer.seal(YES), YES);

    assertThat(asked).hasValue(1);
  }

  @Test
  void whereTheKeyCannotBeUsedNothingIsSealedAndNoSealIsKnown() {
    Seal seal = sealer.seal(YES);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> new KmsSealer(() -> kms, "gone").seal(YES));
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> key("gone").made(seal, YES));
  }
}
