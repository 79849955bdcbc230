package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.authorization.Row.Call;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;

/// The actions of S3's requests, which often have other names. [Source](
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html)
final class S3Calls {
  private S3Calls() {}

  static Stream<Call> of(SdkRequest request) {
    Call own = Row.own("s3", request);
    return switch (request) {
      case PutObjectRequest put -> put(own, put);
      case GetObjectRequest get -> Stream.of(get(own, get.versionId()));
      case HeadObjectRequest head -> Stream.of(get(own, head.versionId()));
      case ListObjectsV2Request _ -> Stream.of(call("ListBucket", own));
      case ListObjectVersionsRequest _ -> Stream.of(call("ListBucketVersions", own));
      case DeleteObjectRequest delete ->
          bypassing(
              delete.versionId() == null ? own : call("DeleteObjectVersion", own),
              delete.bypassGovernanceRetention());
      case PutObjectRetentionRequest retain -> bypassing(own, retain.bypassGovernanceRetention());
      default -> Stream.of(own);
    };
  }

  /// A write under the condition of an ETag reads the object. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  private static Stream<Call> put(Call own, PutObjectRequest put) {
    return put.ifMatch() == null ? Stream.of(own) : Stream.of(own, call("GetObject", own));
  }

  private static Call get(Call own, @Nullable String version) {
    return call(version == null ? "GetObject" : "GetObjectVersion", own);
  }

  private static Stream<Call> bypassing(Call call, @Nullable Boolean bypasses) {
    return Boolean.TRUE.equals(bypasses)
        ? Stream.of(call, call("BypassGovernanceRetention", call))
        : Stream.of(call);
  }

  private static Call call(String action, Call of) {
    return new Call("s3:" + action, of.parameters());
  }
}
