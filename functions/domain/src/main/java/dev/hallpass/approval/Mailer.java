package dev.hallpass.approval;

/// Where mails are handed over.
public interface Mailer {

  /// Hands over one mail.
  ///
  /// @return the mail service's id of it
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was taken
  String send(Mail mail);
}
