package dev.hallpass.emulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.Emulated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class InMemoryS3Test {
  private static final String OWNER = "111122223333";
  private static final Duration YEAR = Duration.ofDays(365);

  private final Clock clock = new Clock();
  private final InMemoryS3 emulation = new InMemoryS3(clock);
  private final S3Client s3 = Emulated.client(S3Client.class, emulation);

  @BeforeEach
  void makeBuckets() {
    emulation.add("plain", OWNER, BucketSettings.plain());
    emulation.add("versions", OWNER, BucketSettings.versioned());
    emulation.add("archive", OWNER, BucketSettings.locked(YEAR));
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html)
  @Test
  void anObjectIsReadAsItWasWritten() {
    PutObjectResponse put =
        s3.putObject(
            one -> one.bucket("archive").key("a").contentType("text/plain").contentEncoding("gzip"),
            RequestBody.fromString("one"));
    GetObjectResponse got = s3.getObjectAsBytes(get -> get.bucket("archive").key("a")).response();

    assertThat(read("archive", "a")).isEqualTo("one");
    assertThat(got.eTag()).isEqualTo(put.eTag());
    assertThat(got.versionId()).isEqualTo(put.versionId());
    assertThat(got.contentType()).isEqualTo("text/plain");
    assertThat(got.contentEncoding()).isEqualTo("gzip");
    assertThat(got.contentLength()).isEqualTo(3);
    assertThat(got.lastModified()).isEqualTo(clock.instant());
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html)
  @Test
  void theETagIsTheMd5OfTheContentInQuotes() {
    assertThat(put("plain", "a", "hello").eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html)
  @Test
  void theHeadOfAnObjectIsReadWithoutItsContent() {
    put("plain", "a", "one");

    assertThat(s3.headObject(head -> head.bucket("plain").key("a")).contentLength()).isEqualTo(3);
    assertThatThrownBy(() -> s3.headObject(head -> head.bucket("plain").key("b")))
        .isInstanceOf(NoSuchKeyException.class);
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  @Test
  void ifNoneMatchPutsAnObjectOnceOnly() {
    putNew("archive", "a", "one");

    assertRefused(412, "PreconditionFailed", () -> putNew("archive", "a", "two"));
    assertRefused(412, "PreconditionFailed", () -> putNew("archive", "a", "one"));
    assertThat(read("archive", "a")).isEqualTo("one");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  @Test
  void ifNoneMatchPutsAnObjectThatIsBehindADeleteMarker() {
    putNew("archive", "a", "one");
    s3.deleteObject(delete -> delete.bucket("archive").key("a"));

    putNew("archive", "a", "two");
    assertThat(read("archive", "a")).isEqualTo("two");
  }

  @Test
  void ofManyWhoPutANewObjectOneSucceeds() throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> writers =
        IntStream.range(0, 8).<Callable<Boolean>>mapToObj(i -> () -> isNew("text " + i)).toList();
    int succeeded = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> one : threads.invokeAll(writers)) {
        succeeded += one.get() ? 1 : 0;
      }
    }

    assertThat(succeeded).isEqualTo(1);
    assertThat(versions("archive").versions()).hasSize(1);
  }

  private boolean isNew(String text) {
    try {
      putNew("archive", "a", text);
      return true;
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return false;
    }
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html)
  @Test
  void ifNoneMatchTakesNothingButAnAsterisk() {
    assertRefused(
        501,
        "NotImplemented",
        () ->
            s3.putObject(
                one -> one.bucket("plain").key("a").ifNoneMatch("etag"),
                RequestBody.fromString("one")));
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  @Test
  void ifMatchReplacesAnObjectThatHasTheETagAndNoOther() {
    String first = put("archive", "a", "one").eTag();
    putOver("archive", "a", first, "two");

    assertRefused(412, "PreconditionFailed", () -> putOver("archive", "a", first, "three"));
    assertRefused(404, "NoSuchKey", () -> putOver("archive", "b", first, "three"));
    assertThat(read("archive", "a")).isEqualTo("two");

    s3.deleteObject(delete -> delete.bucket("archive").key("a"));
    assertRefused(404, "NoSuchKey", () -> putOver("archive", "a", first, "three"));
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  @Test
  void aConflictOfTwoConditionalWritesIsAnsweredWith409AndWritesNothing() {
    emulation.conflictAt(put -> put.key().equals("a"));

    assertRefused(409, "ConditionalRequestConflict", () -> putNew("plain", "a", "one"));
    assertRefused(404, "NoSuchKey", () -> read("plain", "a"));
    putNew("plain", "b", "one");
    put("plain", "a", "unconditional");

    emulation.conflictAt(_ -> false);
    putOver("plain", "a", s3.headObject(h -> h.bucket("plain").key("a")).eTag(), "two");
    assertThat(read("plain", "a")).isEqualTo("two");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html)
  @Test
  void whoMayNotListTheBucketDoesNotLearnThatAnObjectIsMissing() {
    put("plain", "a", "one");
    S3Client reader = Emulated.client(S3Client.class, emulation.forCaller(_ -> false));

    assertThat(reader.getObjectAsBytes(get -> get.bucket("plain").key("a")).asUtf8String())
        .isEqualTo("one");
    assertRefused(
        403, "AccessDenied", () -> reader.getObjectAsBytes(get -> get.bucket("plain").key("b")));
    assertRefused(
        403, "AccessDenied", () -> reader.headObject(head -> head.bucket("plain").key("b")));
    assertRefused(404, "NoSuchKey", () -> read("plain", "b"));
  }

  @Test
  void aBucketThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> read("other", "a")).isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> put("other", "a", "one")).isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> emulation.owner("other")).isInstanceOf(NoSuchBucketException.class);
    assertThat(emulation.owner("plain")).isEqualTo(OWNER);
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html)
  @Test
  void aBucketWithoutVersionsKeepsTheNewestAlone() {
    assertThat(put("plain", "a", "one").versionId()).isNull();
    put("plain", "a", "two");
    assertThat(read("plain", "a")).isEqualTo("two");
    assertThat(versions("plain").versions())
        .extracting(ObjectVersion::versionId)
        .containsExactly("null");

    s3.deleteObject(delete -> delete.bucket("plain").key("a"));
    assertThat(versions("plain").versions()).isEmpty();
    assertThat(versions("plain").deleteMarkers()).isEmpty();
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html)
  @Test
  void aDeletionInABucketWithVersionsIsAMarkerThatHidesTheObject() {
    String first = put("versions", "a", "one").versionId();
    String second = put("versions", "a", "two").versionId();
    String marker = s3.deleteObject(delete -> delete.bucket("versions").key("a")).versionId();

    assertRefused(404, "NoSuchKey", () -> read("versions", "a"));
    assertThat(s3.listObjectsV2(list -> list.bucket("versions")).contents()).isEmpty();
    assertThat(read("versions", "a", first)).isEqualTo("one");
    assertRefused(405, "MethodNotAllowed", () -> read("versions", "a", marker));
    assertRefused(404, "NoSuchVersion", () -> read("versions", "a", "other"));
    assertThat(versions("versions").versions())
        .extracting(ObjectVersion::versionId, ObjectVersion::isLatest)
        .containsExactly(tuple(second, false), tuple(first, false));
    assertThat(versions("versions").deleteMarkers())
        .extracting(DeleteMarkerEntry::versionId, DeleteMarkerEntry::isLatest)
        .containsExactly(tuple(marker, true));

    delete("versions", "a", marker);
    assertThat(read("versions", "a")).isEqualTo("two");
    delete("versions", "a", second);
    assertThat(read("versions", "a")).isEqualTo("one");
  }

  @Test
  void aDeletionOfWhatIsNotThereSucceeds() {
    s3.deleteObject(delete -> delete.bucket("plain").key("a"));
    delete("versions", "a", "other");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)
  @Test
  void aVersionUnderRetentionIsDeletedByNobodyUntilTheRetentionEnds() {
    String version = put("archive", "a", "one").versionId();
    clock.pass(YEAR.minusSeconds(1));

    assertRefused(403, "AccessDenied", () -> delete("archive", "a", version));
    assertRefused(
        403,
        "AccessDenied",
        () ->
            s3.deleteObject(delete ->
                delete
                    .bucket("archive")
                    .key("a")
                    .versionId(version)
                    .bypassGovernanceRetention(true)));
    assertThat(read("archive", "a", version)).isEqualTo("one");

    clock.pass(Duration.ofSeconds(1));
    delete("archive", "a", version);
    assertRefused(404, "NoSuchKey", () -> read("archive", "a"));
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html)
  @Test
  void aVersionUnderRetentionIsStillThereBehindANewOneAndBehindADeleteMarker() {
    String version = put("archive", "a", "one").versionId();
    put("archive", "a", "two");
    String marker = s3.deleteObject(delete -> delete.bucket("archive").key("a")).versionId();

    assertThat(read("archive", "a", version)).isEqualTo("one");
    delete("archive", "a", marker);
    assertThat(read("archive", "a")).isEqualTo("two");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)
  @Test
  void aRetentionInComplianceModeGrowsAndNeverShrinks() {
    String version = put("archive", "a", "one").versionId();
    Instant end = clock.instant().plus(YEAR);
    assertThat(retainedUntil("a")).isEqualTo(end);

    ObjectLockRetentionMode compliance = ObjectLockRetentionMode.COMPLIANCE;
    assertRefused(403, "AccessDenied", () -> retain("a", compliance, end.minusSeconds(1)));
    assertRefused(
        403,
        "AccessDenied",
        () -> retain("a", ObjectLockRetentionMode.GOVERNANCE, end.plusSeconds(1)));
    assertRefused(
        403, "AccessDenied", () -> s3.putObjectRetention(put -> put.bucket("archive").key("a")));

    retain("a", compliance, end.plusSeconds(1));
    assertThat(retainedUntil("a")).isEqualTo(end.plusSeconds(1));
    clock.pass(YEAR);
    assertRefused(403, "AccessDenied", () -> delete("archive", "a", version));
    clock.pass(Duration.ofSeconds(1));
    delete("archive", "a", version);
  }

  @Test
  void aBucketWithoutObjectLockRetainsNothing() {
    put("versions", "a", "one");

    assertRefused(
        400, "InvalidRequest", () -> s3.getObjectRetention(get -> get.bucket("versions").key("a")));
    assertThatThrownBy(() -> new BucketSettings(false, Optional.of(YEAR)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html)
  @Test
  void keysAreListedInTheOrderOfTheirBytesInPages() {
    for (String key : List.of("b", "a/2", "a/1", "\uD83D\uDE00", "\uFF5E", "c")) {
      put("plain", key, key);
    }

    assertThat(s3.listObjectsV2Paginator(list -> list.bucket("plain").maxKeys(2)).contents())
        .extracting(S3Object::key)
        .containsExactly("a/1", "a/2", "b", "c", "\uFF5E", "\uD83D\uDE00");
    ListObjectsV2Response first = s3.listObjectsV2(list -> list.bucket("plain").maxKeys(2));
    assertThat(first.isTruncated()).isTrue();
    assertThat(first.keyCount()).isEqualTo(2);
    assertThat(
            s3.listObjectsV2(list -> list.bucket("plain").prefix("a/").startAfter("a/1"))
                .contents())
        .extracting(S3Object::key)
        .containsExactly("a/2");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html)
  @Test
  void keysWithTheDelimiterAreListedAsOnePrefixThatCountsAsOneKey() {
    for (String key : List.of("x/a/1", "x/a/2", "x/b", "x/c/1", "y")) {
      put("plain", key, key);
    }
    List<String> prefixes = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    var pages =
        s3.listObjectsV2Paginator(
            list -> list.bucket("plain").prefix("x/").delimiter("/").maxKeys(1));
    pages.stream()
        .forEach(page -> {
          assertThat(page.keyCount()).isEqualTo(1);
          page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(prefixes::add);
          page.contents().stream().map(S3Object::key).forEach(keys::add);
        });

    assertThat(prefixes).containsExactly("x/a/", "x/c/");
    assertThat(keys).containsExactly("x/b");
  }

  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html)
  @Test
  void versionsAreListedInPagesTheNewestOfEachKeyFirst() {
    for (String text : List.of("1", "2", "3")) {
      put("versions", "a", text);
      put("versions", "b", text);
    }
    List<String> all = new ArrayList<>();
    s3.listObjectVersionsPaginator(list -> list.bucket("versions").maxKeys(2)).stream()
        .flatMap(page -> page.versions().stream())
        .map(version -> version.key() + read("versions", version.key(), version.versionId()))
        .forEach(all::add);

    assertThat(all).containsExactly("a3", "a2", "a1", "b3", "b2", "b1");
    assertThat(s3.listObjectVersions(list -> list.bucket("versions").keyMarker("a")).versions())
        .extracting(ObjectVersion::key)
        .containsOnly("b");
    assertThat(s3.listObjectVersions(list -> list.bucket("versions").prefix("b")).versions())
        .hasSize(3);
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(() -> s3.createBucket(create -> create.bucket("other")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("s3:CreateBucket is not emulated");
    assertThatThrownBy(() ->
            s3.putObject(
                one -> one.bucket("plain").key("a").tagging("a=b"), RequestBody.fromString("one")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Tagging of s3:PutObject is not emulated");
    assertThatThrownBy(
            () -> s3.getObjectAsBytes(get -> get.bucket("plain").key("a").range("bytes=0-1")))
        .hasMessage("Range of s3:GetObject is not emulated");
    assertThatThrownBy(() ->
            s3.listObjectVersions(
                ListObjectVersionsRequest.builder().bucket("plain").delimiter("/").build()))
        .hasMessage("Delimiter of s3:ListObjectVersions is not emulated");
  }

  private PutObjectResponse put(String bucket, String key, String text) {
    return s3.putObject(
        PutObjectRequest.builder().bucket(bucket).key(key).build(), RequestBody.fromString(text));
  }

  private void putNew(String bucket, String key, String text) {
    s3.putObject(one -> one.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
  }

  private void putOver(String bucket, String key, String etag, String text) {
    s3.putObject(one -> one.bucket(bucket).key(key).ifMatch(etag), RequestBody.fromString(text));
  }

  private String read(String bucket, String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
  }

  private String read(String bucket, String key, String version) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).versionId(version))
        .asUtf8String();
  }

  private void delete(String bucket, String key, String version) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(version));
  }

  private ListObjectVersionsResponse versions(String bucket) {
    return s3.listObjectVersions(list -> list.bucket(bucket));
  }

  private Instant retainedUntil(String key) {
    return s3.getObjectRetention(get -> get.bucket("archive").key(key))
        .retention()
        .retainUntilDate();
  }

  private void retain(String key, ObjectLockRetentionMode mode, Instant end) {
    s3.putObjectRetention(put ->
        put.bucket("archive")
            .key(key)
            .bypassGovernanceRetention(true)
            .retention(retention -> retention.mode(mode).retainUntilDate(end)));
  }

  private static void assertRefused(int status, String code, ThrowingCallable call) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .satisfies(refused -> {
          assertThat(refused.statusCode()).isEqualTo(status);
          assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        });
  }
}
