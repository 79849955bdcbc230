package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Answer;
import dev.hallpass.audit.grants.GrantRecord.Ending;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.grant.Outcome;
import dev.hallpass.text.Visible;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Records of grants in words. All times are in UTC.
final class RecordWords {

  private RecordWords() {}

  static String of(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String of(Optional<Instant> at, String otherwise) {
    return at.map(RecordWords::of).orElse(otherwise);
  }

  /// A text of a person on one line.
  static String line(String text) {
    return Visible.of(text, _ -> false);
  }

  /// Who said yes.
  static String yes(GrantRecord grant) {
    if (grant.isBreakGlass()) {
      return "nobody: break-glass";
    }
    if (grant.rule().isPresent()) {
      return "the rule " + grant.rule().get();
    }
    List<Answer> yeses = grant.yeses();
    return yeses.isEmpty()
        ? "nobody"
        : yeses.stream().map(RecordWords::yes).collect(Collectors.joining(", "));
  }

  private static String yes(Answer yes) {
    return "%s (%s, %s)"
        .formatted(
            yes.approver(),
            yes.channel().name().toLowerCase(Locale.ROOT),
            yes.isSealed() ? "sealed" : "not sealed");
  }

  /// When its sessions were.
  static String sessions(GrantRecord grant) {
    return grant.sessions().stream()
        .filter(session -> session.expiresAt().isPresent())
        .map(session -> session(session, grant))
        .collect(Collectors.joining(", "));
  }

  private static String session(Session session, GrantRecord grant) {
    return "%s to %s".formatted(of(session.from()), of(session.until(grant.closed()), "?"));
  }

  /// Why it is over.
  static String end(Ending end) {
    return "%s by %s%s"
        .formatted(
            of(end.outcome()),
            end.by(),
            end.reason().map(reason -> ": " + line(reason)).orElse(""));
  }

  private static String of(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The review of an access.
  static String review(GrantRecord grant, Instant now) {
    if (grant.review().isPresent()) {
      var done = grant.review().get();
      return "%s by %s at %s: %s"
          .formatted(
              done.event().verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              done.event().reviewer(),
              of(done.at()),
              line(done.event().remarks()));
    }
    return grant
        .reviewBy()
        .map(by -> (by.isBefore(now) ? "missing since " : "open until ") + of(by))
        .orElse("");
  }
}
