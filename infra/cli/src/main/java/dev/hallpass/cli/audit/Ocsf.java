package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass audit ocsf`.
@Command(
    name = "ocsf",
    description = {
      "Prints what was opened and closed as events of OCSF 1.1.0, a line of JSON each.",
      "They are of the class Account Change: Attach Policy and Detach Policy."
    },
    footer = {
      "",
      "Example:",
      "  hallpass audit ocsf --between 2026-12-01 2026-12-01 --from archive > events.jsonl"
    })
final class Ocsf extends AuditCommand {

  @Mixin private SpanOption times = new SpanOption();

  Ocsf(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    Span span = times.span();
    GrantRecords extract = extract(_ -> true);
    // A program reads the lines, so what they were read against is told beside them.
    Head.lines(extract, from()).forEach(surroundings().terminal()::tell);
    extract.grants().stream()
        .flatMap(grant -> OcsfJson.events(grant, extract.checkpoint(), span))
        .map(Json::text)
        .forEach(this::print);
  }
}
