package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.policy.Principal;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

/// The errors of STS with the codes and statuses of its API reference.
final class StsErrors {
  private static final String STS = "Sts";

  private StsErrors() {}

  static StsException accessDenied(Principal caller, String action, String roleArn) {
    String message =
        "User: %s is not authorized to perform: %s on resource: %s"
            .formatted(caller.arn(), action, roleArn);
    return (StsException)
        AwsErrors.fill(StsException.builder(), STS, "AccessDenied", 403, message).build();
  }

  static StsException expired() {
    return (StsException)
        AwsErrors.fill(
                StsException.builder(),
                STS,
                "ExpiredToken",
                403,
                "The security token included in the request is expired")
            .build();
  }

  static StsException validation(String message) {
    return (StsException)
        AwsErrors.fill(StsException.builder(), STS, "ValidationError", 400, message).build();
  }

  static MalformedPolicyDocumentException malformed(String message) {
    return AwsErrors.fill(
            MalformedPolicyDocumentException.builder(),
            STS,
            "MalformedPolicyDocument",
            400,
            message)
        .build();
  }
}
