package dev.hallpass.emulator.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;

/// The digest of which S3 makes an object's ETag. [Source](
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html)
final class Digests {
  private Digests() {}

  /// In hex.
  static String md5(SdkBytes content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(content.asByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
