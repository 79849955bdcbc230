package dev.hallpass.handlers.view;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.handlers.words.CommandLines;
import dev.hallpass.handlers.words.News;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// News of a grant, with what other people wrote and what to type in.
///
/// @param speaker whose words are quoted; empty if nobody's
/// @param quoted those words, as they were written
/// @param calls what to type in
public record Notification(News news, String speaker, String quoted, List<Call> calls) {

  /// Something to type in.
  ///
  /// @param purpose what it is for, ending in a colon
  record Call(String purpose, String command) {}

  public Notification {
    calls = List.copyOf(calls);
  }

  /// News alone.
  public static Notification of(News news) {
    return new Notification(news, "", "", List.of());
  }

  private static Notification quoting(News news, Person person, String words) {
    return new Notification(news, person.email(), words, List.of());
  }

  /// To the requester: a rule said yes.
  ///
  /// @param opensAt when the access opens; empty if at once
  public static Notification approvedByRule(String rule, Optional<Instant> opensAt, Texts texts) {
    return of(texts.approvedByRule(shown(rule), opensAt));
  }

  /// To the requester: a person said no.
  public static Notification denied(Denied no, Texts texts) {
    return quoting(texts.denied(no.approver()), no.approver(), no.reason());
  }

  /// To the requester: the access is open, and who approved it.
  public static Notification opened(
      GrantId grant, Dossier dossier, Instant until, Instant now, Texts texts) {
    return new Notification(
        texts.opened(approval(dossier, texts), until, now),
        "",
        "",
        List.of(
            new Call(texts.runAProgram(), CommandLines.of("run", grant, "-- PROGRAM")),
            new Call(texts.openTheConsole(), CommandLines.of("console", grant)),
            new Call(texts.giveBack(), CommandLines.of("return", grant)),
            extending(grant, texts)));
  }

  /// Who approved, and for how long; empty if the glass was broken.
  private static Optional<String> approval(Dossier dossier, Texts texts) {
    List<Approved> yeses = dossier.answers().approvals();
    if (!yeses.isEmpty()) {
      Optional<Duration> shorter =
          Optional.of(dossier.duration())
              .filter(time -> !time.equals(dossier.request().duration()));
      return Optional.of(
          texts.approvedBy(yeses.stream().map(Approved::approver).toList(), shorter));
    }
    return dossier.request().plan() instanceof ApprovalPlan.ByRule
        ? dossier.answers().ruling().map(ruling -> texts.approvedByRule(shown(ruling.rule())))
        : Optional.empty();
  }

  private static String shown(String rule) {
    return Untrusted.unlinked(Untrusted.line(rule));
  }

  /// To the requester: the access is over soon.
  public static Notification endNear(GrantId grant, Instant until, Instant now, Texts texts) {
    return new Notification(texts.endNear(until, now), "", "", List.of(extending(grant, texts)));
  }

  private static Call extending(GrantId grant, Texts texts) {
    return new Call(texts.askForMoreTime(), CommandLines.of("extend", grant, "--for 30m"));
  }

  /// To the requester: a person took the access away.
  public static Notification revoked(Revoked by, Texts texts) {
    return quoting(texts.revoked(by.revoker()), by.revoker(), by.reason());
  }

  /// To the requester and the other owners: an owner reviewed the access.
  public static Notification reviewed(Reviewed review, Texts texts) {
    return quoting(
        texts.reviewed(review.reviewer(), review.verdict()), review.reviewer(), review.remarks());
  }
}
