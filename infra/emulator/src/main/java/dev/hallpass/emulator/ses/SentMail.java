package dev.hallpass.emulator.ses;

import java.time.Instant;
import java.util.List;

/// A mail as SES took it.
///
/// @param id SES's message id
/// @param at when it was taken
/// @param text the plain part, empty when there is none
/// @param html the HTML part, empty when there is none
public record SentMail(
    String id, Instant at, String from, List<String> to, String subject, String text, String html) {
  public SentMail {
    to = List.copyOf(to);
  }
}
