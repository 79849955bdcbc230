package dev.hallpass.emulator.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.template.PseudoParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class InMemoryKmsTest {
  private static final PseudoParameters PLACE =
      new PseudoParameters("aws", "eu-central-1", "111122223333");
  private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/seals";
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"
      }]}
      """;

  private final Clock clock = new Clock();
  private final KmsClient kms = seeded(1);

  private KmsClient seeded(long seed) {
    InMemoryKms emulation = new InMemoryKms(PLACE, clock, new Random(seed));
    emulation.add("seals", KeySpec.ECC_NIST_P256, POLICY);
    emulation.add("checkpoints", KeySpec.ECC_NIST_EDWARDS25519, POLICY);
    emulation.add("logs", KeySpec.SYMMETRIC_DEFAULT, POLICY);
    return Emulated.client(KmsClient.class, emulation);
  }

  @Test
  void whatIsSignedIsVerifiedWithThePublicKey() {
    byte[] signature = kms.sign(raw("root 1").build()).signature().asByteArray();
    byte[] ofDigest = kms.sign(digest(sha256("root 1")).build()).signature().asByteArray();

    assertThat(verifies("root 1", signature)).isTrue();
    assertThat(verifies("root 1", ofDigest)).isTrue();
  }

  @Test
  void anotherMessageIsNotVerified() {
    byte[] signature = kms.sign(raw("root 1").build()).signature().asByteArray();

    assertThat(verifies("root 2", signature)).isFalse();
  }

  @Test
  void aMessageWithoutATypeIsRaw() {
    byte[] signature =
        kms.sign(raw("root 1").messageType((MessageType) null).build()).signature().asByteArray();

    assertThat(verifies("root 1", signature)).isTrue();
  }

  @Test
  void thePublicKeyIsOneOfP256ThatSigns() {
    GetPublicKeyResponse response = kms.getPublicKey(get -> get.keyId("seals"));

    assertThat(response.keyId()).isEqualTo(ARN);
    assertThat(response.keySpec()).isEqualTo(KeySpec.ECC_NIST_P256);
    assertThat(response.keyUsage()).isEqualTo(KeyUsageType.SIGN_VERIFY);
    assertThat(response.signingAlgorithms()).containsExactly(SigningAlgorithmSpec.ECDSA_SHA_256);
    assertThat(publicKey())
        .isInstanceOfSatisfying(
            ECPublicKey.class,
            key -> assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256));
  }

  @Test
  void aKeyStaysTheSame() {
    PublicKey before = publicKey();
    kms.sign(raw("root 1").build());

    assertThat(publicKey()).isEqualTo(before);
  }

  @Test
  void oneSeedGivesTheSameKeyAndTheSameSignatures() {
    KmsClient again = seeded(1);
    List<SignRequest> requests =
        List.of(raw("root 1").build(), digest(sha256("root 2")).build(), raw("root 1").build());

    assertThat(requests)
        .allSatisfy(request ->
            assertThat(again.sign(request).signature()).isEqualTo(kms.sign(request).signature()));
    assertThat(again.getPublicKey(get -> get.keyId("seals")))
        .isEqualTo(kms.getPublicKey(get -> get.keyId("seals")));
  }

  @Test
  void anotherSeedGivesAnotherKey() {
    assertThat(seeded(2).getPublicKey(get -> get.keyId("seals")).publicKey())
        .isNotEqualTo(kms.getPublicKey(get -> get.keyId("seals")).publicKey());
  }

  @Test
  void noTwoSignaturesAreTheSame() {
    assertThat(kms.sign(raw("root 1").build()).signature())
        .isNotEqualTo(kms.sign(raw("root 1").build()).signature());
  }

  ///
  /// [Source](https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html)
  @Test
  void aKeyOfEdwards25519SignsARawMessageAsEd25519() throws GeneralSecurityException {
    GetPublicKeyResponse response = kms.getPublicKey(get -> get.keyId("checkpoints"));
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(response.publicKey().asByteArray()));
    SignResponse signed = kms.sign(checkpoint("root 1").build());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(key);
    signature.update("root 1".getBytes(UTF_8));

    assertThat(signature.verify(signed.signature().asByteArray())).isTrue();
    assertThat(signed.signingAlgorithm()).isEqualTo(SigningAlgorithmSpec.ED25519_SHA_512);
    assertThat(response.keySpec()).isEqualTo(KeySpec.ECC_NIST_EDWARDS25519);
    assertThat(response.keyUsage()).isEqualTo(KeyUsageType.SIGN_VERIFY);
    assertThat(response.signingAlgorithms()).containsExactly(SigningAlgorithmSpec.ED25519_SHA_512);
  }

  /// [Source](https://www.rfc-editor.org/rfc/rfc8032)
  @Test
  void oneMessageHasOneSignatureOfEd25519AndOneSeedOneKey() {
    SignRequest request = checkpoint("root 1").build();

    assertThat(kms.sign(request)).isEqualTo(kms.sign(request));
    assertThat(seeded(1).sign(request)).isEqualTo(kms.sign(request));
    assertThat(seeded(2).sign(request)).isNotEqualTo(kms.sign(request));
  }

  /// [Source](https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html)
  @Test
  void aKeyOfEdwards25519TakesNoDigestAndNoAlgorithmOfAnotherKey() {
    assertThatExceptionOfType(KmsException.class)
        .isThrownBy(() ->
            kms.sign(
                checkpoint("root 1")
                    .messageType(MessageType.DIGEST)
                    .message(SdkBytes.fromByteArray(sha256("root 1")))
                    .build()))
        .satisfies(refused ->
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    assertThatThrownBy(() -> kms.sign(raw("root 1").keyId("checkpoints").build()))
        .isInstanceOf(InvalidKeyUsageException.class)
        .hasMessageContaining("ECC_NIST_EDWARDS25519");
    assertThatThrownBy(() -> kms.sign(checkpoint("root 1").keyId("seals").build()))
        .isInstanceOf(InvalidKeyUsageException.class);
  }

  @Test
  void aSymmetricKeyRefusesToSignAndHasNoPublicKey() {
    assertThatExceptionOfType(InvalidKeyUsageException.class)
        .isThrownBy(() -> kms.sign(raw("root 1").keyId("logs").build()))
        .withMessageContaining("ENCRYPT_DECRYPT");
    assertThatThrownBy(() -> kms.getPublicKey(get -> get.keyId("logs")))
        .isInstanceOf(
            software.amazon.awssdk.services.kms.model.UnsupportedOperationException.class);
  }

  @Test
  void anAlgorithmOfAnotherKeyIsRefused() {
    assertThatThrownBy(() ->
            kms.sign(raw("root 1").signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_384).build()))
        .isInstanceOf(InvalidKeyUsageException.class);
  }

  @Test
  void aMessageOfAnotherLengthIsRefused() {
    kms.sign(raw("x".repeat(4096)).build());
    List<SignRequest> requests =
        List.of(
            raw("").build(),
            raw("x".repeat(4097)).build(),
            digest(new byte[31]).build(),
            digest(new byte[33]).build(),
            raw("root 1").message(null).build(),
            raw("root 1").signingAlgorithm((SigningAlgorithmSpec) null).build(),
            raw("root 1").keyId(null).build(),
            raw("root 1").messageType("OTHER").build());

    assertThat(requests)
        .allSatisfy(request ->
            assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> kms.sign(request))
                .satisfies(refused ->
                    assertThat(refused.awsErrorDetails().errorCode())
                        .isEqualTo("ValidationException")));
  }

  @Test
  void aKeyThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> kms.sign(raw("root 1").keyId("other").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(ARN.replace("seals", "other"));
    assertThatThrownBy(
            () -> kms.getPublicKey(get -> get.keyId(ARN.replace("111122223333", "444455556666"))))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aDisabledKeySignsNothingUntilItIsEnabled() {
    kms.disableKey(disable -> disable.keyId(ARN));

    assertThatThrownBy(() -> kms.sign(raw("root 1").build())).isInstanceOf(DisabledException.class);
    assertThatThrownBy(this::publicKey).isInstanceOf(DisabledException.class);

    kms.enableKey(enable -> enable.keyId(ARN));
    assertThat(kms.sign(raw("root 1").build()).keyId()).isEqualTo(ARN);
  }

  @Test
  void aKeyThatAwaitsItsDeletionSignsNothingAndIsGoneAfterwards() {
    kms.scheduleKeyDeletion(delete -> delete.keyId(ARN).pendingWindowInDays(7));

    assertThatThrownBy(() -> kms.sign(raw("root 1").build()))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThatThrownBy(() -> kms.enableKey(enable -> enable.keyId(ARN)))
        .isInstanceOf(KmsInvalidStateException.class);

    clock.pass(Duration.ofDays(7));
    assertThatThrownBy(() -> kms.sign(raw("root 1").build())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aDeletionThatIsCancelledLeavesTheKeyDisabled() {
    assertThatThrownBy(() -> kms.cancelKeyDeletion(cancel -> cancel.keyId(ARN)))
        .isInstanceOf(KmsInvalidStateException.class);
    kms.scheduleKeyDeletion(delete -> delete.keyId(ARN));
    kms.cancelKeyDeletion(cancel -> cancel.keyId(ARN));
    clock.pass(Duration.ofDays(30));

    assertThatThrownBy(() -> kms.sign(raw("root 1").build())).isInstanceOf(DisabledException.class);
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(() -> kms.encrypt(encrypt -> encrypt.keyId("logs")))
        .hasMessage("kms:Encrypt is not emulated");
    assertThatThrownBy(() -> kms.sign(raw("root 1").keyId("alias/seals").build()))
        .hasMessage("The alias alias/seals is not emulated");
    assertThatThrownBy(() -> kms.sign(raw("root 1").dryRun(true).build()))
        .hasMessageContaining("DryRun");
    assertThatThrownBy(() -> kms.getPublicKey(get -> get.keyId("seals").grantTokens("a")))
        .hasMessageContaining("GrantTokens");
    InMemoryKms emulation = new InMemoryKms(PLACE, clock, new Random(1));
    assertThatThrownBy(() -> emulation.add("macs", KeySpec.HMAC_256, POLICY))
        .hasMessage("The KeySpec HMAC_256 is not emulated");
  }

  private static SignRequest.Builder raw(String message) {
    return request(SdkBytes.fromUtf8String(message)).messageType(MessageType.RAW);
  }

  private static SignRequest.Builder checkpoint(String message) {
    return raw(message).keyId("checkpoints").signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512);
  }

  private static SignRequest.Builder digest(byte[] digest) {
    return request(SdkBytes.fromByteArray(digest)).messageType(MessageType.DIGEST);
  }

  private static SignRequest.Builder request(SdkBytes message) {
    return SignRequest.builder()
        .keyId("seals")
        .message(message)
        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256);
  }

  private boolean verifies(String message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(publicKey());
      signature.update(message.getBytes(UTF_8));
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PublicKey publicKey() {
    byte[] der = kms.getPublicKey(get -> get.keyId("seals")).publicKey().asByteArray();
    try {
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKeyIsDescribedAndItsPolicyReadAndReplaced() {
    assertThat(kms.describeKey(describe -> describe.keyId(ARN)).keyMetadata())
        .satisfies(key -> {
          assertThat(key.keySpec()).isEqualTo(KeySpec.ECC_NIST_P256);
          assertThat(key.keyUsage()).isEqualTo(KeyUsageType.SIGN_VERIFY);
          assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
        });
    String other = POLICY.replace("kms:*", "kms:Sign");
    kms.putKeyPolicy(put -> put.keyId(ARN).policyName("default").policy(other));

    assertThat(kms.getKeyPolicy(get -> get.keyId(ARN).policyName("default")).policy())
        .isEqualTo(other);
  }
}
