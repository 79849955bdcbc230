package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Once;
import dev.hallpass.handlers.view.Letterhead;
import dev.hallpass.handlers.view.ReviewMail;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Alarm;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Mails the owners of an access that is over for their review, at each call until one of them has
/// given it. Then the workflow waits at the doorbell.
final class SeekReview {

  // The wait ends at about the time of the next mail.
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final Grants grants;
  private final Asking asking;
  private final Doorbells doorbells;
  private final Supplier<Letterhead> letterhead;

  /// @param letterhead asked for at the first mail of each step
  SeekReview(Grants grants, Asking asking, Doorbells doorbells, Supplier<Letterhead> letterhead) {
    this.grants = grants;
    this.asking = asking;
    this.doorbells = doorbells;
    this.letterhead = letterhead;
  }

  Step seek(Task task) {
    History history = grants.read(task.grant());
    if (history.state() instanceof Over over && over.awaitsReview()) {
      history = askEach(history, over, task.doorbell());
      if (Asking.isHung(history, task.doorbell())) {
        // It hangs since before the first question, so anyone who gave the review has rung.
        return Steps.next(history.state(), grants.now());
      }
    }
    history = asking.hung(history, task.doorbell());
    if (!(history.state() instanceof Over over && over.awaitsReview())) {
      // The review came before this wait, so nobody else would ring.
      doorbells.ring(task.doorbell());
    }
    return Steps.next(history.state(), grants.now());
  }

  private History askEach(History history, Over over, Doorbell doorbell) {
    Instant now = grants.now();
    countIfLate(over, now);
    Supplier<Letterhead> once = new Once<>(letterhead);
    return asking.ask(
        history,
        doorbell,
        over.dossier().reviewers().stream()
            .filter(reviewer -> !isAskedSince(over, reviewer, now))
            .map(reviewer -> new Question(reviewer, once))
            .toList());
  }

  /// An alarm rings when a review is late.
  private static void countIfLate(Over over, Instant now) {
    if (over.reviewBy().filter(end -> !now.isBefore(end)).isPresent()) {
      Metrics.ring(now, Alarm.REVIEWS_LATE);
    }
  }

  private static boolean isAskedSince(Over over, Person reviewer, Instant now) {
    return over.dossier()
        .reviewQuestions()
        .filter(question -> question.sought().asked().equals(reviewer) && question.mailed())
        .anyMatch(
            _ -> over.askAgainAt().filter(then -> now.isBefore(then.minus(EARLY))).isPresent());
  }

  /// The question to one reviewer.
  private record Question(Person person, Supplier<Letterhead> letterhead)
      implements Asking.Question {

    @Override
    public Optional<Instant> heldUntil() {
      // Broken glass has a brake of its own, and no flood of questions puts its review off.
      return Optional.empty();
    }

    @Override
    public List<GrantCommand> announced(Link link, Code code, Optional<Doorbell> doorbell) {
      return Stream.<GrantCommand>concat(
              doorbell.map(GrantCommand.HangDoorbell::new).stream(),
              Stream.of(new GrantCommand.SeekReview(person, link, code)))
          .toList();
    }

    @Override
    public Mail mail(History asked, Link link, Code code) {
      Instant answerBy = ((Over) asked.state()).reviewBy().orElseThrow();
      return ReviewMail.of(asked, person, link, code, answerBy, letterhead.get());
    }

    @Override
    public Optional<GrantCommand> notMailed(History asked, Link link) {
      // They get another mail after the wait.
      return Optional.empty();
    }
  }
}
