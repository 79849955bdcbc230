package dev.hallpass.catalog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;

/// How one person reads mails and pages.
///
/// @param zone the name of their time zone, such as `Europe/Berlin`
/// @param language the language in which they read
public record Reader(String zone, Language language) {

  /// A reader of whom the settings say nothing.
  public static final Reader USUAL = new Reader("UTC", Language.ENGLISH);

  /// A time on the reader's clock. The rules of zones are loaded here and not with the settings,
  /// which functions read that show no time.
  public ZonedDateTime at(Instant instant) {
    try {
      return instant.atZone(ZoneId.of(zone));
    } catch (ZoneRulesException _) {
      // A zone can be younger than the Java of the functions. A mail in UTC is better than none.
      return instant.atZone(ZoneOffset.UTC);
    }
  }
}
