package dev.hallpass.ledger;

import dev.hallpass.grant.Actor;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One entry of the ledger.
///
/// @param sequence from 0, with no gaps
/// @param previous the hash of the entry before it
/// @param hash the hash of all other members
public record Entry(
    GrantId grant,
    int sequence,
    Instant at,
    Actor actor,
    GrantEvent event,
    Build build,
    Sha256 previous,
    Sha256 hash) {

  // Always with milliseconds, so that the texts sort like the times.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// An instant as entries write it: UTC, with milliseconds.
  public static String text(Instant instant) {
    return TIME.format(instant);
  }
}
