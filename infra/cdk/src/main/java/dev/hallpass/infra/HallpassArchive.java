package dev.hallpass.infra;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.ledger.ArchiveBucket;
import dev.hallpass.infra.ledger.ArchiveQueries;
import dev.hallpass.infra.monitoring.ArchiveWatch;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The stack of the archive, in the hub or in an account of its own, and in the hub's region: the
/// bucket of the ledger's log, its alarms, and a table for questions. It needs nothing of the hub's
/// stack, and stays when that one is destroyed.
public final class HallpassArchive extends Stack {

  private static final String NAME = "HallpassArchive";

  /// Where neither the archive's account nor the hub is named, the stack goes into the account that
  /// it is deployed with.
  public HallpassArchive(Construct scope, Settings settings, Installation installation) {
    super(
        scope,
        account(settings, installation).orElse("hub"),
        StackProps.builder()
            .stackName(NAME)
            .description("Hallpass: the log of its ledger")
            .env(environment(settings, installation))
            .tags(Map.of("application", "hallpass"))
            .build());
    var archive =
        new ArchiveBucket(
            this,
            settings.hub().map(AccountId::value).orElse(getAccount()),
            installation.archive().retention());
    new ArchiveQueries(this, archive);
    var watch = new ArchiveWatch(this, archive.name(), archive.writerArn(), installation.alarms());
    output("Bucket", "The bucket of the ledger's log", archive.name());
    output("Alarms", "Where alarms of the archive go, and from there to people", watch.topicArn());
  }

  private static Optional<String> account(Settings settings, Installation installation) {
    return installation.archive().account().or(settings::hub).map(AccountId::value);
  }

  private static Environment environment(Settings settings, Installation installation) {
    var environment = Environment.builder();
    account(settings, installation).ifPresent(environment::account);
    return environment.build();
  }

  private void output(String name, String description, String value) {
    CfnOutput.Builder.create(this, name).description(description).value(value).build();
  }
}
