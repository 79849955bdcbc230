package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.MailHeld;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.ApprovalMail;
import dev.hallpass.handlers.view.Letterhead;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Mails the approvers of the open level, reminds them, and escalates when it is time. Then the
/// workflow waits at the doorbell. If a rule decides instead of people, it decides here.
final class SeekApproval {

  // Two to the power of this is about an hour, in minutes.
  private static final int LONGEST_PAUSE = 6;

  private final Grants grants;
  private final Asking asking;
  private final Doorbells doorbells;
  private final Supplier<Letterhead> letterhead;
  private final int mailsPerHour;

  /// @param letterhead asked for at each mail
  /// @param mailsPerHour the most questions that one person gets by mail within an hour
  SeekApproval(
      Grants grants,
      Asking asking,
      Doorbells doorbells,
      Supplier<Letterhead> letterhead,
      int mailsPerHour) {
    this.mailsPerHour = mailsPerHour;
    this.grants = grants;
    this.asking = asking;
    this.doorbells = doorbells;
    this.letterhead = letterhead;
  }

  Step seek(Task task) {
    History history =
        grants.run(task.grant(), new GrantCommand.HangDoorbell(task.doorbell())).history();
    if (history.state() instanceof AwaitingRule) {
      history = grants.run(history, new GrantCommand.ApproveByRule()).history();
    }
    Step next = Steps.next(history.state(), grants.now());
    if (history.state() instanceof AwaitingApproval open && next instanceof Step.SeekApproval) {
      askEach(escalated(history, open));
    } else if (!(Steps.next(history.state(), grants.earliestNow()) instanceof Step.SeekApproval)) {
      // The level was settled or out of time before this wait, so nobody else would ring. If it is
      // out of time only by this clock, another function would send the grant back here at once.
      doorbells.ring(task.doorbell());
    }
    return next;
  }

  private History escalated(History history, AwaitingApproval open) {
    return open.escalation(grants.now()).isPresent()
        ? grants.run(history, new GrantCommand.Escalate()).history()
        : history;
  }

  private void askEach(History history) {
    if (!(history.state() instanceof AwaitingApproval open)) {
      // The level is settled meanwhile, and the person who settled it has rung.
      return;
    }
    History current = history;
    for (Person approver : open.dossier().approvers(open.level())) {
      switch (asked(open, approver)) {
        case DONE -> {}
        case NOT_YET -> current = ask(current, open, approver, false);
        case WITHOUT_ANSWER -> current = ask(current, open, approver, true);
      }
    }
  }

  private Asked asked(AwaitingApproval open, Person approver) {
    Dossier dossier = open.dossier();
    if (dossier.isApprovedBy(approver, open.level()) || isHeld(open, approver)) {
      return Asked.DONE;
    }
    List<Question> mailed =
        dossier
            .questions(open.level())
            .filter(question -> question.sought().asked().equals(approver))
            .filter(Question::mailed)
            .toList();
    if (mailed.isEmpty()) {
      return Asked.NOT_YET;
    }
    return open.isReminderDue(grants.now())
            // Approvers of an escalation get no reminder: they were asked late already.
            && dossier.level(open.level()).approvers().contains(approver)
            && mailed.size() == 1
            && mailed.getFirst().isInReach()
        ? Asked.WITHOUT_ANSWER
        : Asked.DONE;
  }

  /// Whether the time of a mail that is held has not come by any clock.
  private boolean isHeld(AwaitingApproval open, Person approver) {
    return open.heldUntil(approver).filter(grants.latestNow()::isBefore).isPresent();
  }

  private History ask(History history, AwaitingApproval open, Person approver, boolean reminder) {
    return asking.ask(
        history,
        approver,
        new Asking.Question() {
          @Override
          public Optional<Instant> heldUntil() {
            return grants.mailHeldUntil(approver, mailsPerHour);
          }

          @Override
          public GrantCommand announced(Link link, Code code) {
            return new GrantCommand.SeekApproval(open.level(), approver, link, code, reminder);
          }

          @Override
          public Mail mail(History asked, Link link, Code code) {
            AwaitingApproval now = (AwaitingApproval) asked.state();
            return ApprovalMail.of(
                asked.grant(),
                now.dossier(),
                approver,
                link,
                code,
                now.answerBy().orElseThrow(),
                reminder,
                letterhead.get());
          }

          @Override
          public History notMailed(History asked, Link link) {
            // The question is open: a signed yes counts, and its time runs. The reaper wakes the
            // workflow when it is time to try again.
            Instant again = grants.now().plus(pause(asked, approver));
            return grants
                .run(asked, new GrantCommand.HoldMail(approver, link, again, true))
                .history();
          }
        });
  }

  /// A minute after the first mail to a person that was not taken, and twice as long each time, so
  /// that a mailbox that is dead for long writes few entries.
  private static Duration pause(History history, Person approver) {
    long refused =
        history.entries().stream()
            .map(Entry::event)
            .filter(event ->
                event instanceof MailHeld held && held.isRefused() && held.to().equals(approver))
            .count();
    return refused < LONGEST_PAUSE ? Duration.ofMinutes(1L << refused) : Duration.ofHours(1);
  }

  /// How far Hallpass has asked an approver.
  private enum Asked {
    NOT_YET,
    WITHOUT_ANSWER,
    DONE
  }
}
