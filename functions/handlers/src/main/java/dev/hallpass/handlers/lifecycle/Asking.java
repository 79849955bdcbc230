package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.approval.Postmark;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Ids;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.Optional;

/// Asks a person by mail: records the question, sends the mail, then records that.
record Asking(Grants grants, Mailer mailer, Ids ids, Postmark postmark) {

  /// Asks one person, with a new link and a new code. If the mail is held, the question is open
  /// without it, and the link is forgotten.
  ///
  /// @return the history with the question. If the question is settled meanwhile, the history as it
  ///   is; then the person who settled it has rung.
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown what was done
  History ask(History history, Person person, Question question) {
    Optional<Instant> heldUntil = question.heldUntil();
    Link link = ids.link(postmark);
    Code code = ids.code();
    Run sought = grants.run(history, question.announced(link, code));
    if (!sought.isAccepted()) {
      return sought.history();
    }
    if (heldUntil.isPresent()) {
      Log.info(history.grant(), "The mail to an approver is held until " + heldUntil.get());
      return grants
          .run(sought.history(), new GrantCommand.HoldMail(person, link, heldUntil.get(), false))
          .history();
    }
    String messageId;
    try {
      messageId = mailer.send(question.mail(sought.history(), link, code));
    } catch (OutcomeUnknown unknown) {
      Log.failure(history.grant(), "A mail that asks a person was not sent", unknown);
      return question.notMailed(sought.history(), link);
    }
    return grants
        .run(sought.history(), new GrantCommand.NoteMail(person, link, messageId))
        .history();
  }

  /// The question.
  interface Question {
    /// Until when its mail is held, because the person got too many; empty if it is sent at once.
    Optional<Instant> heldUntil();

    /// The command that records it.
    GrantCommand announced(Link link, Code code);

    /// The mail that asks it.
    ///
    /// @param history the history with the question
    Mail mail(History history, Link link, Code code);

    /// What becomes of it if the mail service did not take its mail.
    ///
    /// @param history the history with the question
    History notMailed(History history, Link link);
  }
}
