package dev.hallpass.emulator.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.policy.NamedPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Request;

/// The buckets of one region: objects with their versions, conditional writes and Object Lock in
/// compliance mode. A parameter that would change the answer and is not emulated is refused by
/// name.
public final class InMemoryS3 implements S3Client {
  /// [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html)
  private static final int LARGEST_PAGE = 1000;

  private static final String ANY = "*";

  /// What the SDK adds, or what does not change an answer here.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("ChecksumAlgorithm", "ChecksumMode", "ContentLength", "ContentMD5", "EncodingType");

  private final InstantSource clock;
  private final Map<String, Bucket> buckets;
  private final AtomicReference<Predicate<PutObjectRequest>> conflicts;
  private final Predicate<String> mayList;

  /// An S3 without buckets, for a caller who may do everything.
  public InMemoryS3(InstantSource clock) {
    this(clock, new ConcurrentHashMap<>(), new AtomicReference<>(_ -> false), _ -> true);
  }

  private InMemoryS3(
      InstantSource clock,
      Map<String, Bucket> buckets,
      AtomicReference<Predicate<PutObjectRequest>> conflicts,
      Predicate<String> mayList) {
    this.clock = clock;
    this.buckets = buckets;
    this.conflicts = conflicts;
    this.mayList = mayList;
  }

  /// The same buckets for a caller: S3 tells only callers who may list a bucket that an object is
  /// missing. [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html)
  ///
  /// @param mayList whether the caller may list the bucket with a name
  public InMemoryS3 forCaller(Predicate<String> mayList) {
    return new InMemoryS3(clock, buckets, conflicts, mayList);
  }

  /// Adds an empty bucket without a policy.
  ///
  /// @param owner the twelve digits of its account
  public void add(String bucket, String owner, BucketSettings settings) {
    buckets.put(bucket, new Bucket(bucket, owner, settings));
  }

  /// Gives a bucket a policy.
  ///
  /// @param policy as JSON
  /// @throws software.amazon.awssdk.services.s3.model.NoSuchBucketException if there is no bucket
  public void putPolicy(String bucket, String policy) {
    bucket(bucket).put(policy);
  }

  /// The policy of a bucket, none or one.
  ///
  /// @throws software.amazon.awssdk.services.s3.model.NoSuchBucketException if there is no bucket
  public List<NamedPolicy> policy(String bucket) {
    return bucket(bucket).policy().stream().toList();
  }

  /// The twelve digits of the account that owns a bucket.
  ///
  /// @throws software.amazon.awssdk.services.s3.model.NoSuchBucketException if there is no bucket
  public String owner(String bucket) {
    return bucket(bucket).owner();
  }

