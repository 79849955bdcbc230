package dev.hallpass.handlers.upkeep;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.News;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who is told what of one entry.
///
/// @param news one for each person
record Telling(Map<Person, News> news) {

  Telling {
    news = Collections.unmodifiableMap(new LinkedHashMap<>(news));
  }

  /// What is to be told of an entry, as things stood when it was written.
  ///
  /// @param history with that entry in it, and whatever came later
  static Telling of(History history, int sequence) {
    Known now = history.known();
    Grant before = history.before(sequence).state();
    Known then = history.before(sequence + 1).known();
    Entry entry = history.entries().get(sequence);
    return new Teller(history, entry.at(), before, then, now.dossier()).of(entry.event());
  }

  /// The state before an entry and after it.
  ///
  /// @param at when the entry was written
  /// @param now what is on file by now: who was mailed a moment later was asked before
  private record Teller(History history, Instant at, Grant before, Known then, Dossier now) {

    Telling of(GrantEvent event) {
      Map<Person, News> news = new LinkedHashMap<>();
      switch (event) {
        case GrantEvent.Requested request -> {
          if (request.plan() instanceof ApprovalPlan.BreakGlass) {
            put(news, dossier().reviewers(), News.brokenGlass(requester()));
          }
        }
        case GrantEvent.Approved yes -> approved(news, yes);
        case GrantEvent.ApprovedByRule ruling -> {
          if (!(dossier().request().plan() instanceof ApprovalPlan.BreakGlass)) {
            put(news, List.of(requester()), News.approvedByRule(ruling.rule(), opensAt()));
          }
        }
        case GrantEvent.Denied no -> {
          put(news, List.of(requester()), News.denied(no));
          receipt(news, no.approver(), no.channel(), "no");
          put(news, unanswered(no.level(), no.approver()), News.decided(no.approver(), false));
        }
        case GrantEvent.Lapsed _ -> put(news, List.of(requester()), News.lapsed());
        case GrantEvent.Cancelled _ -> {
          if (before instanceof AwaitingApproval open) {
            put(news, unanswered(open.level(), requester()), News.takenBack(requester()));
          }
        }
        case GrantEvent.Escalated escalated ->
            dossier()
                .level(escalated.level())
                .escalation()
                .filter(others -> others.mode() == Mode.TAKE_OVER)
                .ifPresent(others -> relieved(news, escalated.level(), others));
        case GrantEvent.Activated _ -> {
          if (then instanceof Active active) {
            put(
                news,
                List.of(requester()),
                News.opened(history.grant(), active.plan().expiresAt()));
          }
        }
        case GrantEvent.EndNeared _ -> {
          if (then instanceof Active active) {
            put(
                news,
                List.of(requester()),
                News.endNear(history.grant(), active.plan().expiresAt()));
          }
        }
        case GrantEvent.Ended(var cause) -> put(news, List.of(requester()), News.ended(cause));
        case GrantEvent.Revoked revoked -> {
          put(news, List.of(requester()), News.revoked(revoked));
          receipt(news, revoked.revoker(), revoked.channel(), "revocation");
        }
        case GrantEvent.Failed _ -> put(news, List.of(requester()), News.failed());
        case GrantEvent.Reviewed review -> reviewed(news, review);
        case GrantEvent.Note _,
            GrantEvent.Sought _,
            GrantEvent.PolicyPlanned _,
            GrantEvent.Use _,
            GrantEvent.Returned _,
            GrantEvent.SessionsDenied _,
            GrantEvent.SessionDenialRemoved _,
            GrantEvent.Removal _ -> {}
      }
      return new Telling(news);
    }

    private void approved(Map<Person, News> news, GrantEvent.Approved yes) {
      receipt(news, yes.approver(), yes.channel(), "yes");
      if (dossier().isSettled(yes.level())) {
        put(
            news,
            List.of(requester()),
            News.approved(yes, !(then instanceof AwaitingApproval), opensAt()));
        put(news, unanswered(yes.level(), yes.approver()), News.decided(yes.approver(), true));
      }
    }

    private void relieved(Map<Person, News> news, int level, Escalation others) {
      List<Person> approvers = dossier().approvers(level);
      put(
          news,
          mailed(dossier().questions(level))
              .filter(person -> !approvers.contains(person))
              .filter(person -> !dossier().isApprovedBy(person, level))
              .toList(),
          News.relieved(
              others.people().stream().filter(person -> !person.equals(requester())).toList()));
    }

    private void reviewed(Map<Person, News> news, GrantEvent.Reviewed review) {
      put(news, List.of(requester()), News.reviewed(review));
      receipt(news, review.reviewer(), review.channel(), "review");
      put(
          news,
          mailed(dossier().reviewQuestions())
              .filter(Predicate.not(review.reviewer()::equals))
              .toList(),
          News.reviewed(review));
    }

    // What was answered in somebody's name is told to them, should it not have been them.
    private static void receipt(
        Map<Person, News> news, Person person, Channel channel, String answer) {
      if (channel == Channel.LINK) {
        put(news, List.of(person), News.receipt(answer));
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

    private static void put(Map<Person, News> news, List<Person> people, News one) {
      people.forEach(person -> news.putIfAbsent(person, one));
    }
  }
}
