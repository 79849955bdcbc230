package dev.hallpass.approval;

/// Hands mails over to the mail service.
public interface Mailer {

  /// Hands over one mail.
  ///
  /// @return the mail service's id of the mail
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether the service took the mail
  String send(Mail mail);
}
