package dev.hallpass.grant;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hallpass.approval.Channel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryEventTest {

  /// Lives that grants may have; together they hold every kind of event.
  private static final List<List<GrantEvent>> LIVES =
      List.of(
          List.of(
              requested(),
              new GrantEvent.DoorbellHung(DOORBELL),
              sought(0, BOB, LINK),
              new GrantEvent.MailSent(BOB, LINK.hash(), "message-1"),
              codeRefused(LINK, 1),
              approved(0, BOB),
              planned(),
              activated(),
              new GrantEvent.CredentialsPlanned(ALICE, SESSION),
              new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY),
              expired(),
              new GrantEvent.PolicyDeleted()),
          List.of(requested(), new GrantEvent.Denied(0, CAROL, "too wide", Channel.LINK)),
          List.of(requested(), new GrantEvent.Lapsed(0)),
          List.of(requested(), new GrantEvent.Cancelled(ALICE)),
          List.of(requested(), approved(0, BOB), planned(), new GrantEvent.Failed("Activate")));

  @Test
  void everyEventHasALegalTransition() {
    assertThat(LIVES)
        .allSatisfy(life -> assertThatCode(() -> Grant.replay(life)).doesNotThrowAnyException());
    assertThat(LIVES.stream().flatMap(List::stream).map(Object::getClass))
        .containsAll(kindsOf(GrantEvent.class).toList());
  }

  @Test
  void whatAPersonDidBearsTheirNameAndAllElseHallpasss() {
    assertThat(LIVES.getFirst())
        .extracting(event -> event.actor().name())
        .containsExactly(
            "alice@example.com",
            "hallpass",
            "hallpass",
            "hallpass",
            "hallpass",
            "bob@example.com",
            "hallpass",
            "hallpass",
            "alice@example.com",
            "alice@example.com",
            "hallpass",
            "hallpass");
  }

  private static Stream<Class<?>> kindsOf(Class<?> sealed) {
    return sealed.isSealed()
        ? Stream.of(sealed.getPermittedSubclasses()).flatMap(EveryEventTest::kindsOf)
        : Stream.of(sealed);
  }
}
