package dev.hallpass.handlers.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanReadableTest {

  @ParameterizedTest
  @CsvSource({
    "PT1H, 1 hour",
    "PT90M, 1 hour 30 minutes",
    "PT8H, 8 hours",
    "PT5M, 5 minutes",
    "PT25H1S, 1 day 1 hour 1 second",
  })
  void durationsAreSaidInFull(Duration duration, String words) {
    assertThat(HumanReadable.duration(duration)).isEqualTo(words);
  }

  @Test
  void aTimeAlsoSaysHowFarItIs() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(HumanReadable.timeFrom(noon, noon.plusSeconds(9_000)))
        .isEqualTo("2026-11-22 14:30 UTC, in 2 hours 30 minutes");
    assertThat(HumanReadable.timeFrom(noon.plusMillis(700), noon.plusSeconds(9_000)))
        .endsWith("in 2 hours 30 minutes");
    assertThat(HumanReadable.timeFrom(noon, noon)).isEqualTo("2026-11-22 12:00 UTC");
    assertThat(HumanReadable.timeFrom(noon, noon.minusSeconds(90)))
        .isEqualTo("2026-11-22 11:58 UTC");
  }

  @Test
  void timesAreSaidInUtcAndNeverLaterThanTheyAre() {
    assertThat(HumanReadable.time(Instant.parse("2026-11-22T14:30:59Z")))
        .isEqualTo("2026-11-22 14:30 UTC");
  }
}
