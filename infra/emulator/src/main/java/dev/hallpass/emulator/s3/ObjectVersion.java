package dev.hallpass.emulator.s3;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// One version of an object, or a delete marker.
///
/// @param id `null`, the word, in a bucket without versions
/// @param etag in double quotes
/// @param modified in whole seconds
/// @param retained the end of its retention in compliance mode
record ObjectVersion(
    String key,
    String id,
    boolean isMarker,
    SdkBytes content,
    String etag,
    Headers headers,
    Instant modified,
    Optional<Instant> retained) {

  /// What a writer said about the content.
  record Headers(String contentType, Optional<String> contentEncoding) {}

  boolean isRetained(Instant now) {
    return retained.filter(now::isBefore).isPresent();
  }

  ObjectVersion retainedUntil(Instant end) {
    return new ObjectVersion(key, id, isMarker, content, etag, headers, modified, Optional.of(end));
  }
}
