package dev.hallpass.cli.ledger;

import dev.hallpass.audit.Finding;
import dev.hallpass.audit.Report;
import dev.hallpass.cli.json.Json;
import dev.hallpass.ledger.Entry;
import dev.hallpass.log.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an audit found, in words and for programs.
final class ReportText {

  private ReportText() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    String subject = report.origin().isEmpty() ? "table" : "log";
    if (report.isWhole()) {
      lines.add("The %s is whole.".formatted(subject));
    } else {
      lines.add("The %s is NOT whole. The first thing that is wrong:".formatted(subject));
      addTo(lines, report.findings().getFirst());
    }
    List<Finding> others = report.findings().stream().skip(1).toList();
    if (!others.isEmpty()) {
      lines.add("Also wrong, and perhaps for the same reason:");
      others.forEach(one -> addTo(lines, one));
    }
    lines.add(
        "Read: %d entries of %d grants and %d people in %d intervals. %d accesses were opened. %d seals are checked."
            .formatted(
                report.entries(),
                report.grants(),
                report.people(),
                report.intervals(),
                report.opened(),
                report.seals()));
    report
        .newest()
        .ifPresent(newest -> {
          lines.add("Log: " + newest.origin());
          lines.add(
              "Newest checkpoint: %s, %d entries, root %s"
                  .formatted(named(newest), newest.size(), newest.root()));
        });
    if (!report.unchecked().isEmpty()) {
      lines.add("Not checked:");
      report.unchecked().forEach(what -> lines.add("  " + what));
    }
    return lines;
  }

  private static void addTo(List<String> lines, Finding finding) {
    lines.add("  %s: %s.".formatted(finding.what(), finding.wrong()));
    lines.add("    " + since(finding));
  }

  private static String since(Finding finding) {
    Optional<String> good = finding.lastGood().map(ReportText::named);
    Optional<String> bad = finding.firstBad().map(ReportText::named);
    if (bad.isPresent()) {
      return good.map(last ->
              "It was right at the checkpoint of %s, and wrong at that of %s."
                  .formatted(last, bad.get()))
          .orElse("It was wrong at the checkpoint of %s already.".formatted(bad.get()));
    }
    return good.map("It was still right at the checkpoint of %s."::formatted)
        .orElse("No checkpoint tells since when.");
  }

  private static String named(Checkpoint checkpoint) {
    return "interval %d (%s)".formatted(checkpoint.interval(), Entry.text(checkpoint.at()));
  }

  static String json(Report report) {
    ObjectNode json =
        Json.object()
            .put("whole", report.isWhole())
            .put("origin", report.origin())
            .put("intervals", report.intervals())
            .put("entries", report.entries())
            .put("grants", report.grants())
            .put("people", report.people())
            .put("opened", report.opened())
            .put("seals", report.seals());
    report.newest().ifPresent(newest -> json.set("newest", tree(newest)));
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode one =
          findings
              .addObject()
              .put("interval", finding.interval())
              .put("line", finding.line())
              .put("what", finding.what())
              .put("wrong", finding.wrong());
      finding.lastGood().ifPresent(good -> one.set("lastGood", tree(good)));
      finding.firstBad().ifPresent(bad -> one.set("firstBad", tree(bad)));
    }
    ArrayNode unchecked = json.putArray("unchecked");
    report.unchecked().forEach(unchecked::add);
    return Json.text(json);
  }

  private static ObjectNode tree(Checkpoint checkpoint) {
    return Json.object()
        .put("interval", checkpoint.interval())
        .put("at", Entry.text(checkpoint.at()))
        .put("size", checkpoint.size())
        .put("root", checkpoint.root().base64());
  }
}
