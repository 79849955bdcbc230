package dev.hallpass.approval;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  private static final Link LINK = new Link("the-token");
  private static final Code CODE = new Code("123456");

  @Test
  void whatIsPrintedShowsNoSecret() {
    Mail mail =
        new Mail(GRANT, Optional.of(LINK.hash()), BOB, "subject", "the-token", "<p>123456</p>");

    assertThat(LINK).hasToString("Link[…]");
    assertThat(CODE).hasToString("Code[…]");
    assertThat(mail).hasToString("Mail[to=bob@example.com]");
  }

  @Test
  void aCodesHashIsOfNoUseForAnotherLink() {
    assertThat(CODE.hash(LINK)).isNotEqualTo(CODE.hash(new Link("another-token")));
    assertThat(CODE.hash(LINK)).isNotEqualTo(new Code("123457").hash(LINK));
    assertThat(CODE.hash(LINK)).isEqualTo(new Code("123456").hash(LINK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", " 12345", "１２３４５６", "123456\n"})
  void aCodeIsSixDigits(String text) {
    assertThat(Code.isOne(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Code(text));
  }

  @Test
  void everyNumberOfSixDigitsIsACode() {
    assertThat(Code.isOne("000000")).isTrue();
    assertThat(Code.isOne("999999")).isTrue();
  }
}
