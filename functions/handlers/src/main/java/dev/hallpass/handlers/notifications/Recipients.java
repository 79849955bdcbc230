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
import dev.hallpass.handlers.words.News;
import dev.hallpass.handlers.words.Receipt;
import dev.hallpass.handlers.words.Texts;
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
          tell(dossier().reviewers(), texts -> texts.brokenGlass(requester()));
        }
      }
      case GrantEvent.Approved yes -> approved(yes);
      case GrantEvent.Withdrawn withdrawn -> {
        tell(List.of(requester()), texts -> texts.withdrawn(withdrawn.approver()));
        tell(
            unanswered(withdrawn.level(), withdrawn.approver()),
            texts -> texts.neededAgain(withdrawn.approver()));
      }
      case GrantEvent.ApprovedByRule ruling -> {
        if (!(dossier().request().plan() instanceof ApprovalPlan.BreakGlass) && !isOpenByNow()) {
          put(
              List.of(requester()),
              texts -> Notification.approvedByRule(ruling.rule(), opensAt(), texts));
        }
      }
      case GrantEvent.Denied no -> {
        put(List.of(requester()), texts -> Notification.denied(no, texts));
        receipt(no.approver(), no.channel(), Receipt.NO);
        tell(unanswered(no.level(), no.approver()), texts -> texts.decided(no.approver(), false));
      }
      case GrantEvent.Lapsed _ -> tell(List.of(requester()), Texts::lapsed);
      case GrantEvent.Cancelled _ -> {
        if (before instanceof AwaitingApproval open) {
          tell(unanswered(open.level(), requester()), texts -> texts.takenBack(requester()));
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
              texts ->
                  Notification.opened(
                      history.grant(), dossier(), active.plan().expiresAt(), at, texts));
        }
      }
      case GrantEvent.EndNeared _ -> {
        if (then instanceof Active active) {
          put(
              List.of(requester()),
              texts -> Notification.endNear(history.grant(), active.plan().expiresAt(), at, texts));
        }
      }
      case GrantEvent.Ended(var cause) -> tell(List.of(requester()), texts -> texts.over(cause));
      // Only other systems learn of it.
      case GrantEvent.Returned _ -> {}
      case GrantEvent.Revoked revoked -> {
        put(List.of(requester()), texts -> Notification.revoked(revoked, texts));
        receipt(revoked.revoker(), revoked.channel(), Receipt.REVOCATION);
      }
      case GrantEvent.Refused(var doubt) ->
          tell(List.of(requester()), texts -> texts.refused(doubt));
      case GrantEvent.Failed _ -> tell(List.of(requester()), Texts::failed);
      case GrantEvent.Reviewed review -> reviewed(review);
    }
  }

  private void approved(GrantEvent.Approved yes) {
    receipt(yes.approver(), yes.channel(), Receipt.YES);
    if (dossier().isSettled(yes.level())) {
      if (!isOpenByNow()) {
        tell(
            List.of(requester()),
            texts ->
                texts.approved(
                    yes.approver(),
                    yes.shortenedTo(),
                    !(then instanceof AwaitingApproval),
                    opensAt()));
      }
      tell(unanswered(yes.level(), yes.approver()), texts -> texts.decided(yes.approver(), true));
    }
  }

  /// Whether the mail that the access is open says who approved, so that no other need do it.
  private boolean isOpenByNow() {
    return history.entries().subList(entry.sequence(), history.next()).stream()
        .anyMatch(later -> later.event() instanceof GrantEvent.Activated);
  }

  private void relieved(int level, Escalation escalation) {
    List<Person> approvers = dossier().approvers(level);
    List<Person> others =
        escalation.people().stream().filter(person -> !person.isSameHumanAs(requester())).toList();
    tell(
        mailed(dossier().questions(level))
            .filter(person -> !approvers.contains(person))
            .filter(person -> !dossier().isApprovedBy(person, level))
            .toList(),
        texts -> texts.relieved(others));
  }

  private void reviewed(GrantEvent.Reviewed review) {
    put(List.of(requester()), texts -> Notification.reviewed(review, texts));
    receipt(review.reviewer(), review.channel(), Receipt.REVIEW);
    put(
        mailed(dossier().reviewQuestions())
            .filter(Predicate.not(review.reviewer()::equals))
            .toList(),
        texts -> Notification.reviewed(review, texts));
  }

  // Anyone in whose name it was answered is notified, should it not have been them.
  private void receipt(Person person, Channel channel, Receipt answer) {
    if (channel == Channel.LINK) {
      tell(List.of(person), texts -> texts.receipt(answer));
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

  private void tell(List<Person> people, Function<Texts, News> news) {
    put(people, texts -> Notification.of(news.apply(texts)));
  }

  /// @param one made with the texts for each reader
  private void put(List<Person> people, Function<Texts, Notification> one) {
    people.forEach(person ->
        notifications.computeIfAbsent(person, reader -> one.apply(Texts.of(readers.of(reader)))));
  }
}
