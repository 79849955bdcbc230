package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.sts.Caller;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Who may use the buckets of a stack, and what the stack makes of them. Policies are written with
/// single quotes.
class BucketPolicyTest {
  private static final String WORKER = "arn:aws:iam::111122223333:role/worker";
  private static final String LOCKED =
      """
      'BucketName': 'archive',
      'ObjectLockEnabled': true,
      'ObjectLockConfiguration': {'ObjectLockEnabled': 'Enabled',
        'Rule': {'DefaultRetention': {'Mode': 'COMPLIANCE', 'Days': 365}}},
      'VersioningConfiguration': {'Status': 'Enabled'},
      'BucketEncryption': {'ServerSideEncryptionConfiguration': [
        {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}}]},
      'PublicAccessBlockConfiguration': {'BlockPublicAcls': true}
      """;
  private static final String CONDITIONAL =
      """
      {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:PutObject',
       'Resource': 'arn:aws:s3:::archive/*',
       'Condition': {'Null': {'s3:if-none-match': 'true', 's3:if-match': 'true'}}}
      """;
  private static final String SECURE =
      """
      {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*',
       'Resource': ['arn:aws:s3:::archive', 'arn:aws:s3:::archive/*'],
       'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}
      """;

  private final List<SampleRegion> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SampleRegion::close);
  }

  @Test
  void eachCallNeedsItsPermission() {
    SampleRegion sample = bucket(LOCKED);
    S3Client s3 = worker(sample);
    String version = putByOwner(sample, "a");

    assertDenied("s3:PutObject", "archive/b", () -> put(s3, "b"));
    assertDenied("s3:GetObject", "archive/a", () -> read(s3, "a"));
    assertDenied(
        "s3:GetObject", "archive/a", () -> s3.headObject(head -> head.bucket("archive").key("a")));
    assertDenied(
        "s3:GetObjectVersion",
        "archive/a",
        () -> s3.headObject(head -> head.bucket("archive").key("a").versionId(version)));
    assertDenied(
        "s3:ListBucket", "archive", () -> s3.listObjectsV2(list -> list.bucket("archive")));
    assertDenied(
        "s3:ListBucketVersions",
        "archive",
        () -> s3.listObjectVersions(list -> list.bucket("archive")));
    assertDenied(
        "s3:DeleteObject",
        "archive/a",
        () -> s3.deleteObject(delete -> delete.bucket("archive").key("a")));
    assertDenied(
        "s3:DeleteObjectVersion",
        "archive/a",
        () -> s3.deleteObject(delete -> delete.bucket("archive").key("a").versionId(version)));

    sample.allow("s3:PutObject", "s3:GetObject");
    put(s3, "b");
    assertThat(read(s3, "b")).isEqualTo("text");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html)
  @Test
  void aMissingObjectIsMissingOnlyForWhoMayListTheBucket() {
    SampleRegion sample = bucket(LOCKED);
    sample.allow("s3:GetObject");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> read(worker(sample), "a"))
        .satisfies(denied -> assertThat(denied.statusCode()).isEqualTo(403));

    sample.allow("s3:GetObject", "s3:ListBucket");
    assertThatThrownBy(() -> read(worker(sample), "a")).isInstanceOf(NoSuchKeyException.class);
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  @Test
  void aWriteUnderTheConditionOfAnETagNeedsLeaveToReadToo() {
    SampleRegion sample = bucket(LOCKED);
    putByOwner(sample, "a");
    String etag = sample.region.s3().headObject(h -> h.bucket("archive").key("a")).eTag();
    sample.allow("s3:PutObject");
    assertDenied("s3:GetObject", "archive/a", () -> putOver(worker(sample), "a", etag));

    sample.allow("s3:PutObject", "s3:GetObject");
    putOver(worker(sample), "a", etag);
  }

  ///
  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html)
  @Test
  void aBucketsPolicyCanAskForConditionalWritesAndSecureTransport() {
    SampleRegion sample = bucket(LOCKED, CONDITIONAL, SECURE);
    sample.allow("s3:PutObject", "s3:GetObject");
    S3Client s3 = worker(sample);

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> put(s3, "a"))
        .withMessageContaining("with an explicit deny in a resource-based policy");
    putNew(s3, "a");
    assertThat(read(s3, "a")).isEqualTo("text");
    putOver(s3, "a", s3.headObject(head -> head.bucket("archive").key("a")).eTag());
  }

  @Test
  void aBucketsPolicyCanNameThePrincipalByACondition() {
    SampleRegion sample =
        bucket(
            LOCKED,
            """
            {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:PutObject',
             'Resource': 'arn:aws:s3:::archive/*',
             'Condition': {'ArnNotEquals': {'aws:PrincipalArn': '%s'}}}
            """
                .formatted(WORKER.replace("worker", "signer")));
    sample.allow("s3:PutObject");

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> put(worker(sample), "a"))
        .withMessageContaining("with an explicit deny in a resource-based policy");
  }

  @Test
  void whoIsNamedByTheBucketsPolicyNeedsNoPolicyInTheSameAccount() {
    SampleRegion sample = bucket(LOCKED, allowing(WORKER));

    putNew(worker(sample), "a");
  }

  /// [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html)
  @Test
  void aBucketOfAnotherAccountNeedsLeaveFromBothSides() {
    Principal.RoleSession other =
        Principal.RoleSession.of("arn:aws:iam::444455556666:role/signer", "signer");
    SampleRegion closed = bucket(LOCKED);
    makeSigner(closed, "s3:PutObject");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> putNew(closed.region.s3(Caller.of(other)), "a"))
        .withMessageContaining("because no resource-based policy allows the s3:PutObject action");

    SampleRegion open = bucket(LOCKED, allowing("arn:aws:iam::444455556666:role/signer"));
    makeSigner(open, "s3:GetObject");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> putNew(open.region.s3(Caller.of(other)), "a"))
        .withMessageContaining("because no identity-based policy allows the s3:PutObject action");
    allowSigner(open, "s3:PutObject");
    putNew(open.region.s3(Caller.of(other)), "a");
  }

  @Test
  void aBucketThatDoesNotExistIsNotFoundWhateverTheCallerMayDo() {
    S3Client s3 = worker(bucket(LOCKED));

    assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket("other")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void theRetentionOfTheTemplateHoldsAgainstEveryPermission() {
    SampleRegion sample = bucket(LOCKED);
    sample.allow("s3:*");
    String version = putByOwner(sample, "a");

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() ->
            worker(sample)
                .deleteObject(delete ->
                    delete
                        .bucket("archive")
                        .key("a")
                        .versionId(version)
                        .bypassGovernanceRetention(true)))
        .withMessageContaining("protected by object lock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'ReplicationConfiguration': {}",
        "'ObjectLockEnabled': true",
        "'ObjectLockEnabled': true, 'ObjectLockConfiguration': {'Rule': {'DefaultRetention':"
            + " {'Mode': 'GOVERNANCE', 'Days': 1}}}",
        "'VersioningConfiguration': {'Status': 'Suspended'}",
        "'OwnershipControls': {'Rules': [{'ObjectOwnership': 'ObjectWriter'}]}",
        "'BucketEncryption': {'ServerSideEncryptionConfiguration': ["
            + "{'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'aws:kms'}}]}"
      })
  void aBucketThatIsNotEmulatedIsRefusedByName(String properties) {
    assertThatThrownBy(() -> bucket(properties))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageEndingWith(" of Bucket is not emulated");
  }

  private SampleRegion bucket(String properties, String... statements) {
    String policy =
        statements.length == 0
            ? ""
            : """
            , 'Policy': {'Type': 'AWS::S3::BucketPolicy', 'Properties': {
              'Bucket': {'Ref': 'Bucket'},
              'PolicyDocument': {'Version': '2012-10-17', 'Statement': [%s]}}}
            """
                .formatted(String.join(",", statements));
    SampleRegion sample =
        new SampleRegion(
            "'Bucket': {'Type': 'AWS::S3::Bucket', 'Properties': {%s}}%s"
                .formatted(properties, policy)
                .replace('\'', '"'),
            new InMemoryDynamoDb());
    opened.add(sample);
    return sample;
  }

  private static String allowing(String role) {
    return """
    {'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 's3:PutObject',
     'Resource': 'arn:aws:s3:::archive/*'}
    """
        .formatted(role);
  }

  private static void makeSigner(SampleRegion sample, String action) {
    sample
        .accounts
        .account("444455556666")
        .iam()
        .createRole(role ->
            role.roleName("signer")
                .assumeRolePolicyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Action": "sts:AssumeRole",
                      "Principal": {"Service": "lambda.amazonaws.com"}
                    }]}
                    """));
    allowSigner(sample, action);
  }

  private static void allowSigner(SampleRegion sample, String action) {
    sample
        .accounts
        .account("444455556666")
        .iam()
        .putRolePolicy(put ->
            put.roleName("signer")
                .policyName("allowed")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "%s", "Resource": "*"}
                    ]}
                    """
                        .formatted(action)));
  }

  private static S3Client worker(SampleRegion sample) {
    return sample.region.s3(sample.function().caller());
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(put -> put.bucket("archive").key(key), RequestBody.fromString("text"));
  }

  private static void putNew(S3Client s3, String key) {
    s3.putObject(
        put -> put.bucket("archive").key(key).ifNoneMatch("*"), RequestBody.fromString("text"));
  }

  private static void putOver(S3Client s3, String key, String etag) {
    s3.putObject(
        put -> put.bucket("archive").key(key).ifMatch(etag), RequestBody.fromString("text"));
  }

  private static String putByOwner(SampleRegion sample, String key) {
    return sample
        .region
        .s3()
        .putObject(put -> put.bucket("archive").key(key), RequestBody.fromString("text"))
        .versionId();
  }

  private static String read(S3Client s3, String key) {
    return s3.getObjectAsBytes(get -> get.bucket("archive").key(key)).asUtf8String();
  }

  private static void assertDenied(String action, String resource, ThrowingCallable call) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .satisfies(denied -> {
          assertThat(denied.statusCode()).isEqualTo(403);
          assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        })
        .withMessageContaining(
            "is not authorized to perform: %s on resource: arn:aws:s3:::%s"
                .formatted(action, resource));
  }
}
