package dev.hallpass.handlers.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedTest {

  @ParameterizedTest
  @CsvSource({
    "202E, right-to-left override",
    "2066, left-to-right isolate",
    "200B, zero-width space",
    "00AD, soft hyphen",
    "0000, null",
    "001B, escape",
    "000A, line feed",
    "2028, line separator",
    "00A0, no-break space",
    "3164, Hangul filler",
    "2800, empty Braille pattern",
    "D800, half a character",
    "E000, private use",
    "E0041, tag",
  })
  void whatWouldNotBeSeenIsNamed(String hex, String what) {
    String text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

    assertThat(Untrusted.line(text)).as(what).isEqualTo("a[U+" + hex + "]b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Grüße aus Köln", "שלום", "顧客の輸出", "Done 👍", "<b>&amp;</b>"})
  void whatIsSeenIsLeftAsItIs(String text) {
    assertThat(Untrusted.line(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Café Süd 7, Café Süd 7",
    "Ночь, Ночь [Cyrillic]",
    "tag = аdmin, tag = а [Cyrillic]dmin",
    "Ночная смена 7, Ночная смена [Cyrillic] 7",
    "α/β, α/β [Greek]",
    "営業 Tokyo, 営業 [Han] Tokyo",
    "营业\u202e, 营业 [Han][U+202E]",
  })
  void aValueSaysWhichScriptItsLettersAreOf(String text, String shown) {
    assertThat(Untrusted.value(text)).isEqualTo(shown);
  }

  @Test
  void linesKeepTheirBreaks() {
    assertThat(Untrusted.lines("one\r\ntwo\n\tthree\rfour"))
        .isEqualTo("one\ntwo\n    three[U+000D]four");
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example/a, http[:]//evil[.]example/a",
    "see www.evil.com., see www[.]evil[.]com.",
    "evil.example, evil[.]example",
    "evil。example, evil[。]example",
    "https://localhost, https[:]//localhost",
    "a@evil.example, a[@]evil[.]example",
    "10.0.0.1, 10[.]0[.]0[.]1",
    "\\\\evil\\share, [\\]\\evil\\share",
    "file:\\\\evil, file[:][\\]\\evil",
    "evil.пример, evil[.]пример",
    "evil.𐐨, evil[.]𐐨",
  })
  void whatAMailClientWouldLinkIsBrokenReadably(String text, String broken) {
    assertThat(Untrusted.unlinked(text)).isEqualTo(broken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"The end. Then: more", "at 12:30", "customer#4711", "a/b/c", "C:"})
  void whatNoMailClientLinksIsLeftAsItIs(String text) {
    assertThat(Untrusted.unlinked(text)).isEqualTo(text);
  }
}
