package dev.hallpass.emulator.ses;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A mail that SES took.
///
/// @param id SES's message id
/// @param at the time at which SES took it
/// @param text the plain part; empty if there is none
/// @param html the HTML part; empty if there is none
/// @param tags the sender's tags, which SES repeats in events
public record SentMail(
    String id,
    Instant at,
    String from,
    List<String> to,
    String subject,
    String text,
    String html,
    Map<String, String> tags) {
  public SentMail {
    to = List.copyOf(to);
    tags = Map.copyOf(tags);
  }

  /// A mail without tags.
  public SentMail(
      String id,
      Instant at,
      String from,
      List<String> to,
      String subject,
      String text,
      String html) {
    this(id, at, from, to, subject, text, html, Map.of());
  }
}
