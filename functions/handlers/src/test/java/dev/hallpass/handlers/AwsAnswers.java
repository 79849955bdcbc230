package dev.hallpass.handlers;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The errors that AWS answers with, as its SDK throws them.
public final class AwsAnswers {

  /// What only AWS says of a caller.
  public static final String CALLER = "arn:aws:sts::111122223333:assumed-role/Role/Function";

  private AwsAnswers() {}

  /// That a permission is missing.
  ///
  /// @param service as the SDK names it
  /// @param action as IAM names it
  public static AwsServiceException denial(String service, String action) {
    return refusal(
        service,
        "AccessDeniedException",
        "User: %s is not authorized to perform: %s on resource: *".formatted(CALLER, action));
  }

  /// That something is refused for another reason.
  public static AwsServiceException refusal(String service, String code, String message) {
    return AwsServiceException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }
}
