package dev.hallpass.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What other people wrote, before the eyes of the person who decides.
class VisibleTest {

  @Test
  void aTerminalObeysNothingInATextOfAnother() {
    assertThat(visible("case \u001b[2K\u001b[1Aapproved"))
        .isEqualTo("case [U+001B][2K[U+001B][1Aapproved");
    assertThat(visible("a\rb\u0007")).isEqualTo("a[U+000D]b[U+0007]");
  }

  @Test
  void whatNobodySeesIsShown() {
    assertThat(visible("\u202Egpj.exe\u200B")).isEqualTo("[U+202E]gpj.exe[U+200B]");
  }

  @Test
  void linesAndLettersOfAllLanguagesStay() {
    assertThat(visible("Grüße,\n東京 Ночь")).isEqualTo("Grüße,\n東京 Ночь");
  }

  private static String visible(String text) {
    return Visible.of(text, character -> character == '\n');
  }
}
