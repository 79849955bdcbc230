package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Answer;
import dev.hallpass.audit.grants.GrantRecord.Ending;
import dev.hallpass.audit.usage.Usage;
import dev.hallpass.audit.usage.Use;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.policy.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a review of access asks of one grant: a text for each column.
///
/// @param columns by title
record EvidenceRow(Map<String, String> columns) {

  /// The folder of the proofs, beside the page and the table.
  static final String PROOFS = "proofs";

  /// The name of the file with the proofs of a grant.
  static String proof(String grant) {
    return "%s/%s.tlog-proof".formatted(PROOFS, grant);
  }

  /// The row of a grant.
  ///
  /// @param usage what a trail tells of it; empty if none was read
  static EvidenceRow of(GrantRecord grant, Checkpoint checkpoint, Optional<Usage> usage) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("grant", grant.grant().value());
    columns.put("requester", grant.requester().email());
    columns.put("entitlement", grant.request().entitlement().value());
    columns.put("title", grant.request().title());
    columns.put("account", grant.account().value());
    columns.put("parameters", parameters(grant));
    columns.put("resources", resources(grant));
    columns.put("reason", grant.request().justification());
    columns.put("ticket", grant.request().ticket().orElse(""));
    columns.put("rule", grant.request().plan().rule());
    columns.put("answers", answers(grant));
    columns.put("asked", RecordWords.of(grant.asked()));
    columns.put("opened", RecordWords.of(grant.opened(), ""));
    columns.put("closed", RecordWords.of(grant.closed(), ""));
    columns.put("ended", grant.end().map(Ending::at).map(RecordWords::of).orElse(""));
    columns.put("ended why", grant.end().map(RecordWords::end).orElse(""));
    columns.put("used", used(grant, usage));
    columns.put("review", RecordWords.review(grant, checkpoint.at()));
    columns.put("newest entry", Integer.toString(grant.newest().sequence()));
    columns.put("entry's hash", grant.newest().hash().hex());
    columns.put("index in the log", Long.toString(grant.newest().index()));
    columns.put("checkpoint's size", Long.toString(checkpoint.size()));
    columns.put("checkpoint's root", checkpoint.root().base64());
    columns.put("proof", proof(grant.grant().value()));
    return new EvidenceRow(columns);
  }

  private static String parameters(GrantRecord grant) {
    return grant.request().parameters().entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String resources(GrantRecord grant) {
    return Stream.concat(
            grant.request().policy().statements().stream()
                .filter(Statement::allows)
                .flatMap(statement -> statement.resources().stream()),
            grant.request().policy().managed().stream()
                .map(managed -> "what %s allows".formatted(managed.arn())))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String answers(GrantRecord grant) {
    return grant.answers().isEmpty()
        ? RecordWords.yes(grant)
        : grant.answers().stream().map(EvidenceRow::answer).collect(Collectors.joining("; "));
  }

  private static String answer(Answer answer) {
    return "%s from %s at %s (%s%s)%s"
        .formatted(
            answer.isYes() ? "yes" : "no",
            answer.approver(),
            RecordWords.of(answer.at()),
            answer.channel().name().toLowerCase(Locale.ROOT),
            answer.isYes() ? answer.isSealed() ? ", sealed" : ", not sealed" : "",
            answer.takenBack().map(at -> ", taken back at " + RecordWords.of(at)).orElse(""));
  }

  private static String used(GrantRecord grant, Optional<Usage> usage) {
    Use use = Use.of(grant, usage);
    String answer = use.answer().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return grant.isFetched()
        ? "%s: %s; credentials: %s".formatted(answer, use.why(), RecordWords.sessions(grant))
        : "%s: %s".formatted(answer, use.why());
  }
}
