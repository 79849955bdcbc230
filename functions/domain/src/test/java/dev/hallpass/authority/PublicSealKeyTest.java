package dev.hallpass.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import org.junit.jupiter.api.Test;

class PublicSealKeyTest {

  private static final Sealable YES = () -> "yes";

  private final SealKey key = PublicSealKey.of(InMemorySeals.publicKey());

  @Test
  void itKnowsTheSealsOfItsKeyAndNoOthers() {
    Seal seal = new InMemorySeals().seal(YES);

    assertThat(key.made(seal, YES)).isTrue();
    assertThat(key.made(seal, () -> "no")).isFalse();
    assertThat(key.made(InMemorySeals.seal(InMemorySeals.pair(), YES), YES)).isFalse();
  }

  @Test
  void whatIsNoSignatureIsNoSealOfIt() {
    assertThat(key.made(Seal.of(new byte[] {1, 2, 3}), YES)).isFalse();
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublicSealKey.of(new byte[] {1, 2, 3}))
        .withMessageContaining("Not a public key");
  }
}
