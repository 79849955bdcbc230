package dev.hallpass.cli.audit;

import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.usage.Usage;
import dev.hallpass.audit.usage.Usage.Calls;
import dev.hallpass.audit.usage.Usage.Permission;
import dev.hallpass.audit.usage.Use;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.identity.GrantId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass audit used`.
@Command(
    name = "used",
    description = {
      "Shows what the sessions of a grant did, beside what was allowed.",
      "Without --trail it shows the sessions alone.",
      "CloudTrail records calls on data only where that was chosen, and not each call has the name of",
      "its permission: no event is no proof that a permission was not used."
    },
    footer = {
      "",
      "Example:",
      "  hallpass audit used grant-0123456789abcdef0123456789abcdef --trail trail --from archive"
    })
final class Used extends AuditCommand {

  @Parameters(paramLabel = "GRANT-ID", description = "The whole id of the grant.")
  private String grant = "";

  @Mixin private TrailOption trail = new TrailOption();

  @Option(names = "--json", description = "Prints a document.")
  private boolean json;

  Used(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    GrantId id = BadArgument.grant(grant);
    GrantRecords extract = extract(first -> first.grant().equals(id));
    GrantRecord record =
        extract.grants().stream()
            .findFirst()
            .orElseThrow(
                () -> new NoLog("The archive has no grant %s. Check its id.".formatted(id)));
    Optional<Usage> usage =
        trail
            .trail(places(), record.sessions())
            .map(events -> Objects.requireNonNull(Usage.of(List.of(record), events).get(id)));
    if (json) {
      ObjectNode members = Json.object();
      members.set("grant", AnswerJson.grant(record));
      usage.ifPresent(found -> members.set("usage", AnswerJson.usage(found)));
      print("used", extract, members);
      return;
    }
    printHead(extract);
    printSessions(record);
    usage.ifPresentOrElse(this::printUsage, () -> printLookUps(record));
  }

  private void printSessions(GrantRecord record) {
    print(
        "%s, %s of %s: open %s to %s"
            .formatted(
                record.grant(),
                record.request().entitlement(),
                record.requester(),
                RecordWords.of(record.opened(), "never"),
                RecordWords.of(record.closed(), "-")));
    if (record.sessions().isEmpty()) {
      print("Nobody fetched credentials.");
    }
    record
        .sessions()
        .forEach(session ->
            print(
                "session %s from %s to %s"
                    .formatted(
                        session.name(),
                        RecordWords.of(session.from()),
                        RecordWords.of(
                            session.until(record.closed()),
                            "unknown: no credentials are known to be issued"))));
  }

  private void printLookUps(GrantRecord record) {
    if (!record.sessions().isEmpty()) {
      print("");
      print(
          "For its calls, name the files of a trail by --trail, or let CloudTrail itself be asked, by a profile in the account %s:"
              .formatted(record.account()));
      print(
          "  hallpass audit used %s --trail cloudtrail://PROFILE/REGION".formatted(record.grant()));
    }
  }

  private void printUsage(Usage usage) {
    print("");
    if (!usage.isUsed()) {
      print(
          "The trail has no event of these sessions: %s. It must be one of the account %s."
              .formatted(Use.of(usage.grant(), Optional.of(usage)).why(), usage.grant().account()));
      print("");
    }
    Table allowed = new Table("ALLOWED", "CALLS", "LAST", "ON");
    for (Permission one : usage.permissions()) {
      allowed.add(
          one.action(),
          one.calls().map(calls -> Integer.toString(calls.count())).orElse("none"),
          one.calls().map(calls -> RecordWords.of(calls.last())).orElse(""),
          String.join(" ", one.resources()));
    }
    print(allowed);
    print("tried and denied", usage.denied());
    print("done", usage.done());
    print("failed otherwise", usage.failed());
    if (usage.strangers() > 0) {
      print("");
      print(
          "%d events have a session of this grant and the source identity of another person. No session of Hallpass can have made them: look into it."
              .formatted(usage.strangers()));
    }
  }

  private void print(String title, Map<String, Calls> calls) {
    print("");
    if (calls.isEmpty()) {
      print("Nothing was %s.".formatted(title));
      return;
    }
    Table table = new Table(title.toUpperCase(Locale.ROOT), "CALLS", "LAST", "ON");
    calls.forEach((action, some) ->
        table.add(
            RecordWords.line(action),
            Integer.toString(some.count()),
            RecordWords.of(some.last()),
            RecordWords.line(String.join(" ", some.resources()))));
    print(table);
  }
}
