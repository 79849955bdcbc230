package dev.hallpass.handlers.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
