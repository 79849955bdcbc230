package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.terminal.Visible;
import org.junit.jupiter.api.Test;

/// What other people wrote, on the terminal of the person who decides.
class VisibleTest {

  @Test
  void aTerminalObeysNothingInATextOfAnother() {
    assertThat(Visible.of("case \u001b[2K\u001b[1Aapproved"))
        .isEqualTo("case [U+001B][2K[U+001B][1Aapproved");
    assertThat(Visible.of("a\rb\u0007")).isEqualTo("a[U+000D]b[U+0007]");
  }

  @Test
  void whatNobodySeesIsShown() {
    assertThat(Visible.of("\u202Egpj.exe\u200B")).isEqualTo("[U+202E]gpj.exe[U+200B]");
  }

  @Test
  void linesAndLettersOfAllLanguagesStay() {
    assertThat(Visible.of("Grüße,\n東京 Ночь")).isEqualTo("Grüße,\n東京 Ночь");
  }
}
