package dev.hallpass.adapters.kms;

import dev.hallpass.log.NoteKey;
import dev.hallpass.log.NoteSigner;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs checkpoints by a key in KMS, which never leaves it.
public final class KmsNoteSigner implements NoteSigner {

  private final KmsClient client;
  private final String key;
  private volatile Optional<byte[]> known = Optional.empty();

  /// @param key the ARN of the key
  public KmsNoteSigner(KmsClient client, String key) {
    this.client = client;
    this.key = key;
  }

  @Override
  public NoteKey key(String origin) {
    byte[] half = known.orElseGet(this::fetched);
    known = Optional.of(half);
    return NoteKey.of(origin, half);
  }

  private byte[] fetched() {
    try {
      return client.getPublicKey(get -> get.keyId(key)).publicKey().asByteArray();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("fetch the public key of the checkpoints", failure);
    }
  }

  @Override
  public byte[] sign(String text) {
    try {
      return client
          .sign(sign ->
              sign.keyId(key)
                  .messageType(MessageType.RAW)
                  .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
                  .message(SdkBytes.fromUtf8String(text)))
          .signature()
          .asByteArray();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("sign a checkpoint", failure);
    }
  }
}
