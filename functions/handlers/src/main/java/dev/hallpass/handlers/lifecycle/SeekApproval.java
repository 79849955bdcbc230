package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.MailHeld;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.Once;
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
import java.util.ArrayList;
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

  /// @param letterhead asked for at the first mail of each step
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
    History history = grants.read(task.grant());
    if (history.state() instanceof AwaitingRule) {
      history =
          grants.runTogether(
              history,
              _ ->
                  List.of(
                      new GrantCommand.HangDoorbell(task.doorbell()),
                      new GrantCommand.ApproveByRule()));
    } else if (history.state() instanceof AwaitingApproval open
        && Steps.next(open, grants.now()) instanceof Step.SeekApproval) {
      history = askEach(escalated(history, open), task.doorbell());
      if (Asking.isHung(history, task.doorbell())) {
        // It hangs since the first question, so anyone who settled the level has rung.
        return Steps.next(history.state(), grants.now());
      }
    }
    history = asking.hung(history, task.doorbell());
    if (!(Steps.next(history.state(), grants.earliestNow()) instanceof Step.SeekApproval)) {
      // The level was settled or out of time before this wait, so nobody else would ring. If it is
      // out of time only by this clock, another function would send the grant back here at once.
      doorbells.ring(task.doorbell());
    }
    return Steps.next(history.state(), grants.now());
  }

  private History escalated(History history, AwaitingApproval open) {
    return open.escalation(grants.now()).isPresent()
        ? grants.run(history, new GrantCommand.Escalate()).history()
        : history;
  }

  private History askEach(History history, Doorbell doorbell) {
    if (!(history.state() instanceof AwaitingApproval open)) {
      // The level was settled meanwhile.
      return history;
    }
    Supplier<Letterhead> once = new Once<>(letterhead);
    List<ApprovalQuestion> questions = new ArrayList<>();
    for (Person approver : open.dossier().approvers(open.level())) {
      switch (asked(open, approver)) {
        case DONE -> {}
        case NOT_YET -> questions.add(new ApprovalQuestion(open.level(), approver, false, once));
        case WITHOUT_ANSWER ->
            questions.add(new ApprovalQuestion(open.level(), approver, true, once));
      }
    }
    return asking.ask(history, doorbell, questions);
  }

  private Asked asked(AwaitingApproval open, Person approver) {
    Dossier dossier = open.dossier();
    if (dossier.isApprovedBy(approver, open.level()) || isHeld(open, approver)) {
      return Asked.DONE;
    }
    List<Question> mailed =
        dossier
            .questions(open.level())
            .filter(question -> question.sought().asked().equals(approver) && question.mailed())
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

  /// The question to one approver of a level.
  private final class ApprovalQuestion implements Asking.Question {

    private final int level;
    private final Person approver;
    private final boolean reminder;
    private final Supplier<Letterhead> letterhead;

    ApprovalQuestion(
        int level, Person approver, boolean reminder, Supplier<Letterhead> letterhead) {
      this.level = level;
      this.approver = approver;
      this.reminder = reminder;
      this.letterhead = letterhead;
    }

    @Override
    public Person person() {
      return approver;
    }

    @Override
    public Optional<Instant> heldUntil() {
      return grants.mailHeldUntil(approver, mailsPerHour);
    }

    @Override
    public List<GrantCommand> announced(Link link, Code code, Optional<Doorbell> doorbell) {
      return List.of(
          new GrantCommand.SeekApproval(level, approver, link, code, reminder, doorbell));
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
    public Optional<GrantCommand> notMailed(History asked, Link link) {
      // The question is open: a signed yes counts, and its time runs. The reaper wakes the
      // workflow when it is time to try again.
      Instant again = grants.now().plus(pause(asked, approver));
      return Optional.of(new GrantCommand.HoldMail(approver, link, again, true));
    }
  }

  /// How far Hallpass has asked an approver.
  private enum Asked {
    NOT_YET,
    WITHOUT_ANSWER,
    DONE
  }
}
