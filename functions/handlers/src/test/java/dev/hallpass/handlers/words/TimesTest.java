package dev.hallpass.handlers.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Texts berlin = Texts.of(new Reader("Europe/Berlin", Language.ENGLISH));

  @Test
  void aTimeAlsoSaysHowFarItIs() {
    assertThat(Texts.english().timeFrom(NOON, NOON.plusSeconds(9_000)))
        .isEqualTo("2026-11-22 14:30 UTC, in 2 hours 30 minutes");
    assertThat(Texts.english().timeFrom(NOON.plusMillis(700), NOON.plusSeconds(9_000)))
        .endsWith("in 2 hours 30 minutes");
    assertThat(Texts.english().timeFrom(NOON, NOON)).isEqualTo("2026-11-22 12:00 UTC");
    assertThat(Texts.english().timeFrom(NOON, NOON.minusSeconds(90)))
        .isEqualTo("2026-11-22 11:58 UTC");
  }

  @Test
  void withoutAZoneTimesAreSaidInUtcAndNeverLaterThanTheyAre() {
    assertThat(Texts.english().time(Instant.parse("2026-11-22T14:30:59Z")))
        .isEqualTo("2026-11-22 14:30 UTC");
  }

  @Test
  void aReaderReadsTheTimeInTheirZoneBesideUtc() {
    assertThat(berlin.timeFrom(NOON, NOON.plusSeconds(9_000)))
        .isEqualTo("2026-11-22 15:30 Europe/Berlin (14:30 UTC), in 2 hours 30 minutes");
    assertThat(berlin.opening(Optional.of(NOON)))
        .isEqualTo("at 2026-11-22 13:00 Europe/Berlin (12:00 UTC)");
  }

  @Test
  void whereItIsAnotherDayBothDaysAreSaid() {
    Instant late = Instant.parse("2026-12-31T23:30:00Z");

    assertThat(berlin.time(late))
        .isEqualTo("2027-01-01 00:30 Europe/Berlin (2026-12-31 23:30 UTC)");
    assertThat(berlin.day(late)).isEqualTo("2027-01-01");
    assertThat(Texts.english().day(late)).isEqualTo("2026-12-31");
    assertThat(
            Texts.of(new Reader("America/New_York", Language.ENGLISH))
                .time(Instant.parse("2026-11-22T03:00:00Z")))
        .isEqualTo("2026-11-21 22:00 America/New_York (2026-11-22 03:00 UTC)");
  }

  @Test
  void whenClocksAreSetBackUtcTellsTheTwoHoursApart() {
    Instant before = Instant.parse("2026-10-25T00:30:00Z");
    Instant after = before.plus(Duration.ofHours(1));

    assertThat(berlin.time(before)).isEqualTo("2026-10-25 02:30 Europe/Berlin (00:30 UTC)");
    assertThat(berlin.timeFrom(before, after))
        .isEqualTo("2026-10-25 02:30 Europe/Berlin (01:30 UTC), in 1 hour");
  }

  @Test
  void whenClocksAreSetForwardTheHourThatIsLeftOutIsNoPartOfTheWay() {
    Instant before = Instant.parse("2026-03-29T00:59:00Z");

    assertThat(berlin.time(before)).isEqualTo("2026-03-29 01:59 Europe/Berlin (00:59 UTC)");
    assertThat(berlin.timeFrom(before, before.plusSeconds(60)))
        .isEqualTo("2026-03-29 03:00 Europe/Berlin (01:00 UTC), in 1 minute");
  }

  @Test
  void aZoneThatThisJavaDoesNotKnowYetIsReadInUtc() {
    assertThat(Texts.of(new Reader("Moon/Tranquility", Language.ENGLISH)).time(NOON))
        .isEqualTo("2026-11-22 12:00 UTC");
  }
}
