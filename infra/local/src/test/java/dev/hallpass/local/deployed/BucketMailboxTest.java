package dev.hallpass.local.deployed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BucketMailboxTest {

  private static final String STORED =
      """
      From: hallpass@example.com
      To: bob@example.com
      Subject: alice asks
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="part"

      --part
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: quoted-printable

      https://api.example.com/live/grants/grant-1/decision?link=3Dsecret=
      123
      --part
      Content-Type: text/html; charset=UTF-8

      <p>html</p>
      --part--
      """;

  @Test
  void theTextOfAStoredMailIsReadAsItWasWritten() throws MessagingException {
    assertThat(BucketMailbox.text(stored()).strip())
        .isEqualTo("https://api.example.com/live/grants/grant-1/decision?link=secret123");
  }

  @Test
  void aMailIsForWhoItIsSentTo() throws MessagingException {
    assertThat(BucketMailbox.isTo(stored(), "bob@example.com")).isTrue();
    assertThat(BucketMailbox.isTo(stored(), "carol@example.com")).isFalse();
  }

  private static MimeMessage stored() throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(STORED.replace("\n", "\r\n").getBytes(US_ASCII)));
  }
}
