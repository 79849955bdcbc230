package dev.hallpass.adapters.s3;

import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.NewestCheckpoint;
import dev.hallpass.log.SignedNote;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// The newest checkpoint in the bucket of the archive. Its signature is for those who verify it.
public final class S3NewestCheckpoint implements NewestCheckpoint {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final Supplier<S3Client> client;
  private final String bucket;

  /// @param client asked for at the first use, because few calls need it
  public S3NewestCheckpoint(Supplier<S3Client> client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<Checkpoint> newest() {
    try {
      String note =
          client
              .get()
              .getObjectAsBytes(get ->
                  get.bucket(bucket)
                      .key(ArchiveNames.NEWEST)
                      .overrideConfiguration(call -> call.apiCallTimeout(AT_ONCE)))
              .asUtf8String();
      return Optional.of(Checkpoint.parse(SignedNote.parse(note).text()));
    } catch (SdkException | IllegalArgumentException unavailable) {
      return Optional.empty();
    }
  }
}
