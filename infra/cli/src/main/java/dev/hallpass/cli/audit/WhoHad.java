package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Reach;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.grant.GrantEvent.Requested;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass audit who-had`.
@Command(
    name = "who-had",
    description = {
      "Shows who had access to a resource, or in an account, at some time within a span.",
      "A grant counts if its policy could allow anything there: conditions are not evaluated. Contents",
      "of managed policies are not in the archive, so they count where they could reach it."
    },
    footer = {
      "",
      "Example:",
      "  hallpass audit who-had arn:aws:s3:::acme-exports/customers/4711/a.csv \\",
      "    --between 2026-10-01 2026-12-31 --from archive"
    })
final class WhoHad extends AuditCommand {

  @Parameters(
      paramLabel = "RESOURCE|ACCOUNT",
      description = "An ARN, also with wildcards, or the twelve digits of an account.")
  private String place = "";

  @Mixin private SpanOption times = new SpanOption();

  @Option(names = "--json", description = "Prints a document.")
  private boolean json;

  WhoHad(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    Reach reach = reach();
    Span span = times.span();
    GrantRecords extract =
        extract(first -> first.event() instanceof Requested request && reach.isOf(request));
    List<GrantRecord> grants = extract.open(span).toList();
    if (json) {
      print(
          "who-had",
          extract,
          AnswerJson.grants(grants.stream().map(grant -> document(grant, reach)).toList()));
      return;
    }
    printHead(extract);
    if (grants.isEmpty()) {
      print("Nobody had access there in that time.");
      return;
    }
    Table table = new Table("FROM", "TO", "PERSON", "ENTITLEMENT", "GRANT", "YES BY", "SESSIONS");
    grants.forEach(grant ->
        table.add(
            RecordWords.of(grant.opened(), ""),
            RecordWords.of(grant.closed(), "open"),
            grant.requester().email(),
            grant.request().entitlement().value(),
            grant.grant().value(),
            RecordWords.yes(grant),
            grant.isFetched() ? RecordWords.sessions(grant) : "none"));
    print(table);
  }

  private Reach reach() {
    try {
      return Reach.of(place);
    } catch (IllegalArgumentException _) {
      throw BadArgument.of(
          "%s: it takes an ARN with all its six parts, or the twelve digits of an account."
              .formatted(place));
    }
  }

  private static ObjectNode document(GrantRecord grant, Reach reach) {
    ObjectNode json = AnswerJson.grant(grant);
    AnswerJson.put(json, "actions", reach.actions(grant.request()).stream());
    AnswerJson.put(json, "managedPolicies", reach.managed(grant.request()).stream());
    return json;
  }
}
