package dev.hallpass.catalog.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPatternTest {

  private static final OwnPattern ORDER = new OwnPattern("ORD-[0-9]{1,6}", "ORD-4711");

  @Test
  void theWholeValueHasTheForm() {
    assertThat(ORDER.allows("ORD-1")).isTrue();
    assertThat(ORDER.allows("ORD-1234567")).isFalse();
    assertThat(ORDER.allows("xORD-1")).isFalse();
    assertThat(ORDER.allows("ORD-1\n")).isFalse();
    assertThat(ORDER.words()).isEqualTo("a text of the form ORD-[0-9]{1,6}, such as ORD-4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a*", "?", "${a}", "{a}", "a\"b", "a,b", "a\u0000", "\u202E"})
  void noPatternLetsThroughWhatCouldChangeAPolicy(String value) {
    assertThat(new OwnPattern("(?s).*", "a").allows(value)).isFalse();
  }

  @Test
  void aValueThatWouldKeepItBusyIsRefused() {
    OwnPattern slow = new OwnPattern("(a+)+b", "ab");

    assertThat(slow.allows("a".repeat(100))).isFalse();
    assertThat(slow.allows("a".repeat(20) + "b")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ORD-[0-9]{1,6};        ORD-1; 10",
        "prod|staging;          prod;  7",
        "(?:a|bcd){2}e?;        aae;   7",
        "(x|yy)-\\d\\.[^.]\\w; x-1.aa; 7",
        "^[a-z_\\-]{3}$;        abc;   3",
        "a{2}?b??;              aa;    3",
        "x{0}y;                 y;     1",
        "[a-z]+;                abc;   128",
        "(a*)*b;                b;     128",
        "[0-9]{3,};             123;   128",
      })
  void itsLongestValueIsAsLongAsThePatternLetsItBe(String pattern, String example, int longest) {
    assertThat(new OwnPattern(pattern, example).longest()).hasSize(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?i)a", "(?=a)a", "(a)\\1?", "[a[b]]", "[]a]", "\\Qa\\E", "\\p{L}"})
  void aPatternThatIsNotUnderstoodCountsAsTheLongest(String pattern) {
    assertThat(new OwnPattern(pattern, "a").longest()).hasSize(128);
  }

  @Test
  void theExampleHasTheForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OwnPattern("ORD-[0-9]+", "4711"))
        .withMessageContaining("4711 is not of the form ORD-[0-9]+");
  }
}
