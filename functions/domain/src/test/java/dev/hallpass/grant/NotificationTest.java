package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_NOTIFIED;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.UNKNOWN_GRANT;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.bounced;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.shortened;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantCommand.NoteBounce;
import dev.hallpass.grant.GrantCommand.NoteEndNear;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What people are told of, and which mails came back.
class NotificationTest {

  private static final Duration NEAR = Duration.ofMinutes(10);
  private static final Given ACTIVE = given(requested(), approved(0, BOB), planned(), activated());

  @Test
  void theEndIsNearTenMinutesBefore() {
    ACTIVE.at(EXPIRY.minus(NEAR)).when(new NoteEndNear()).accepted(new GrantEvent.EndNeared());
    ACTIVE.at(EXPIRY.minus(NEAR).minusMillis(1)).when(new NoteEndNear()).rejected(TIME_IS_NOT_UP);
    ACTIVE.at(EXPIRY.minusMillis(1)).when(new NoteEndNear()).accepted(new GrantEvent.EndNeared());
    ACTIVE.at(EXPIRY).when(new NoteEndNear()).rejected(TIME_IS_NOT_UP);
  }

  @Test
  void theEndIsNotNearThatWasFromTheBeginning() {
    openFor(NEAR)
        .at(NOON.plus(Duration.ofMinutes(5)))
        .when(new NoteEndNear())
        .rejected(TIME_IS_NOT_UP);
    openFor(NEAR.plusMinutes(1))
        .at(NOON.plus(Duration.ofMinutes(5)))
        .when(new NoteEndNear())
        .accepted(new GrantEvent.EndNeared());
  }

  private static Given openFor(Duration time) {
    Instant end = NOON.plus(time);
    return given(
        requested(),
        shortened(0, BOB, time),
        new GrantEvent.PolicyPlanned(POLICY.ofGrant(GRANT, end), planned().policyHash(), end),
        activated());
  }

  @Test
  void theEndIsNearOnceAndOnlyOfWhatIsOpen() {
    GrantEvent[][] lives = {
      {requested()},
      {requested(), approved(0, BOB)},
      {requested(), approved(0, BOB), planned()},
      {requested(), approved(0, BOB), planned(), activated(), new GrantEvent.EndNeared()},
      {requested(), approved(0, BOB), planned(), activated(), expired()},
    };
    for (GrantEvent[] life : lives) {
      given(life).at(EXPIRY.minus(NEAR)).when(new NoteEndNear()).rejected(ALREADY_NOTIFIED);
    }
  }

  @Test
  void aBounceIsNotedWheneverItComes() {
    given(requested(), sought(0, BOB, LINK))
        .when(new NoteBounce(BOB, Optional.of(LINK.hash())))
        .accepted(bounced(BOB, LINK));
    given(requested(), sought(0, BOB, LINK), new GrantEvent.Cancelled(ALICE))
        .when(new NoteBounce(ALICE, Optional.empty()))
        .accepted(new GrantEvent.MailBounced(ALICE, Optional.empty()));
    given().when(new NoteBounce(BOB, Optional.of(LINK.hash()))).rejected(UNKNOWN_GRANT);
  }

  @Test
  void aBounceIsOfTheQuestionWithItsLink() {
    var asked =
        (Grant.Known)
            given(
                    requested(),
                    sought(0, BOB, LINK),
                    sought(0, BOB, OTHER_LINK),
                    bounced(BOB, OTHER_LINK))
                .grant();

    assertThat(asked.dossier().questions())
        .extracting(Question::bounced)
        .containsExactly(false, true);
  }
}
