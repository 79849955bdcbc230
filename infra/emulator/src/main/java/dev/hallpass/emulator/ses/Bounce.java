package dev.hallpass.emulator.ses;

import java.util.List;

/// The event that a mail could not be delivered, for the mail's configuration set.
///
/// @param id SES's feedback id
/// @param recipients the recipients that the mail did not reach
public record Bounce(String id, SentMail mail, String configurationSet, List<String> recipients) {
  public Bounce {
    recipients = List.copyOf(recipients);
  }
}
