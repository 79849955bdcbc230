package dev.hallpass.access;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.Sessions.NotOpened;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all that opens sessions keeps to.
public abstract class SessionsContract {

  protected static final GrantId GRANT = new GrantId("grant-00000000000000000000000000004711");
  protected static final Sessions.Order ORDER =
      new Sessions.Order(
          GRANT,
          ALICE,
          new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix"),
          new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + GRANT),
          List.of(),
          new SessionName("hallpass-00000000000000000000000000000042"),
          Duration.ofMinutes(15));

  /// Those where AWS sees role and policy since noon, and it is noon.
  protected abstract Sessions opening();

  /// Those where AWS does not see the policy.
  protected abstract Sessions refusing();

  /// Lets the next call have no answer and no effect.
  protected abstract void loseNextCall();

  @Test
  void theCredentialsLiveAsLongAsWasOrdered() {
    Credentials credentials = opening().open(ORDER);

    assertThat(credentials.expiresAt()).isEqualTo(NOON.plus(ORDER.life()));
    assertThat(credentials.accessKeyId()).isNotBlank();
    assertThat(credentials.toString())
        .doesNotContain(credentials.secretAccessKey(), credentials.sessionToken());
  }

  @Test
  void whatAwsRefusesIsNotOpened() {
    assertThatExceptionOfType(NotOpened.class)
        .isThrownBy(() -> refusing().open(ORDER))
        .withMessageContaining(GRANT.value());
  }

  @Test
  void withoutAnAnswerTheOutcomeIsUnknown() {
    Sessions sessions = opening();
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> sessions.open(ORDER));
  }
}
