package dev.hallpass.infra;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.ledger.ArchiveBucket;
import dev.hallpass.infra.ledger.ArchiveCheck;
import dev.hallpass.infra.ledger.ArchiveQueries;
import dev.hallpass.infra.monitoring.ArchiveWatch;
import dev.hallpass.infra.shared.FunctionsJar;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.Logs;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.infra.shared.StackTags;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The stack of the archive, in the hub or in an account of its own, and in the hub's region: the
/// bucket of the ledger's log, its alarms, its daily check, and a table for questions. It needs
/// nothing of the hub's stack, and stays when that one is destroyed.
public final class HallpassArchive extends Stack {

  private static final String NAME = "HallpassArchive";

  /// Where neither the archive's account nor the hub is named, the stack goes into the account that
  /// it is deployed with.
  ///
  /// @param functionsJar the file with the code of the functions
  public HallpassArchive(
      Construct scope, Path functionsJar, Settings settings, Installation installation) {
    super(
        scope,
        account(settings, installation).orElse("hub"),
        StackProps.builder()
            .stackName(NAME)
            .description("Hallpass: the log of its ledger")
            .env(environment(settings, installation))
            .tags(StackTags.of(installation.conventions()))
            .build());
    var roles = new RoleConventions(installation.conventions());
    var archive =
        new ArchiveBucket(
            this,
            settings.hub().map(AccountId::value).orElse(getAccount()),
            installation.archive().retention(),
            roles);
    new ArchiveQueries(this, archive);
    var watch = new ArchiveWatch(this, archive.name(), archive.writerArn(), installation.alarms());
    var checkArchive =
        new Handler(
            this,
            "upkeep",
            "CheckArchive",
            new FunctionsJar(functionsJar),
            Logs.withoutKey(),
            installation.reservesConcurrency());
    new ArchiveCheck(this, checkArchive, archive);
    watch.overCheck(checkArchive);
    output("Bucket", "The bucket of the ledger's log", archive.name());
    output("Alarms", "Where alarms of the archive go, and from there to people", watch.topicArn());
    roles.applyTo(this);
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
