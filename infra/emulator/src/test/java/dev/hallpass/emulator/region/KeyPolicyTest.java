package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.sts.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Who may use the keys of a stack. Policies are written with single quotes.
class KeyPolicyTest {
  private static final String OF_THE_ACCOUNT =
      "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:root'},"
          + " 'Action': 'kms:*', 'Resource': '*'}";
  private static final String OF_THE_WORKER =
      "{'Effect': 'Allow', 'Principal': {'AWS': {'Fn::GetAtt': ['Role', 'Arn']}},"
          + " 'Action': 'kms:Sign', 'Resource': '*',"
          + " 'Condition': {'StringEquals': {'kms:SigningAlgorithm': 'ECDSA_SHA_256',"
          + " 'kms:MessageType': 'DIGEST', 'kms:CallerAccount': '111122223333'}}}";
  private static final String OF_ANOTHER =
      "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:role/another'},"
          + " 'Action': 'kms:*', 'Resource': '*'}";
  private static final String DENIED =
      "{'Effect': 'Deny', 'Principal': '*', 'Action': 'kms:Sign', 'Resource': '*'}";

  @Test
  void whoIsNamedByTheKeysPolicySignsWithoutAPolicyOfItsOwn() {
    try (SampleRegion sample = keyOf(OF_THE_WORKER)) {
      assertThat(sign(sample, MessageType.DIGEST).keyId()).isEqualTo(arn(sample));
    }
  }

  @Test
  void aConditionOfTheKeysPolicyLimitsWhatIsSigned() {
    try (SampleRegion sample = keyOf(OF_THE_WORKER)) {
      assertRefused(() -> sign(sample, MessageType.RAW), "no identity-based policy allows");
    }
  }

  @Test
  void whoIsNotNamedByTheKeysPolicyCannotSignEvenWithLeaveForEverything() {
    try (SampleRegion sample = keyOf(OF_ANOTHER)) {
      sample.allow("kms:*");

      assertRefused(
          () -> sign(sample, MessageType.DIGEST),
          "not authorized to perform: kms:Sign on resource: " + arn(sample),
          "because no resource-based policy allows the kms:Sign action");
      assertRefused(
          () -> worker(sample).getPublicKey(get -> get.keyId(id(sample))), "GetPublicKey");
    }
  }

  @Test
  void aKeyThatIsLeftToTheAccountNeedsAPolicyOfTheCaller() {
    try (SampleRegion sample = keyOf(OF_THE_ACCOUNT)) {
      assertRefused(() -> sign(sample, MessageType.RAW), "no identity-based policy allows");

      sample.allow("kms:Sign");
      assertThat(sign(sample, MessageType.RAW).keyId()).isEqualTo(arn(sample));
      assertRefused(
          () -> worker(sample).getPublicKey(get -> get.keyId(id(sample))), "GetPublicKey");
    }
  }

  @Test
  void aKeyWithoutAPolicyIsLeftToTheAccount() {
    try (SampleRegion sample =
        new SampleRegion(
            "\"Key\": {\"Type\": \"AWS::KMS::Key\", \"Properties\": {"
                + "\"KeySpec\": \"ECC_NIST_P256\", \"KeyUsage\": \"SIGN_VERIFY\"}}")) {
      assertRefused(() -> sign(sample, MessageType.RAW), "no identity-based policy allows");

      sample.allow("kms:Sign");
      assertThat(sign(sample, MessageType.RAW).keyId()).startsWith("arn:aws:kms:eu-central-1:");
    }
  }

  @Test
  void aDenyOfEitherSideWins() {
    try (SampleRegion sample = keyOf(OF_THE_ACCOUNT + "," + DENIED)) {
      sample.allow("kms:*");
      assertRefused(() -> sign(sample, MessageType.RAW), "explicit deny in a resource-based");
    }
    try (SampleRegion sample = keyOf(OF_THE_WORKER)) {
      deny(sample);
      assertRefused(() -> sign(sample, MessageType.DIGEST), "explicit deny in an identity-based");
    }
  }

