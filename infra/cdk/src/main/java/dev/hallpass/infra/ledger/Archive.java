package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The archive in the hub's stack, by the name of its bucket. [HallpassArchive] is deployed beside
/// it, in the hub or in another account.
///
/// A role needs its own policy for the archive, and a statement of the bucket's policy.
public final class Archive {

  /// The only role that writes to it.
  static final String WRITER = "SignCheckpoint";

  /// The roles that read the newest checkpoint.
  static final List<String> READERS = List.of("Reads", "SeekAnswers");

  /// The object that names the newest checkpoint, the only one that is replaced.
  static final String NEWEST = "checkpoint";

  private final String bucket;
  private final String arn;

  public Archive(Construct scope) {
    Stack stack = Stack.of(scope);
    bucket = bucketOf(stack.getAccount(), stack);
    arn = "arn:%s:s3:::%s".formatted(stack.getPartition(), bucket);
  }

  /// The name of the bucket. The hub's account and region are in it, so both stacks know it before
  /// it exists.
  ///
  /// @param hub the account of Hallpass
  static String bucketOf(String hub, Stack stack) {
    return "hallpass-archive-%s-%s".formatted(hub, stack.getRegion());
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
      handler.allow(List.of("s3:GetObject"), List.of(arn + "/" + NEWEST));
    }
  }

  private void tellNameTo(Handler handler) {
    handler.tell("ARCHIVE", bucket);
  }
}
