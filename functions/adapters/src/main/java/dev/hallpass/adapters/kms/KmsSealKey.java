package dev.hallpass.adapters.kms;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.authority.PublicSealKey;
import dev.hallpass.authority.SealKey;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/// The public half of a key in KMS. It is fetched for the first seal, and kept.
public final class KmsSealKey implements SealKey {

  private final Supplier<KmsClient> client;
  private final String key;
  private volatile Optional<PublicSealKey> known = Optional.empty();

  /// @param client asked for at the first use, because few calls need it
  /// @param key the ARN of the key
  public KmsSealKey(Supplier<KmsClient> client, String key) {
    this.client = client;
    this.key = key;
  }

  @Override
  public boolean made(Seal seal, Sealable statement) {
    PublicSealKey half = known.orElseGet(this::fetched);
    known = Optional.of(half);
    return half.made(seal, statement);
  }

  private PublicSealKey fetched() {
    try {
      return PublicSealKey.of(
          client.get().getPublicKey(get -> get.keyId(key)).publicKey().asByteArray());
    } catch (SdkException failure) {
      throw new OutcomeUnknown("fetch the public key of the seals", failure);
    }
  }
}
