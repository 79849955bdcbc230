package dev.hallpass.infra.ledger;

import dev.hallpass.catalog.Installation;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// The log over all entries of the ledger: a function adds the new ones each five minutes, and
/// signs a checkpoint. It can write the archive and not the ledger; all who write the ledger cannot
/// write the archive.
public final class LedgerLog extends Construct {

  public LedgerLog(
      Construct scope,
      Handler signCheckpoint,
      LedgerTable ledger,
      SigningKey key,
      ArchiveAccess archive,
      Installation installation) {
    super(scope, "Log");
    Rule.Builder.create(this, "EachFiveMinutes")
        .description("Calls the signer of Hallpass's log each five minutes")
        .schedule(Schedule.rate(Duration.minutes(5)))
        .targets(List.of(LambdaFunction.Builder.create(signCheckpoint.live()).build()))
        .build();
    // Of two at once, one would lose each conditional write. The time-out lets the first call, or
    // the first after a failure of a day, read the whole table.
    signCheckpoint.reserve(1);
    signCheckpoint.mayTake(Duration.minutes(10));
    // The next call does all that a failed one left.
    signCheckpoint
        .live()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder()
                .maxEventAge(Duration.minutes(5))
                .retryAttempts(0)
                .build());
    ledger.loggableBy(signCheckpoint);
    key.signableBy(signCheckpoint);
    key.readableBy(signCheckpoint);
    archive.writableBy(signCheckpoint);
    installation
        .archive()
        .continues()
        .ifPresent(origin -> signCheckpoint.tell("LOG_CONTINUES", origin));
  }
}
