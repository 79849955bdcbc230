package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// The daily check that the log in the archive is whole. It is where the archive is, so the hub
/// cannot switch it off.
public final class ArchiveCheck extends Construct {

  public ArchiveCheck(Construct scope, Handler checkArchive, ArchiveBucket archive) {
    super(scope, "Check");
    Rule.Builder.create(this, "EachDay")
        .description("Calls the check of Hallpass's log each day")
        .schedule(Schedule.rate(Duration.days(1)))
        .targets(List.of(LambdaFunction.Builder.create(checkArchive.live()).build()))
        .build();
    // It reads the log from its beginning, which takes longer from year to year.
    checkArchive.mayTake(Duration.minutes(15));
    checkArchive.mayUse(2048);
    // A second try would find the same, and ring no louder.
    checkArchive
        .live()
        .configureAsyncInvoke(EventInvokeConfigOptions.builder().retryAttempts(0).build());
    archive.checkableBy(checkArchive);
  }
}
