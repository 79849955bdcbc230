package dev.hallpass.handlers.notifications;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.Notification;
import dev.hallpass.handlers.view.Times;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who is notified of one entry, and of what.
final class Recipients {

  private final Readers readers;
  private final History history;
  private final Entry entry;
  private final Instant at;
  private final Grant before;
  private final Known then;
  private final Dossier now;
  private final Map<Person, Notification> notifications = new LinkedHashMap<>();

  private Recipients(History before, Entry entry, History history, Readers readers) {
    this.readers = readers;
    this.history = history;
    this.entry = entry;
    this.at = entry.at();
    this.before = before.state();
    this.then = before.with(entry).known();
    this.now = history.known().dossier();
  }

  /// Who is to be notified of an entry, as things stood when it was written.
  ///
  /// @param before what was recorded before it
  /// @param history with that entry in it, and whatever came later: who was mailed a moment later
  ///   was asked before
  /// @param readers how people read mails
  static Map<Person, Notification> of(
      History before, Entry entry, History history, Readers readers) {
    var recipients = new Recipients(before, entry, history, readers);
    if (entry.event() instanceof Notifying event) {
      recipients.add(event);
    }
    return Collections.unmodifiableMap(recipients.notifications);
  }

  private void add(Notifying event) {
    switch (event) {
      case GrantEvent.Requested request -> {
        if (request.plan() instanceof ApprovalPlan.BreakGlass) {
          put(dossier().reviewers(), Notification.brokenGlass(requester()));
        }
      }
      case GrantEvent.Approved yes -> approved(yes);
      case GrantEvent.Withdrawn withdrawn -> {
        put(List.of(requester()), Notification.withdrawn(withdrawn.approver()));
        put(
            unanswered(withdrawn.level(), withdrawn.approver()),
            Notification.neededAgain(withdrawn.approver()));
      }
      case GrantEvent.ApprovedByRule ruling -> {
        if (!(dossier().request().plan() instanceof ApprovalPlan.BreakGlass) && !isOpenByNow()) {
          put(
              List.of(requester()),
              times -> Notification.approvedByRule(ruling.rule(), opensAt(), times));
        }
      }
      case GrantEvent.Denied no -> {
        put(List.of(requester()), Notification.denied(no));
        receipt(no.approver(), no.channel(), "no");
        put(unanswered(no.level(), no.approver()), Notification.decided(no.approver(), false));
      }
      case GrantEvent.Lapsed _ -> put(List.of(requester()), Notification.lapsed());
      case GrantEvent.Cancelled _ -> {
        if (before instanceof AwaitingApproval open) {
          put(unanswered(open.level(), requester()), Notification.takenBack(requester()));
        }
      }
      case GrantEvent.Escalated escalated ->
          dossier()
              .level(escalated.level())
              .escalation()
              .filter(others -> others.mode() == Mode.TAKE_OVER)
              .ifPresent(others -> relieved(escalated.level(), others));
      case GrantEvent.Activated _ -> {
        if (then instanceof Active active) {
          put(
              List.of(requester()),
              times ->
                  Notification.opened(
                      history.grant(), dossier(), active.plan().expiresAt(), at, times));
        }
      }
      case GrantEvent.EndNeared _ -> {
        if (then instanceof Active active) {
          put(
              List.of(requester()),
              times -> Notification.endNear(history.grant(), active.plan().expiresAt(), at, times));
        }
      }
      case GrantEvent.Ended(var cause) -> put(List.of(requester()), Notification.ended(cause));
      // Only other systems learn of it.
      case GrantEvent.Returned _ -> {}
      case GrantEvent.Revoked revoked -> {
        put(List.of(requester()), Notification.revoked(revoked));
        receipt(revoked.revoker(), revoked.channel(), "revocation");
      }
      case GrantEvent.Refused(var doubt) -> put(List.of(requester()), Notification.refused(doubt));
      case GrantEvent.Failed _ -> put(List.of(requester()), Notification.failed());
      case GrantEvent.Reviewed review -> reviewed(review);
    }
  }

  private void approved(GrantEvent.Approved yes) {
    receipt(yes.approver(), yes.channel(), "yes");
    if (dossier().isSettled(yes.level())) {
      if (!isOpenByNow()) {
        put(
            List.of(requester()),
            times ->
                Notification.approved(yes, !(then instanceof AwaitingApproval), opensAt(), times));
      }
      put(unanswered(yes.level(), yes.approver()), Notification.decided(yes.approver(), true));
    }
  }

  /// Whether the mail that the access is open says who approved, so that no other need do it.
  private boolean isOpenByNow() {
    return history.entries().subList(entry.sequence(), history.next()).stream()
        .anyMatch(later -> later.event() instanceof GrantEvent.Activated);
  }

  private void relieved(int level, Escalation others) {
    List<Person> approvers = dossier().approvers(level);
    put(
        mailed(dossier().questions(level))
            .filter(person -> !approvers.contains(person))
            .filter(person -> !dossier().isApprovedBy(person, level))
            .toList(),
        Notification.relieved(
            others.people().stream()
                .filter(person -> !person.isSameHumanAs(requester()))
                .toList()));
  }

  private void reviewed(GrantEvent.Reviewed review) {
    put(List.of(requester()), Notification.reviewed(review));
    receipt(review.reviewer(), review.channel(), "review");
    put(
        mailed(dossier().reviewQuestions())
            .filter(Predicate.not(review.reviewer()::equals))
            .toList(),
        Notification.reviewed(review));
  }

  // Anyone in whose name it was answered is notified, should it not have been them.
  private void receipt(Person person, Channel channel, String answer) {
    if (channel == Channel.LINK) {
      put(List.of(person), Notification.receipt(answer));
    }
  }

  /// Those who could still have answered at a level, but for the one who just did.
  private List<Person> unanswered(int level, Person other) {
    return mailed(dossier().questions(level))
        .filter(dossier().approvers(level)::contains)
        .filter(person -> !person.equals(other) && !dossier().isApprovedBy(person, level))
        .toList();
  }

  private Stream<Person> mailed(Stream<Question> questions) {
    return questions
        .map(Question::sought)
        .filter(sought -> now.question(sought.link()).filter(Question::mailed).isPresent())
        .map(GrantEvent.Sought::asked)
        .distinct();
  }

  private Optional<Instant> opensAt() {
    return dossier().request().startsAt().filter(at::isBefore);
  }

  private Dossier dossier() {
    return then.dossier();
  }

  private Person requester() {
    return dossier().request().requester();
  }

  private void put(List<Person> people, Notification one) {
    put(people, _ -> one);
  }

  /// @param one made for the times of each reader
  private void put(List<Person> people, Function<Times, Notification> one) {
    people.forEach(person ->
        notifications.computeIfAbsent(person, reader -> one.apply(new Times(readers.of(reader)))));
  }
}
