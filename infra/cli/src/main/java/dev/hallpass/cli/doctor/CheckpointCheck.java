package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/// Whether checkpoints of the ledger's log come to the archive.
record CheckpointCheck(Report report, OpsCli aws, InstantSource clock) {

  private static final String CHECKPOINT = "checkpoint";
  // One comes every five minutes, and the alarm rings after this time.
  private static final Duration LATE = Duration.ofMinutes(15);

  /// @param bucket the archive
  void run(String bucket) {
    switch (aws.ask("s3api", "head-object", "--bucket", bucket, "--key", CHECKPOINT)) {
      case Said said -> checkpoint(said.tree().path("LastModified").asString(""), bucket);
      case Unsaid unsaid when unsaid.isMissing() ->
          report.note(
              CHECKPOINT,
              "%s has none yet. The first comes five minutes after the deployment of the archive and the hub."
                  .formatted(bucket));
      case Unsaid unsaid -> report.unknown(CHECKPOINT, unsaid);
    }
  }

  private void checkpoint(String modified, String bucket) {
    try {
      Instant at = OffsetDateTime.parse(modified).toInstant();
      if (at.plus(LATE).isBefore(clock.instant())) {
        report.fail(
            CHECKPOINT,
            "the newest in %s is of %s. Read the log of SignCheckpoint.".formatted(bucket, at));
      } else {
        report.ok(CHECKPOINT, "the newest is of %s".formatted(at));
      }
    } catch (DateTimeException _) {
      report.note(CHECKPOINT, "%s has one, and does not say of when".formatted(bucket));
    }
  }
}