  @Test
  void aCallerOfAnotherAccountNeedsBothSidesAndTheArn() {
    Principal stranger =
        Principal.RoleSession.of("arn:aws:iam::444455556666:role/stranger", "session");
    try (SampleRegion sample = keyOf(OF_THE_ACCOUNT.replace("111122223333", "444455556666"))) {
      KmsClient kms = sample.region.kms(Caller.of(stranger));
      assertRefused(() -> sign(kms, arn(sample), MessageType.RAW), "no identity-based policy");
      assertThatThrownBy(() -> sign(kms, id(sample), MessageType.RAW))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void aKeyThatDoesNotExistIsNotFound() {
    try (SampleRegion sample = keyOf(OF_THE_ACCOUNT)) {
      sample.allow("kms:*");
      assertThatThrownBy(() -> sign(worker(sample), "other", MessageType.RAW))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void aSymmetricKeyRefusesToSign() {
    try (SampleRegion sample = key("", OF_THE_ACCOUNT)) {
      sample.allow("kms:*");
      assertThatThrownBy(() -> sign(sample, MessageType.RAW))
          .isInstanceOf(InvalidKeyUsageException.class);
    }
  }

  @Test
  void aKeyCanBeDisabledFromTheStart() {
    try (SampleRegion sample =
        key(
            "'Enabled': false, 'KeySpec': 'ECC_NIST_P256', 'KeyUsage': 'SIGN_VERIFY',",
            OF_ANOTHER)) {
      assertThatThrownBy(() -> sign(sample.region.kms(), id(sample), MessageType.RAW))
          .isInstanceOf(DisabledException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'KeySpec': 'RSA_2048', 'KeyUsage': 'SIGN_VERIFY',",
        "'KeySpec': 'ECC_NIST_P256', 'KeyUsage': 'KEY_AGREEMENT',",
        "'KeySpec': 'ECC_NIST_P256',",
        "'MultiRegion': true,",
        "'Origin': 'EXTERNAL',"
      })
  void aKeyThatIsNotEmulatedIsRefusedByItsName(String properties) {
    assertThatThrownBy(() -> key(properties, OF_THE_ACCOUNT))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("A key like Key, ");
  }

  private static void assertRefused(Runnable call, String... because) {
    assertThatExceptionOfType(KmsException.class)
        .isThrownBy(call::run)
        .satisfies(refused -> {
          assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
          assertThat(refused.statusCode()).isEqualTo(400);
          assertThat(refused.awsErrorDetails().errorMessage()).contains(because);
        });
  }

  private static SampleRegion keyOf(String statements) {
    return key("'KeySpec': 'ECC_NIST_P256', 'KeyUsage': 'SIGN_VERIFY',", statements);
  }

  private static SampleRegion key(String properties, String statements) {
    return new SampleRegion(
        """
        'Key': {'Type': 'AWS::KMS::Key', 'Properties': {%s
          'KeyPolicy': {'Version': '2012-10-17', 'Statement': [%s]}
        }}
        """
            .formatted(properties, statements)
            .replace('\'', '"'));
  }

  private static String id(SampleRegion sample) {
    return sample.stack.ref("Key");
  }

  private static String arn(SampleRegion sample) {
    return sample.stack.attribute("Key", "Arn");
  }

  private static KmsClient worker(SampleRegion sample) {
    return sample.region.kms(sample.function().caller());
  }

  private static SignResponse sign(SampleRegion sample, MessageType type) {
    return sign(worker(sample), id(sample), type);
  }

  private static SignResponse sign(KmsClient kms, String keyId, MessageType type) {
    return kms.sign(request ->
        request
            .keyId(keyId)
            .message(SdkBytes.fromByteArray(new byte[32]))
            .messageType(type)
            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256));
  }

  private static void deny(SampleRegion sample) {
    sample
        .region
        .account()
        .iam()
        .putRolePolicy(put ->
            put.roleName("worker")
                .policyName("denied")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Deny", "Action": "kms:Sign", "Resource": "*"}
                    ]}
                    """));
  }
}