  /// From now on, answers 409 to the conditional writes that a test chooses, as if another write of
  /// the key were under way. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  public void conflictAt(Predicate<PutObjectRequest> chosen) {
    conflicts.set(chosen);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    requireEmulated(
        request, "Bucket", "Key", "IfMatch", "IfNoneMatch", "ContentType", "ContentEncoding");
    Bucket bucket = bucket(request.bucket());
    boolean isNew = request.ifNoneMatch() != null;
    if (isNew && !request.ifNoneMatch().equals(ANY)) {
      throw S3Errors.error(
          "NotImplemented", 501, "A header you provided implies functionality not implemented");
    }
    if ((isNew || request.ifMatch() != null) && conflicts.get().test(request)) {
      throw S3Errors.error(
          "ConditionalRequestConflict",
          409,
          "The conditional request cannot succeed due to a conflicting operation.");
    }
    ObjectVersion made =
        bucket.put(
            request.key(),
            isNew,
            request.ifMatch() == null ? null : request.ifMatch().replace("\"", ""),
            content(body),
            new ObjectVersion.Headers(
                Optional.ofNullable(request.contentType()).orElse("binary/octet-stream"),
                Optional.ofNullable(request.contentEncoding())),
            clock.instant());
    return PutObjectResponse.builder().eTag(made.etag()).versionId(shown(bucket, made)).build();
  }

  private static SdkBytes content(RequestBody body) {
    try (InputStream stream = body.contentStreamProvider().newStream()) {
      return SdkBytes.fromInputStream(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("The body cannot be read", e);
    }
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    requireEmulated(request, "Bucket", "Key", "VersionId");
    Bucket bucket = bucket(request.bucket());
    ObjectVersion found = found(request.bucket(), request.key(), request.versionId());
    GetObjectResponse response =
        GetObjectResponse.builder()
            .eTag(found.etag())
            .lastModified(found.modified())
            .contentLength((long) found.content().asByteArray().length)
            .contentType(found.headers().contentType())
            .contentEncoding(found.headers().contentEncoding().orElse(null))
            .versionId(shown(bucket, found))
            .build();
    try {
      return transformer.transform(
          response,
          AbortableInputStream.create(new ByteArrayInputStream(found.content().asByteArray())));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Broad, because a transformer of the caller may throw anything. Nothing was changed here.
      throw SdkClientException.create("The answer cannot be read", e);
    }
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    requireEmulated(request, "Bucket", "Key", "VersionId");
    Bucket bucket = bucket(request.bucket());
    ObjectVersion found = found(request.bucket(), request.key(), request.versionId());
    return HeadObjectResponse.builder()
        .eTag(found.etag())
        .lastModified(found.modified())
        .contentLength((long) found.content().asByteArray().length)
        .contentType(found.headers().contentType())
        .contentEncoding(found.headers().contentEncoding().orElse(null))
        .versionId(shown(bucket, found))
        .build();
  }

  private ObjectVersion found(String name, String key, @Nullable String id) {
    Bucket bucket = bucket(name);
    Optional<ObjectVersion> found =
        id == null ? bucket.current(key) : bucket.version(key, String.valueOf(id));
    if (found.isEmpty() && !mayList.test(name)) {
      throw S3Errors.accessDenied(
          "The caller is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::%s\""
              .formatted(name));
    }
    if (found.isEmpty() && id != null) {
      throw S3Errors.error("NoSuchVersion", 404, "The specified version does not exist.");
    }
    ObjectVersion version = found.orElseThrow(S3Errors::noSuchKey);
    if (version.isMarker()) {
      throw S3Errors.error(
          "MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }
    return version;
  }

  private static @Nullable String shown(Bucket bucket, ObjectVersion version) {
    return bucket.settings().isVersioned() ? version.id() : null;
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    requireEmulated(
        request, "Bucket", "Prefix", "Delimiter", "MaxKeys", "ContinuationToken", "StartAfter");
    KeyPage page =
        bucket(request.bucket())
            .page(
                orEmpty(request.prefix()),
                orEmpty(request.delimiter()),
                from(request.continuationToken()),
                orEmpty(request.startAfter()),
                size(request.maxKeys()));
    return ListObjectsV2Response.builder()
        .name(request.bucket())
        .prefix(request.prefix())
        .delimiter(request.delimiter())
        .contents(page.objects().stream().map(InMemoryS3::listed).toList())
        .commonPrefixes(
            page.prefixes().stream()
                .map(prefix -> CommonPrefix.builder().prefix(prefix).build())
                .toList())
        .keyCount(page.objects().size() + page.prefixes().size())
        .isTruncated(page.next().isPresent())
        .nextContinuationToken(page.next().map(InMemoryS3::token).orElse(null))
        .build();
  }

  private static S3Object listed(ObjectVersion object) {
    return S3Object.builder()
        .key(object.key())
        .eTag(object.etag())
        .size((long) object.content().asByteArray().length)
        .lastModified(object.modified())
        .build();
  }

  private static String token(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8));
  }

  private static String from(@Nullable String token) {
    return token == null ? "" : new String(Base64.getUrlDecoder().decode(token), UTF_8);
  }

  private static int size(@Nullable Integer asked) {
    return asked == null ? LARGEST_PAGE : Math.min(asked, LARGEST_PAGE);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    requireEmulated(request, "Bucket", "Prefix", "MaxKeys", "KeyMarker", "VersionIdMarker");
    Bucket bucket = bucket(request.bucket());
    List<ObjectVersion> left =
        after(bucket.versions(), request).stream()
            .filter(version -> version.key().startsWith(orEmpty(request.prefix())))
            .toList();
    List<ObjectVersion> page = left.stream().limit(size(request.maxKeys())).toList();
    boolean isTruncated = page.size() < left.size();
    return ListObjectVersionsResponse.builder()
        .name(request.bucket())
        .versions(
            page.stream()
                .filter(version -> !version.isMarker())
                .map(version ->
                    software.amazon.awssdk.services.s3.model.ObjectVersion.builder()
                        .key(version.key())
                        .versionId(version.id())
                        .isLatest(bucket.isLatest(version))
                        .eTag(version.etag())
                        .size((long) version.content().asByteArray().length)
                        .lastModified(version.modified())
                        .build())
                .toList())
        .deleteMarkers(
            page.stream()
                .filter(ObjectVersion::isMarker)
                .map(marker ->
                    DeleteMarkerEntry.builder()
                        .key(marker.key())
                        .versionId(marker.id())
                        .isLatest(bucket.isLatest(marker))
                        .lastModified(marker.modified())
                        .build())
                .toList())
        .isTruncated(isTruncated)
        .nextKeyMarker(isTruncated ? page.getLast().key() : null)
        .nextVersionIdMarker(isTruncated ? page.getLast().id() : null)
        .build();
  }

  /// The versions after a request's markers: after the version, or after all of the key.
  private static List<ObjectVersion> after(
      List<ObjectVersion> all, ListObjectVersionsRequest request) {
    if (request.keyMarker() == null) {
      return all;
    }
    int place = -1;
    for (int i = 0; i < all.size(); i++) {
      int order = Bucket.ORDER.compare(all.get(i).key(), request.keyMarker());
      boolean isMarker =
          request.versionIdMarker() == null || all.get(i).id().equals(request.versionIdMarker());
      if (order < 0 || (order == 0 && isMarker)) {
        place = i;
      }
    }
    return all.subList(place + 1, all.size());
  }

  /// Adds a delete marker in a bucket with versions; deletes a version for ever if the request
  /// names one. [Source](https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html)
  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    requireEmulated(request, "Bucket", "Key", "VersionId", "BypassGovernanceRetention");
    Bucket bucket = bucket(request.bucket());
    Optional<ObjectVersion> done =
        request.versionId() == null
            ? bucket.delete(request.key(), clock.instant())
            : bucket.deleteVersion(request.key(), request.versionId(), clock.instant());
    DeleteObjectResponse.Builder response =
        DeleteObjectResponse.builder().versionId(request.versionId());
    done.filter(ObjectVersion::isMarker)
        .ifPresent(marker -> response.deleteMarker(true).versionId(marker.id()));
    return response.build();
  }

  @Override
  public GetObjectRetentionResponse getObjectRetention(GetObjectRetentionRequest request) {
    requireEmulated(request, "Bucket", "Key", "VersionId");
    requireLock(request.bucket());
    return found(request.bucket(), request.key(), request.versionId())
        .retained()
        .map(end ->
            GetObjectRetentionResponse.builder()
                .retention(retention ->
                    retention.mode(ObjectLockRetentionMode.COMPLIANCE).retainUntilDate(end))
                .build())
        .orElseThrow(() ->
            S3Errors.error(
                "NoSuchObjectLockConfiguration",
                404,
                "The specified object does not have a ObjectLock configuration"));
  }

  /// Makes a retention longer. A shorter one, none, or one in another mode is refused, with
  /// BypassGovernanceRetention too.
  @Override
  public PutObjectRetentionResponse putObjectRetention(PutObjectRetentionRequest request) {
    requireEmulated(
        request, "Bucket", "Key", "VersionId", "Retention", "BypassGovernanceRetention");
    Bucket bucket = requireLock(request.bucket());
    ObjectVersion version = found(request.bucket(), request.key(), request.versionId());
    Optional<ObjectLockRetention> wanted = Optional.ofNullable(request.retention());
    boolean isCompliance =
        wanted.filter(to -> to.mode() == ObjectLockRetentionMode.COMPLIANCE).isPresent();
    if (!isCompliance && !version.isRetained(clock.instant())) {
      throw new UnsupportedOperationException("A retention but in compliance mode is not emulated");
    }
    bucket.retain(
        version,
        wanted.filter(_ -> isCompliance).map(ObjectLockRetention::retainUntilDate),
        clock.instant());
    return PutObjectRetentionResponse.builder().build();
  }

  private Bucket requireLock(String name) {
    Bucket bucket = bucket(name);
    if (bucket.settings().retention().isEmpty()) {
      throw S3Errors.error("InvalidRequest", 400, "Bucket is missing Object Lock Configuration");
    }
    return bucket;
  }

  /// @throws UnsupportedOperationException with the name of a parameter that is not emulated
  private void requireEmulated(S3Request request, String... parameters) {
    for (SdkField<?> field : request.sdkFields()) {
      String name = field.memberName();
      if (isSet(field.getValueOrDefault(request))
          && !Set.of(parameters).contains(name)
          && !WITHOUT_EFFECT.contains(name)) {
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        throw new UnsupportedOperationException(
            "%s of s3:%s is not emulated".formatted(name, operation));
      }
    }
  }

  private static boolean isSet(@Nullable Object value) {
    return Objects.nonNull(value)
        && !(value instanceof SdkAutoConstructList<?>)
        && !(value instanceof SdkAutoConstructMap<?, ?>);
  }

  private Bucket bucket(String name) {
    return Optional.ofNullable(buckets.get(name)).orElseThrow(() -> S3Errors.noSuchBucket(name));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
