package dev.hallpass.infra.ledger;

import dev.hallpass.log.ArchiveNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.constructs.Construct;

/// The entries of the archive as a table of Athena, with saved statements that make views of them.
///
/// The writer of an interval can lose to another one after it wrote its entries. Then they are
/// there twice, so each view begins with the distinct rows.
public final class ArchiveQueries extends Construct {

  private static final String DATABASE = "hallpass_archive";

  private static final String LEDGER =
      """
      CREATE OR REPLACE VIEW ledger AS
      SELECT DISTINCT "grant", sequence, type, from_iso8601_timestamp("at") AS "at", actor, event, build, hash
      FROM entries
      """;

  private static final String GRANTS =
      """
      CREATE OR REPLACE VIEW grants AS
      SELECT "grant", "at" AS requested,
        json_extract_scalar(event, '$.requester') AS requester,
        json_extract_scalar(event, '$.entitlement') AS entitlement,
        json_format(json_extract(event, '$.parameters')) AS parameters,
        json_extract_scalar(event, '$.duration') AS duration,
        json_extract_scalar(event, '$.justification') AS justification,
        json_extract_scalar(event, '$.ticket') AS ticket,
        json_extract_scalar(event, '$.role') AS role
      FROM ledger
      WHERE type = 'requested'
      """;

  private static final String DECISIONS =
      """
      CREATE OR REPLACE VIEW decisions AS
      SELECT grants.*, ledger.type AS decision, ledger."at" AS decided, ledger.actor AS decider,
        json_extract_scalar(ledger.event, '$.channel') AS channel,
        json_extract_scalar(ledger.event, '$.reason') AS reason,
        ledger.hash AS entry
      FROM ledger JOIN grants ON grants."grant" = ledger."grant"
      WHERE ledger.type IN ('approved', 'approved-by-rule', 'denied', 'withdrawn', 'refused', 'revoked', 'reviewed')
      """;

  private static final String OPENED =
      """
      CREATE OR REPLACE VIEW opened AS
      SELECT grants.*, life.opened, life.expires, life.ended, life.credentials
      FROM grants JOIN (
        SELECT "grant",
          min("at") FILTER (WHERE type = 'activated') AS opened,
          max(from_iso8601_timestamp(json_extract_scalar(event, '$.expiresAt')))
            FILTER (WHERE type = 'policy-planned') AS expires,
          min("at") FILTER (WHERE type IN ('ended', 'returned', 'revoked', 'refused', 'failed')) AS ended,
          count_if(type = 'credentials-issued') AS credentials
        FROM ledger
        GROUP BY "grant"
        HAVING count_if(type = 'activated') > 0
      ) life ON life."grant" = grants."grant"
      """;

  public ArchiveQueries(Construct scope, ArchiveBucket archive) {
    super(scope, "Queries");
    Stack stack = Stack.of(this);
    CfnDatabase database =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(stack.getAccount())
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(DATABASE)
                    .description("The archive of Hallpass")
                    .build())
            .build();
    CfnTable.Builder.create(this, "Entries")
        .catalogId(stack.getAccount())
        .databaseName(database.getRef())
        .tableInput(entries("s3://%s/%s".formatted(archive.name(), ArchiveNames.ENTRIES)))
        .build();
    CfnWorkGroup group = group();
    save(group, "1-ledger", "Each entry once. Run this first: it makes a view", LEDGER);
    save(group, "2-grants", "Who requested what, and why", GRANTS);
    save(group, "3-decisions", "Who said yes or no to what, and when", DECISIONS);
    save(group, "4-opened", "Who had what access, and from when until when", OPENED);
  }

  /// Athena keeps results for a day, so no bucket is needed for them. A query may read 10 GB, which
  /// costs 5 cents.
  private CfnWorkGroup group() {
    return CfnWorkGroup.Builder.create(this, "WorkGroup")
        .name("hallpass-archive")
        .description("Questions to the archive of Hallpass")
        .workGroupConfiguration(
            CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                .enforceWorkGroupConfiguration(true)
                .publishCloudWatchMetricsEnabled(true)
                .bytesScannedCutoffPerQuery(10_000_000_000L)
                .managedQueryResultsConfiguration(
                    CfnWorkGroup.ManagedQueryResultsConfigurationProperty.builder()
                        .enabled(true)
                        .build())
                .build())
        .build();
  }

  private void save(CfnWorkGroup group, String name, String description, String statement) {
    CfnNamedQuery.Builder.create(this, name)
        .name("hallpass-" + name)
        .description(description)
        .database(DATABASE)
        .workGroup(group.getRef())
        .queryString(statement)
        .build();
  }

  /// The days need no crawler: Athena makes their folders' names itself (source: Athena, partition
  /// projection).
  private static CfnTable.TableInputProperty entries(String place) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("classification", "json");
    parameters.put("projection.enabled", "true");
    parameters.put("projection.day.type", "date");
    parameters.put("projection.day.format", "yyyy-MM-dd");
    parameters.put("projection.day.range", "2026-12-01,NOW+1DAYS");
    parameters.put("storage.location.template", place + "day=${day}/");
    return CfnTable.TableInputProperty.builder()
        .name("entries")
        .description("Each line of the archive's entries; an entry can be there twice")
        .tableType("EXTERNAL_TABLE")
        .parameters(parameters)
        .partitionKeys(List.of(column("day", "string")))
        .storageDescriptor(
            CfnTable.StorageDescriptorProperty.builder()
                .location(place)
                .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                .serdeInfo(
                    CfnTable.SerdeInfoProperty.builder()
                        .serializationLibrary("org.openx.data.jsonserde.JsonSerDe")
                        .build())
                .columns(columns())
                .build())
        .build();
  }

  /// The members of an entry. All are texts but the sequence.
  private static List<CfnTable.ColumnProperty> columns() {
    return Stream.of(
            "grant", "sequence", "type", "at", "actor", "event", "previous", "build", "hash")
        .map(name -> column(name, name.equals("sequence") ? "bigint" : "string"))
        .toList();
  }

  private static CfnTable.ColumnProperty column(String name, String type) {
    return CfnTable.ColumnProperty.builder().name(name).type(type).build();
  }
}
