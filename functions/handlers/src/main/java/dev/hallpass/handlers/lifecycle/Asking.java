package dev.hallpass.handlers.lifecycle;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Ids;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;

/// The way in which somebody is asked by mail: the question is recorded, then its mail is sent,
/// then that is recorded.
record Asking(Grants grants, Mailer mailer, Ids ids) {

  /// Puts a question to one person, with a link and a code of its own.
  ///
  /// @return the history with it, or as it is now if the question is settled meanwhile; then the
  ///   one who settled it has rung
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told how far it came
  History ask(History history, Person person, Question question) {
    Link link = ids.link();
    Code code = ids.code();
    Run sought = grants.run(history, question.announced(link, code));
    if (!sought.isAccepted()) {
      return sought.history();
    }
    String messageId = mailer.send(question.mail(sought.history(), link, code));
    return grants
        .run(sought.history(), new GrantCommand.NoteMail(person, link, messageId))
        .history();
  }

  /// What is asked.
  interface Question {
    /// The command by which it is recorded.
    GrantCommand announced(Link link, Code code);

    /// The mail that asks it.
    ///
    /// @param history with the question in it
    Mail mail(History history, Link link, Code code);
  }
}
