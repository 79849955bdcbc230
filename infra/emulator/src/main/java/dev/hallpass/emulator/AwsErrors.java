package dev.hallpass.emulator;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/// AWS's errors: the SDK's own exceptions with code, HTTP status and message.
public final class AwsErrors {
  private AwsErrors() {}

  /// The exception builder, filled in like the SDK does from a response.
  ///
  /// @param code such as `NoSuchEntity`
  /// @param status the HTTP status
  public static <B extends AwsServiceException.Builder> B fill(
      B builder, String service, String code, int status, String message) {
    builder
        .message(message)
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
                .build());
    return builder;
  }
}
