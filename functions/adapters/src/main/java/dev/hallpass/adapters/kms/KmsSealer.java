package dev.hallpass.adapters.kms;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.ledger.Sealer;
import dev.hallpass.port.OutcomeUnknown;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Seals by a key in KMS, which never leaves it.
public final class KmsSealer implements Sealer {

  private final Supplier<KmsClient> client;
  private final String key;

  /// @param client asked for at the first use, because few calls need it
  /// @param key the ARN of the key
  public KmsSealer(Supplier<KmsClient> client, String key) {
    this.client = client;
    this.key = key;
  }

  @Override
  public Seal seal(Sealable statement) {
    try {
      return Seal.of(
          client
              .get()
              .sign(sign ->
                  sign.keyId(key)
                      .messageType(MessageType.RAW)
                      .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                      .message(SdkBytes.fromUtf8String(statement.text())))
              .signature()
              .asByteArray());
    } catch (SdkException failure) {
      throw new OutcomeUnknown("seal what a person said", failure);
    }
  }
}
