package dev.hallpass.cli.audit;

import dev.hallpass.approval.ApprovalPlan.BreakGlass;
import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.grant.GrantEvent.Requested;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass audit break-glass`.
@Command(
    name = "break-glass",
    description = "Shows each access without a yes, with its review, and what is not reviewed yet.",
    footer = {"", "Example:", "  hallpass audit break-glass --from archive"})
final class BrokenGlass extends AuditCommand {

  @Mixin private SpanOption times = new SpanOption();

  @Option(names = "--json", description = "Prints a document.")
  private boolean json;

  BrokenGlass(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    Span span = times.span();
    GrantRecords extract =
        extract(first ->
            first.event() instanceof Requested request && request.plan() instanceof BreakGlass);
    List<GrantRecord> grants = extract.open(span).toList();
    if (json) {
      print(
          "break-glass",
          extract,
          AnswerJson.grants(grants.stream().map(AnswerJson::grant).toList()));
      return;
    }
    printHead(extract);
    Instant at = extract.checkpoint().at();
    long unreviewed = grants.stream().filter(grant -> grant.review().isEmpty()).count();
    print(
        "%d accesses without a yes, %d of them not reviewed yet."
            .formatted(grants.size(), unreviewed));
    for (GrantRecord grant : grants) {
      print("");
      print(
          "%s, %s by %s"
              .formatted(grant.grant(), grant.request().entitlement(), grant.requester()));
      print(
          "  open      %s to %s"
              .formatted(
                  RecordWords.of(grant.opened(), ""), RecordWords.of(grant.closed(), "now")));
      print("  why       " + RecordWords.line(grant.request().justification()));
      print(
          "  fetched   "
              + (grant.isFetched() ? RecordWords.sessions(grant) : "nobody fetched credentials"));
      print("  review    " + RecordWords.review(grant, at));
    }
  }
}
