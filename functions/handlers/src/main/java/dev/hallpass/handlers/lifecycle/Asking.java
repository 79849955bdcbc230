package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.approval.Postmark;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Ids;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks people by mail: records the questions together, sends the mails, then records these
/// together.
record Asking(Grants grants, Mailer mailer, Ids ids, Postmark postmark) {

  // A crash between the mails and their record repeats at most so many mails.
  private static final int TOGETHER = 20;

  /// Hangs a doorbell, if it does not hang yet.
  History hung(History history, Doorbell doorbell) {
    return isHung(history, doorbell)
        ? history
        : grants.run(history, new GrantCommand.HangDoorbell(doorbell)).history();
  }

  /// Whether a doorbell hangs.
  static boolean isHung(History history, Doorbell doorbell) {
    return history.state() instanceof Known grant
        && grant.dossier().doorbell().filter(doorbell::equals).isPresent();
  }

  /// Asks people, with a new link and a new code for each. If a mail is held, the question is open
  /// without it, and the link is forgotten.
  ///
  /// @param doorbell hangs with the first question
  /// @return the history with the questions; without them, and perhaps without the doorbell, if
  ///   nothing is to be asked any more
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown what was done
  History ask(History history, Doorbell doorbell, List<? extends Question> questions) {
    History current = history;
    for (int from = 0; from < questions.size(); from += TOGETHER) {
      List<Asked> asked =
          questions.subList(from, Math.min(from + TOGETHER, questions.size())).stream()
              .map(this::asked)
              .toList();
      current = mailed(announced(current, doorbell, asked), asked);
    }
    return current;
  }

  private Asked asked(Question question) {
    return new Asked(question, ids.link(postmark), ids.code(), question.heldUntil());
  }

  private History announced(History history, Doorbell doorbell, List<Asked> all) {
    return grants.runTogether(
        history,
        now -> {
          List<GrantCommand> commands = new ArrayList<>();
          for (Asked one : all) {
            boolean hangs = commands.isEmpty() && !isHung(now, doorbell);
            commands.addAll(one.announced(hangs ? Optional.of(doorbell) : Optional.empty()));
          }
          return commands;
        });
  }

  private History mailed(History announced, List<Asked> all) {
    List<GrantCommand> notes = new ArrayList<>();
    for (Asked one : all) {
      if (one.isOpenIn(announced)) {
        mailed(announced, one).ifPresent(notes::add);
      }
    }
    return grants.runTogether(announced, _ -> notes);
  }

  /// What is to be recorded of the mail of a question.
  private Optional<GrantCommand> mailed(History announced, Asked one) {
    if (one.heldUntil().isPresent()) {
      Log.info(announced.grant(), "The mail to an approver is held until " + one.heldUntil().get());
      return Optional.empty();
    }
    Question question = one.question();
    try {
      String messageId = mailer.send(question.mail(announced, one.link(), one.code()));
      return Optional.of(new GrantCommand.NoteMail(question.person(), one.link(), messageId));
    } catch (OutcomeUnknown unknown) {
      Log.failure(announced.grant(), "A mail that asks a person was not sent", unknown);
      return question.notMailed(announced, one.link());
    }
  }

  /// A question with its secrets.
  private record Asked(Question question, Link link, Code code, Optional<Instant> heldUntil) {

    List<GrantCommand> announced(Optional<Doorbell> doorbell) {
      List<GrantCommand> commands = new ArrayList<>(question.announced(link, code, doorbell));
      heldUntil
          .map(until -> new GrantCommand.HoldMail(question.person(), link, until, false))
          .ifPresent(commands::add);
      return commands;
    }

    boolean isOpenIn(History history) {
      return history.known().dossier().question(link.hash()).isPresent();
    }
  }

  /// The question.
  interface Question {
    /// Whom it asks.
    Person person();

    /// Until when its mail is held, because the person got too many; empty if it is sent at once.
    Optional<Instant> heldUntil();

    /// The commands that record it.
    ///
    /// @param doorbell hangs with it; empty if none does
    List<GrantCommand> announced(Link link, Code code, Optional<Doorbell> doorbell);

    /// The mail that asks it.
    ///
    /// @param history the history with the question
    Mail mail(History history, Link link, Code code);

    /// What is recorded if the mail service did not take its mail; empty if nothing is.
    ///
    /// @param history the history with the question
    Optional<GrantCommand> notMailed(History history, Link link);
  }
}
