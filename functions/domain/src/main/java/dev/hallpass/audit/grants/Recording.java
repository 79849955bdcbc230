package dev.hallpass.audit.grants;

import dev.hallpass.audit.grants.GrantRecord.Answer;
import dev.hallpass.audit.grants.GrantRecord.Done;
import dev.hallpass.audit.grants.GrantRecord.Ending;
import dev.hallpass.audit.grants.GrantRecord.Leaf;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.GrantEvent.GrantEnd;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.GrantEvent.Removal;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.SessionsDenied;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The record of a grant while its entries are read, one after the other.
final class Recording {

  private final GrantId grant;
  private final Requested request;
  private final Instant asked;
  private final List<Answer> answers = new ArrayList<>(1);
  private final List<Session> sessions = new ArrayList<>(1);
  private Optional<String> rule = Optional.empty();
  private Optional<Instant> opened = Optional.empty();
  private Optional<Instant> plannedEnd = Optional.empty();
  private Optional<Ending> end = Optional.empty();
  private Optional<Instant> denied = Optional.empty();
  private Optional<Instant> removed = Optional.empty();
  private Optional<Done<Reviewed>> review = Optional.empty();
  private Leaf newest;

  Recording(Entry first, Requested request, long index) {
    this.grant = first.grant();
    this.request = request;
    this.asked = first.at();
    this.newest = leaf(first, index);
  }

  private static Leaf leaf(Entry entry, long index) {
    return new Leaf(entry.sequence(), entry.hash(), index);
  }

  void add(Entry entry, long index) {
    newest = leaf(entry, index);
    Instant at = entry.at();
    switch (entry.event()) {
      case Approved yes -> answers.add(yes(yes, at));
      case Denied no -> {
        answers.add(no(no, at));
        end(entry, no);
      }
      case Withdrawn withdrawn -> answers.replaceAll(answer -> after(withdrawn, answer, at));
      case ApprovedByRule(String name, _) -> rule = Optional.of(name);
      case PolicyPlanned plan -> plannedEnd = Optional.of(plan.expiresAt());
      case Activated _ -> opened = Optional.of(at);
      case CredentialsPlanned planned ->
          sessions.add(new Session(planned.session(), at, Optional.empty()));
      case CredentialsIssued issued -> issued(issued, at);
      case SessionsDenied _ -> denied = denied.or(() -> Optional.of(at));
      case Removal _ -> removed = removed.or(() -> Optional.of(at));
      case Reviewed reviewed -> review = Optional.of(new Done<>(at, reviewed));
      case GrantEnd over -> end(entry, over);
      // No question here asks for these.
      case Requested _,
          GrantEvent.ApprovalSought _,
          GrantEvent.MailHeld _,
          GrantEvent.Escalated _,
          GrantEvent.EndNeared _,
          GrantEvent.SessionDenialRemoved _,
          GrantEvent.ReviewSought _,
          GrantEvent.ShellsFound _,
          GrantEvent.ShellsOver _,
          GrantEvent.Note _ -> {}
    }
  }

  private static Answer yes(Approved yes, Instant at) {
    return new Answer(
        at,
        yes.level(),
        yes.approver(),
        true,
        yes.channel(),
        yes.seal().isPresent(),
        yes.shortenedTo(),
        Optional.empty(),
        Optional.empty());
  }

  private static Answer no(Denied no, Instant at) {
    return new Answer(
        at,
        no.level(),
        no.approver(),
        false,
        no.channel(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(no.reason()));
  }

  private static Answer after(Withdrawn withdrawn, Answer answer, Instant at) {
    return answer.counts()
            && answer.level() == withdrawn.level()
            && answer.approver().equals(withdrawn.approver())
        ? new Answer(
            answer.at(),
            answer.level(),
            answer.approver(),
            true,
            answer.channel(),
            answer.isSealed(),
            answer.shortenedTo(),
            Optional.of(at),
            Optional.empty())
        : answer;
  }

  private void issued(CredentialsIssued issued, Instant at) {
    Instant from =
        sessions.stream()
            .filter(session -> session.name().equals(issued.session()))
            .map(Session::from)
            .findFirst()
            .orElse(at);
    sessions.removeIf(session -> session.name().equals(issued.session()));
    sessions.add(new Session(issued.session(), from, Optional.of(issued.expiresAt())));
  }

  private void end(Entry entry, GrantEnd over) {
    if (end.isEmpty()) {
      end = Optional.of(new Ending(entry.at(), over.outcome(), entry.actor().name(), reason(over)));
    }
  }

  private static Optional<String> reason(GrantEnd over) {
    return switch (over) {
      case Denied no -> Optional.of(no.reason());
      case Returned returned -> Optional.of(returned.reason());
      case Revoked revoked -> Optional.of(revoked.reason());
      case Refused refused -> Optional.of(refused.doubt().name());
      case Failed failed -> Optional.of(failed.step());
      default -> Optional.empty();
    };
  }

  /// From when on no session could do anything. The policy ends at the planned end in any case.
  /// Before that, sessions go on until they are denied or their policy is gone.
  private Optional<Instant> closed() {
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> early =
        denied.or(() -> removed).or(() -> sessions.isEmpty() ? end.map(Ending::at) : plannedEnd);
    return Stream.of(early, plannedEnd).flatMap(Optional::stream).min(Instant::compareTo);
  }

  GrantRecord done() {
    return new GrantRecord(
        grant,
        request,
        asked,
        answers,
        rule,
        opened,
        plannedEnd,
        end,
        closed(),
        sessions,
        review,
        newest);
  }
}
