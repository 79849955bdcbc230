package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.view.Letterhead;
import dev.hallpass.handlers.view.ReviewMail;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Mails the owners of an access that is over for their review, at each call until one of them has
/// given it. Then the workflow waits at the doorbell.
final class SeekReview {

  // The wait ends at about the time of the next mail.
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final Grants grants;
  private final Asking asking;
  private final Doorbells doorbells;
  private final Supplier<Letterhead> letterhead;

  /// @param letterhead asked for at each mail
  SeekReview(Grants grants, Asking asking, Doorbells doorbells, Supplier<Letterhead> letterhead) {
    this.grants = grants;
    this.asking = asking;
    this.doorbells = doorbells;
    this.letterhead = letterhead;
  }

  Step seek(Task task) {
    History history =
        grants.run(task.grant(), new GrantCommand.HangDoorbell(task.doorbell())).history();
    Step next = Steps.next(history.state(), grants.now());
    if (history.state() instanceof Over over && over.awaitsReview()) {
      askEach(history, over);
    } else {
      // The review came before this wait, so nobody else would ring.
      doorbells.ring(task.doorbell());
    }
    return next;
  }

  private void askEach(History history, Over over) {
    Instant now = grants.now();
    countIfLate(over, now);
    History current = history;
    for (Person reviewer : over.dossier().reviewers()) {
      if (isAskedSince(over, reviewer, now)) {
        continue;
      }
      current = ask(current, reviewer);
    }
  }

  /// An alarm rings when a review is late.
  private static void countIfLate(Over over, Instant now) {
    if (over.reviewBy().filter(end -> !now.isBefore(end)).isPresent()) {
      Metrics.count(now, Map.of("ReviewsLate", 1L));
    }
  }

  private static boolean isAskedSince(Over over, Person reviewer, Instant now) {
    return over.dossier()
        .reviewQuestions()
        .filter(question -> question.sought().asked().equals(reviewer) && question.mailed())
        .anyMatch(
            _ -> over.askAgainAt().filter(then -> now.isBefore(then.minus(EARLY))).isPresent());
  }

  private History ask(History history, Person reviewer) {
    return asking.ask(
        history,
        reviewer,
        new Asking.Question() {
          @Override
          public Optional<Instant> heldUntil() {
            // Broken glass has a brake of its own, and no flood of questions puts its review off.
            return Optional.empty();
          }

          @Override
          public GrantCommand announced(Link link, Code code) {
            return new GrantCommand.SeekReview(reviewer, link, code);
          }

          @Override
          public Mail mail(History asked, Link link, Code code) {
            Instant answerBy = ((Over) asked.state()).reviewBy().orElseThrow();
            return ReviewMail.of(asked, reviewer, link, code, answerBy, letterhead.get());
          }

          @Override
          public History notMailed(History asked, Link link) {
            // They get another mail after the wait.
            return asked;
          }
        });
  }
}
