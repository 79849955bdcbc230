package dev.hallpass.emulator.ses;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A mail as SES took it.
///
/// @param id SES's message id
/// @param at when it was taken
/// @param text the plain part, empty when there is none
/// @param html the HTML part, empty when there is none
/// @param tags what the sender says of it to whom SES tells of it
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
