package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.audit.usage.Trail;
import dev.hallpass.audit.usage.Unused;
import dev.hallpass.audit.usage.Unused.GrantUse;
import dev.hallpass.audit.usage.Unused.OfEntitlement;
import dev.hallpass.audit.usage.Usage;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass audit unused`.
@Command(
    name = "unused",
    description = {
      "Shows what was opened and not used: what could be narrowed.",
      "A grant is unused if nobody fetched its credentials or, with --trail, if the trail has the time of",
      "its sessions and no call of them. What a trail does not have cannot be said.",
      "With --trail it also shows actions that no grant of an entitlement used."
    },
    footer = {"", "Example:", "  hallpass audit unused --since 2026-10-01 --from archive"})
final class UnusedAccess extends AuditCommand {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Looks at grants that were open since this day or instant, in UTC.")
  private @Nullable String since;

  @Mixin private TrailOption trail = new TrailOption();

  @Option(names = "--json", description = "Prints a document.")
  private boolean json;

  UnusedAccess(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    Span span =
        Optional.ofNullable(since)
            .map(text -> new Span(SpanOption.from("--since", text), Instant.MAX))
            .orElse(Span.ALL);
    GrantRecords extract = extract(_ -> true);
    List<GrantRecord> opened = extract.open(span).toList();
    Optional<Trail> events = trail.trail(places(), TrailOption.sessions(opened));
    Optional<Map<GrantId, Usage>> usages = events.map(some -> Usage.of(opened, some));
    Unused unused = Unused.of(opened, usages);
    if (json) {
      print("unused", extract, document(unused));
      return;
    }
    printHead(extract);
    if (events.isEmpty()) {
      print(
          "No trail was read: of grants with credentials it cannot be said whether they were used.");
      print("");
    }
    if (opened.isEmpty()) {
      print("Nothing was open in that time.");
    } else {
      print(unused);
    }
  }

  private void print(Unused unused) {
    Table table =
        new Table(
            "ENTITLEMENT", "OPENED", "UNUSED", "CANNOT BE SAID", "NEWEST", "ACTIONS NEVER USED");
    unused
        .entitlements()
        .forEach(one ->
            table.add(
                one.entitlement().value(),
                Integer.toString(one.opened()),
                one.isUnused() ? "all" : Integer.toString(one.unused().size()),
                Integer.toString(one.unknown().size()),
                RecordWords.of(one.newest()),
                String.join(" ", one.never())));
    print(table);
    print(unused, "UNUSED GRANT", OfEntitlement::unused);
    print(unused, "CANNOT BE SAID", OfEntitlement::unknown);
  }

  private void print(
      Unused unused, String title, Function<OfEntitlement, List<GrantUse>> ofEntitlement) {
    List<GrantUse> grants =
        unused.entitlements().stream().map(ofEntitlement).flatMap(List::stream).toList();
    if (grants.isEmpty()) {
      return;
    }
    Table table = new Table(title, "ENTITLEMENT", "PERSON", "OPENED", "BECAUSE");
    grants.forEach(one ->
        table.add(
            one.grant().grant().value(),
            one.grant().request().entitlement().value(),
            one.grant().requester().email(),
            RecordWords.of(one.grant().opened(), ""),
            one.use().why()));
    print("");
    print(table);
  }

  private static ObjectNode document(Unused unused) {
    ObjectNode members = Json.object();
    ArrayNode list = members.putArray("entitlements");
    for (OfEntitlement one : unused.entitlements()) {
      ObjectNode entitlement =
          list.addObject()
              .put("entitlement", one.entitlement().value())
              .put("opened", one.opened())
              .put("newest", one.newest().toString());
      put(entitlement, "unusedGrants", one.unused());
      put(entitlement, "cannotBeSaid", one.unknown());
      AnswerJson.put(entitlement, "actionsNeverUsed", one.never().stream());
    }
    return members;
  }

  private static void put(ObjectNode json, String member, List<GrantUse> grants) {
    ArrayNode list = json.putArray(member);
    grants.forEach(one ->
        list.addObject().put("grant", one.grant().grant().value()).put("because", one.use().why()));
  }
}
