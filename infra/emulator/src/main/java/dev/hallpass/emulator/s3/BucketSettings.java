package dev.hallpass.emulator.s3;

import java.time.Duration;
import java.util.Optional;

/// What a bucket does with the versions of its objects.
///
/// @param isVersioned whether it keeps all versions
/// @param retention how long it keeps each new version in compliance mode, if it has Object Lock
public record BucketSettings(boolean isVersioned, Optional<Duration> retention) {
  /// @throws IllegalArgumentException if the bucket has a retention and no versions. [Source](
  ///   https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)
  public BucketSettings {
    if (retention.isPresent() && !isVersioned) {
      throw new IllegalArgumentException("Object Lock works only in a bucket with versions");
    }
  }

  /// A bucket that keeps the newest version alone.
  public static BucketSettings plain() {
    return new BucketSettings(false, Optional.empty());
  }

  /// A bucket that keeps all versions until they are deleted.
  public static BucketSettings versioned() {
    return new BucketSettings(true, Optional.empty());
  }

  /// A bucket with Object Lock and a default retention in compliance mode.
  public static BucketSettings locked(Duration retention) {
    return new BucketSettings(true, Optional.of(retention));
  }
}
