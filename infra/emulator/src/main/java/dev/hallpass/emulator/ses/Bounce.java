package dev.hallpass.emulator.ses;

import java.util.List;

/// That a mail could not be delivered, as SES tells it for the mail's configuration set.
///
/// @param id SES's feedback id
/// @param recipients those of the mail whom it did not reach
public record Bounce(String id, SentMail mail, String configurationSet, List<String> recipients) {
  public Bounce {
    recipients = List.copyOf(recipients);
  }
}
