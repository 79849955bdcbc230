package dev.hallpass.emulator.s3;

import dev.hallpass.emulator.AwsErrors;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// S3's refusals. [Source](
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList)
final class S3Errors {
  private static final String S3 = "S3";

  private S3Errors() {}

  static S3Exception noSuchBucket(String bucket) {
    return AwsErrors.fill(
            NoSuchBucketException.builder(),
            S3,
            "NoSuchBucket",
            404,
            "The specified bucket does not exist: " + bucket)
        .build();
  }

  static S3Exception noSuchKey() {
    return AwsErrors.fill(
            NoSuchKeyException.builder(), S3, "NoSuchKey", 404, "The specified key does not exist.")
        .build();
  }

  static S3Exception accessDenied(String message) {
    return error("AccessDenied", 403, message);
  }

  static S3Exception error(String code, int status, String message) {
    return (S3Exception) AwsErrors.fill(S3Exception.builder(), S3, code, status, message).build();
  }
}
