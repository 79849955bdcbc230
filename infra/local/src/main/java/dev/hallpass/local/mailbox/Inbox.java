package dev.hallpass.local.mailbox;

import dev.hallpass.emulator.ses.SentMail;
import java.util.List;

/// The mails to one person, or to everybody.
///
/// @param owner the person; empty for everybody
/// @param owners everybody who got a mail, in alphabetical order
/// @param mails newest first
public record Inbox(String owner, List<String> owners, List<SentMail> mails) {

  public Inbox {
    owners = List.copyOf(owners);
    mails = List.copyOf(mails);
  }

  /// One person's inbox.
  ///
  /// @param owner an address; empty for everybody's mails
  /// @param sent all mails, oldest first
  static Inbox of(String owner, List<SentMail> sent) {
    return new Inbox(
        owner,
        sent.stream().flatMap(mail -> mail.to().stream()).distinct().sorted().toList(),
        sent.reversed().stream()
            .filter(mail -> owner.isEmpty() || mail.to().contains(owner))
            .toList());
  }
}
