package dev.hallpass.adapters.s3;

import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The archive in a bucket. Each write says what it finds before it, so that no object is lost when
/// two writers meet (source: Amazon S3, conditional writes).
public final class S3Archive implements Archive {

  /// The status of a write whose condition does not hold.
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String bucket;

  public S3Archive(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<ArchivedObject> read(String name) {
    try {
      ResponseBytes<GetObjectResponse> object =
          client.getObjectAsBytes(get -> get.bucket(bucket).key(name));
      return Optional.of(new ArchivedObject(object.asByteArray(), object.response().eTag()));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read " + name, failure);
    }
  }

  @Override
  public boolean add(String name, byte[] content) {
    return put(name, content, put -> put.ifNoneMatch("*"));
  }

  @Override
  public boolean replace(String name, ArchivedObject before, byte[] content) {
    return put(name, content, put -> put.ifMatch(before.version()));
  }

  /// The SDK retries, and a retry finds the object that the first try wrote. So nobody takes a
  /// failed condition for the word of another writer without a look.
  private boolean put(String name, byte[] content, Consumer<PutObjectRequest.Builder> condition) {
    PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key(name);
    condition.accept(put);
    try {
      client.putObject(put.build(), RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception refused) {
      if (refused.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw new OutcomeUnknown("write " + name, refused);
    } catch (SdkException failure) {
      throw new OutcomeUnknown("write " + name, failure);
    }
  }

  @Override
  public List<String> names(String beginning) {
    try {
      return client
          .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(beginning))
          .contents()
          .stream()
          .map(S3Object::key)
          .sorted()
          .toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the archive", failure);
    }
  }

  /// A second version hides the first one, and so does a delete marker.
  @Override
  public Optional<List<String>> rewritten() {
    try {
      return Optional.of(
          client.listObjectVersionsPaginator(list -> list.bucket(bucket)).stream()
              .flatMap(S3Archive::rewritten)
              .distinct()
              .sorted()
              .toList());
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the versions of the archive", failure);
    }
  }

  private static Stream<String> rewritten(ListObjectVersionsResponse page) {
    return Stream.concat(
        page.versions().stream().filter(version -> !version.isLatest()).map(ObjectVersion::key),
        page.deleteMarkers().stream().map(DeleteMarkerEntry::key));
  }
}
