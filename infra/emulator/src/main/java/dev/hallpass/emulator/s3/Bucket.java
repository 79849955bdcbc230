package dev.hallpass.emulator.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/// One bucket with all versions of its objects, the newest first. It is safe for threads; each
/// operation is atomic.
final class Bucket {
  /// S3 lists keys in the order of their UTF-8 bytes. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html)
  static final Comparator<String> ORDER =
      Comparator.comparing(key -> key.getBytes(UTF_8), Arrays::compareUnsigned);

  private static final String ONLY_VERSION = "null";

  private final String name;
  private final String owner;
  private final BucketSettings settings;
  private final Map<String, List<ObjectVersion>> versions = new TreeMap<>(ORDER);
  private Optional<NamedPolicy> policy = Optional.empty();
  private int made;

  Bucket(String name, String owner, BucketSettings settings) {
    this.name = name;
    this.owner = owner;
    this.settings = settings;
  }

  String owner() {
    return owner;
  }

  BucketSettings settings() {
    return settings;
  }

  synchronized Optional<NamedPolicy> policy() {
    return policy;
  }

  synchronized void put(String json) {
    policy = Optional.of(new NamedPolicy(name, PolicyDocument.resource(json)));
  }

  /// The object as it is read without a version; empty after a deletion.
  synchronized Optional<ObjectVersion> current(String key) {
    return of(key).stream().findFirst().filter(version -> !version.isMarker());
  }

  synchronized Optional<ObjectVersion> version(String key, String id) {
    return of(key).stream().filter(version -> version.id().equals(id)).findFirst();
  }

  private List<ObjectVersion> of(String key) {
    return versions.getOrDefault(key, List.of());
  }

  /// Puts an object if the preconditions hold. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)
  ///
  /// @param isNew whether no object may have the key
  /// @param etag that the object must have, without quotes
  synchronized ObjectVersion put(
      String key,
      boolean isNew,
      @Nullable String etag,
      SdkBytes content,
      ObjectVersion.Headers headers,
      Instant now) {
    Optional<ObjectVersion> before = current(key);
    if (isNew && before.isPresent()) {
      throw preconditionFailed("If-None-Match");
    }
    if (etag != null && !before.orElseThrow(S3Errors::noSuchKey).etag().equals(quoted(etag))) {
      throw preconditionFailed("If-Match");
    }
    return add(
        new ObjectVersion(
            key,
            nextId(),
            false,
            content,
            quoted(Digests.md5(content)),
            headers,
            now.truncatedTo(ChronoUnit.SECONDS),
            settings.retention().map(now::plus)));
  }

  private static RuntimeException preconditionFailed(String header) {
    return S3Errors.error(
        "PreconditionFailed",
        412,
        "At least one of the pre-conditions you specified did not hold: " + header);
  }

  private static String quoted(String etag) {
    return "\"%s\"".formatted(etag);
  }

  private String nextId() {
    return settings.isVersioned() ? "v%031d".formatted(++made) : ONLY_VERSION;
  }

  private ObjectVersion add(ObjectVersion version) {
    List<ObjectVersion> all = versions.computeIfAbsent(version.key(), _ -> new ArrayList<>());
    if (!settings.isVersioned()) {
      all.clear();
    }
    all.addFirst(version);
    return version;
  }

  /// Hides an object behind a delete marker, or deletes it in a bucket without versions.
  ///
  /// @return the marker
  synchronized Optional<ObjectVersion> delete(String key, Instant now) {
    if (!settings.isVersioned()) {
      versions.remove(key);
      return Optional.empty();
    }
    return Optional.of(
        add(
            new ObjectVersion(
                key,
                nextId(),
                true,
                SdkBytes.fromByteArray(new byte[0]),
                "",
                new ObjectVersion.Headers("", Optional.empty()),
                now.truncatedTo(ChronoUnit.SECONDS),
                Optional.empty())));
  }

  /// Deletes a version for ever, unless it is retained. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)
  ///
  /// @return what is gone; empty if there was no such version
  synchronized Optional<ObjectVersion> deleteVersion(String key, String id, Instant now) {
    Optional<ObjectVersion> found = version(key, id);
    found.ifPresent(version -> {
      if (version.isRetained(now)) {
        throw S3Errors.accessDenied("Access Denied because object protected by object lock.");
      }
      List<ObjectVersion> all = Objects.requireNonNull(versions.get(key));
      all.remove(version);
      if (all.isEmpty()) {
        versions.remove(key);
      }
    });
    return found;
  }

  /// Retains a version longer. Nothing makes a retention in compliance mode shorter. [Source](
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)
  ///
  /// @param end empty for no retention at all
  synchronized void retain(ObjectVersion version, Optional<Instant> end, Instant now) {
    if (version.isRetained(now)
        && end.filter(other -> !other.isBefore(version.retained().orElseThrow())).isEmpty()) {
      throw S3Errors.accessDenied("Access Denied because object protected by object lock.");
    }
    if (end.filter(now::isBefore).isEmpty()) {
      throw S3Errors.error("InvalidArgument", 400, "The retain until date must be in the future!");
    }
    List<ObjectVersion> all = Objects.requireNonNull(versions.get(version.key()));
    all.set(all.indexOf(version), version.retainedUntil(end.orElseThrow()));
  }

  /// A page of the current objects.
  ///
  /// @param from the key or prefix at which the page before ended, or empty
  /// @param after a key that comes before all keys of the listing, or empty
  synchronized KeyPage page(String prefix, String delimiter, String from, String after, int size) {
    List<ObjectVersion> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = from;
    for (String key : versions.keySet()) {
      Optional<ObjectVersion> object = current(key);
      String place = place(key, prefix, delimiter);
      if (object.isEmpty()
          || !key.startsWith(prefix)
          || ORDER.compare(key, after) <= 0
          || ORDER.compare(place, last) <= 0) {
        continue;
      }
      if (objects.size() + prefixes.size() == size) {
        return new KeyPage(objects, prefixes, Optional.of(last));
      }
      if (place.equals(key)) {
        objects.add(object.get());
      } else {
        prefixes.add(place);
      }
      last = place;
    }
    return new KeyPage(objects, prefixes, Optional.empty());
  }

  /// The key, or its part up to the first delimiter after the prefix.
  private static String place(String key, String prefix, String delimiter) {
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return end < 0 ? key : key.substring(0, end + delimiter.length());
  }

  /// All versions and delete markers, in the order of keys, each key's newest first.
  synchronized List<ObjectVersion> versions() {
    return versions.values().stream().flatMap(List::stream).toList();
  }

  /// Whether nothing of the same key is newer.
  synchronized boolean isLatest(ObjectVersion version) {
    return of(version.key()).getFirst().id().equals(version.id());
  }
}
