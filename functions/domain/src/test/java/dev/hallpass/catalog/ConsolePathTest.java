package dev.hallpass.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePathTest {

  @ParameterizedTest
  @CsvSource({
    "customers/4711, s3/buckets/b?prefix=customers%2F4711/",
    "a b, s3/buckets/b?prefix=a%20b/",
    "a&region=x#y, s3/buckets/b?prefix=a%26region%3Dx%23y/",
    "a+b, s3/buckets/b?prefix=a%2Bb/",
    "{bucket}, s3/buckets/b?prefix=%7Bbucket%7D/",
    "é, s3/buckets/b?prefix=%C3%A9/",
    "$1, s3/buckets/b?prefix=%241/"
  })
  void aValueStaysAPartOfItsPlace(String value, String path) {
    assertThat(
            new ConsolePath("s3/buckets/{bucket}?prefix={prefix}/")
                .filled(Map.of("bucket", "b", "prefix", value)))
        .contains(path);
  }

  @Test
  void withoutAValueForAPlaceThereIsNoPath() {
    assertThat(new ConsolePath("s3/buckets/{bucket}").filled(Map.of("prefix", "a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "billing/home#/bills", "cloudwatch/home#logsV2:logs-insights"})
  void aPathWithoutPlacesIsItself(String path) {
    assertThat(new ConsolePath(path).filled(Map.of())).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/s3",
        "//evil.example",
        "https://evil.example/",
        "evil.example/s3",
        "s3@evil.example",
        "s3:443/",
        "s3/../iam",
        "s3/%2e%2E/iam",
        "s3/.%2e/iam",
        "s3\\iam",
        "s3/a b",
        "s3/\n",
        "{bucket}.evil.example/",
        "s3/{bucket",
        "s3/${bucket}"
      })
  void whatIsNoPathBelowTheConsoleIsRefused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ConsolePath(path));
  }
}
