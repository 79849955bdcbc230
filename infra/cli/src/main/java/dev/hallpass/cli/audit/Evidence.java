package dev.hallpass.cli.audit;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.audit.proof.EntryProof;
import dev.hallpass.audit.proof.Prover;
import dev.hallpass.audit.usage.Usage;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.web.EvidencePage;
import dev.hallpass.identity.GrantId;
import dev.hallpass.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass audit evidence`.
@Command(
    name = "evidence",
    description = {
      "Writes what a review of access asks of a quarter: a page to print, and a table.",
      "Each grant that was asked for, open, over or reviewed in it has a file with the proofs of its",
      "entries, which hallpass ledger check-proof FILE checks alone."
    },
    footer = {
      "",
      "Example:",
      "  hallpass audit evidence --quarter 2026Q4 --to evidence --from archive"
    })
final class Evidence extends AuditCommand {

  @Option(
      names = "--quarter",
      paramLabel = "QUARTER",
      required = true,
      description = "The quarter of a year in UTC, such as 2026Q4.")
  private String quarter = "";

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the files are written.")
  private Path folder = Path.of("");

  @Mixin private TrailOption trail = new TrailOption();

  @Option(names = "--json", description = "Prints a document that says what was written.")
  private boolean json;

  Evidence(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void answer() {
    Span span = span();
    GrantRecords extract = extract(_ -> true);
    List<GrantRecord> grants = extract.grants().stream().filter(grant -> grant.isOf(span)).toList();
    Optional<Map<GrantId, Usage>> usages =
        trail.trail(places(), TrailOption.sessions(grants)).map(events -> Usage.of(grants, events));
    List<EvidenceRow> rows =
        grants.stream()
            .map(grant ->
                EvidenceRow.of(
                    grant, extract.checkpoint(), usages.flatMap(all -> usage(all, grant.grant()))))
            .toList();
    Path page = folder.resolve("evidence-%s.html".formatted(quarter));
    Path table = folder.resolve("evidence-%s.csv".formatted(quarter));
    write(page, page(extract, grants, rows).html());
    write(table, table(rows));
    writeProofs(grants);
    if (json) {
      print("evidence", extract, document(grants, page, table));
      return;
    }
    printHead(extract);
    print("%d grants are in %s and %s.".formatted(grants.size(), page, table));
    print("Their proofs are in %s.".formatted(folder.resolve(EvidenceRow.PROOFS)));
  }

  /// Writes a file with the proofs of each grant, which needs no archive to be checked.
  private void writeProofs(List<GrantRecord> grants) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    grants.forEach(grant -> texts.put(grant.grant().value(), new StringBuilder()));
    LoggedJson format = new LoggedJson();
    Prover prover =
        new Prover(places().archive(from()), new IntervalJson(), format, places().threads(from()));
    for (EntryProof proof : prover.of(texts.keySet())) {
      Objects.requireNonNull(texts.get(format.entry(proof.line()).chain())).append(proof.text());
    }
    texts.forEach(
        (grant, text) -> write(folder.resolve(EvidenceRow.proof(grant)), text.toString()));
  }

  private static Optional<Usage> usage(Map<GrantId, Usage> usages, GrantId grant) {
    @Nullable Usage usage = usages.get(grant);
    return Optional.ofNullable(usage);
  }

  private Span span() {
    try {
      return Span.quarter(quarter);
    } catch (IllegalArgumentException _) {
      throw BadArgument.of(
          "--quarter %s: a quarter is a year, a Q and 1 to 4, such as 2026Q4.".formatted(quarter));
    }
  }

  private EvidencePage page(
      GrantRecords extract, List<GrantRecord> grants, List<EvidenceRow> rows) {
    return new EvidencePage(
        "Access in " + quarter,
        Head.lines(extract, from()),
        facts(extract, grants),
        rows.stream().map(EvidenceRow::columns).toList());
  }

  private static Map<String, String> facts(GrantRecords extract, List<GrantRecord> grants) {
    Checkpoint checkpoint = extract.checkpoint();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("grants", count(grants.stream()));
    facts.put("opened", count(grants.stream().filter(grant -> grant.opened().isPresent())));
    facts.put(
        "opened and no credentials fetched",
        count(
            grants.stream()
                .filter(grant -> grant.opened().isPresent())
                .filter(grant -> !grant.isFetched())));
    facts.put(
        "opened without a yes",
        count(
            grants.stream()
                .filter(GrantRecord::isBreakGlass)
                .filter(grant -> grant.opened().isPresent())));
    facts.put(
        "not reviewed yet",
        count(
            grants.stream()
                .filter(grant -> grant.review().isEmpty())
                .filter(grant -> grant.reviewBy().isPresent())));
    facts.put("log", checkpoint.origin());
    return facts;
  }

  private static String count(Stream<GrantRecord> grants) {
    return Long.toString(grants.count());
  }

  private static String table(List<EvidenceRow> rows) {
    List<List<String>> lines = new ArrayList<>();
    rows.stream().limit(1).forEach(row -> lines.add(List.copyOf(row.columns().keySet())));
    rows.forEach(row -> lines.add(List.copyOf(row.columns().values())));
    return Csv.text(lines);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED,
          "%s cannot be written: %s. Choose another folder by --to."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static ObjectNode document(List<GrantRecord> grants, Path page, Path table) {
    ObjectNode members = AnswerJson.grants(grants.stream().map(AnswerJson::grant).toList());
    AnswerJson.put(members, "files", Stream.of(page.toString(), table.toString()));
    return members;
  }
}
