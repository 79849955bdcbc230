package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.log.ArchiveNames;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The archive in the hub's stack, by the name of its bucket. [HallpassArchive] is deployed beside
/// it, in the hub or in another account.
///
/// A role needs its own policy for the archive, and a statement of the bucket's policy.
public final class ArchiveAccess {

  /// The only role that writes to it.
  static final String WRITER = "SignCheckpoint";

  /// The roles that read the newest checkpoint.
  static final List<String> READERS = List.of("Reads", "SeekAnswers");

  private final String bucket;
  private final String arn;

  public ArchiveAccess(Construct scope) {
    Stack stack = Stack.of(scope);
    bucket = ArchiveNames.bucket(stack.getAccount(), stack.getRegion());
    arn = "arn:%s:s3:::%s".formatted(stack.getPartition(), bucket);
  }

  /// The name of the bucket.
  public String bucket() {
    return bucket;
  }

  /// Lets the writer read, add to and list the archive. Without the right to list it, S3 does not
  /// say that an object is missing (source: S3, GetObject).
  void writableBy(Handler handler) {
    tellNameTo(handler);
    handler.allow(List.of("s3:GetObject", "s3:PutObject"), List.of(arn + "/*"));
    handler.allow(List.of("s3:ListBucket"), List.of(arn));
  }

  /// Lets functions read the newest checkpoint, and nothing else.
  public void newestReadableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      tellNameTo(handler);
      handler.allow(List.of("s3:GetObject"), List.of(arn + "/" + ArchiveNames.NEWEST));
    }
  }

  private void tellNameTo(Handler handler) {
    handler.tell("ARCHIVE", bucket);
  }
}
