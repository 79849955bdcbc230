package dev.hallpass.approval;

import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What all mailers keep to.
public abstract class MailerContract {

  protected static final Mail MAIL =
      new Mail(
          new GrantId("grant-00000000000000000000000000000001"),
          Optional.of(Sha256.of("the link")),
          BOB,
          "Zoë asks for access",
          "The code is 123 456.",
          "<p>The code is 123 456.</p>");

  /// One that has sent nothing.
  protected abstract Mailer mailer();

  /// The subjects of the mails that were taken, oldest first.
  protected abstract List<String> subjects();

  /// Lets the next call have no answer and no effect.
  protected abstract void loseNextCall();

  @Test
  void eachMailHasAnIdOfItsOwnAlsoWhereTheyAreTheSame() {
    String first = mailer().send(MAIL);
    String second = mailer().send(MAIL);

    assertThat(first).isNotBlank().isNotEqualTo(second);
    assertThat(subjects()).containsExactly(MAIL.subject(), MAIL.subject());
  }

  @Test
  void aMailThatWasNotTakenIsNotClaimedAndSaysNothingOfItsContent() {
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> mailer().send(MAIL))
        .satisfies(lost -> assertThat(lost).hasMessageNotContaining("123 456"));
    assertThat(subjects()).isEmpty();
  }
}
