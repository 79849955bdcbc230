package dev.hallpass.emulator.kms;

import dev.hallpass.emulator.AwsErrors;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/// KMS's refusals. [Source](
/// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html#API_Sign_Errors)
final class KmsErrors {
  private static final String KMS = "Kms";
  private static final int STATUS = 400;

  private KmsErrors() {}

  static KmsException notFound(String arn) {
    return AwsErrors.fill(
            NotFoundException.builder(),
            KMS,
            "NotFoundException",
            STATUS,
            "Key '%s' does not exist".formatted(arn))
        .build();
  }

  static KmsException disabled(String arn) {
    return AwsErrors.fill(
            DisabledException.builder(), KMS, "DisabledException", STATUS, arn + " is disabled.")
        .build();
  }

  static KmsException invalidState(String message) {
    return AwsErrors.fill(
            KmsInvalidStateException.builder(), KMS, "KMSInvalidStateException", STATUS, message)
        .build();
  }

  static KmsException invalidKeyUsage(String message) {
    return AwsErrors.fill(
            InvalidKeyUsageException.builder(), KMS, "InvalidKeyUsageException", STATUS, message)
        .build();
  }

  static KmsException unsupportedOperation(String message) {
    return AwsErrors.fill(
            UnsupportedOperationException.builder(),
            KMS,
            "UnsupportedOperationException",
            STATUS,
            message)
        .build();
  }

  static KmsException invalid(String message) {
    return (KmsException)
        AwsErrors.fill(KmsException.builder(), KMS, "ValidationException", STATUS, message).build();
  }
}
