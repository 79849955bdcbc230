package dev.hallpass.local.console;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Answers what the newest session of a grant can do, by the policies.
final class SessionQuestions {

  private final Account account;
  private final InstantSource clock;

  SessionQuestions(Account account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  /// The newest session of a grant; empty if nobody fetched credentials.
  Optional<Session> session(History history) {
    if (!(history.state() instanceof Grant.Known grant)) {
      return Optional.empty();
    }
    String role = grant.dossier().request().role().value();
    return history.entries().reversed().stream()
        .flatMap(entry ->
            entry.event() instanceof CredentialsIssued issued
                ? Optional.of(issued.session().value()).stream()
                : Optional.<String>empty().stream())
        .findFirst()
        .flatMap(name -> account.sessions().withArn(RoleSession.of(role, name).arn()));
  }

  SessionAnswer answer(History history, SessionQuestion question) {
    Instant now = clock.instant();
    Optional<String> mistake = question.mistake(now);
    if (mistake.isPresent()) {
      return SessionAnswer.none(mistake.get());
    }
    return session(history)
        .map(session -> answer(session, question, question.moment(now).orElse(now)))
        .orElseGet(() ->
            SessionAnswer.none(
                "There is no session yet, because nobody fetched credentials. Fetch them first."));
  }

  private SessionAnswer answer(Session session, SessionQuestion question, Instant at) {
    Verdict verdict =
        account.may(session, question.action(), question.resource(), question.context(), at);
    return verdict.allowed()
        ? new SessionAnswer("Allowed", "good", verdict.because())
        : new SessionAnswer("Not allowed", "bad", verdict.because());
  }
}
