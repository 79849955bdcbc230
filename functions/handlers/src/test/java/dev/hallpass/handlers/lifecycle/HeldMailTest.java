package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent.MailHeld;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What happens to questions that are more than one person gets by mail within an hour.
class HeldMailTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final InMemorySystem system = new InMemorySystem(Catalogs.withMailsPerHour(2));

  @Test
  void theQuestionIsOpenWithoutAMail() {
    GrantId third = third();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL, BOB, CAROL);
    assertThat(system.types(third))
        .containsExactly(
            "requested", "approval-sought", "mail-held", "approval-sought", "mail-held");
    assertThat(system.answer(ProxyCall.of("ListApprovals").by(BOB)).body()).contains(third.value());
    assertThat(system.answer(ProxyCall.of("ApproveGrant").on(third).by(BOB)).status())
        .isEqualTo(200);
  }

  @Test
  void itIsAskedWhenThereIsRoomAgain() {
    GrantId third = third();
    system.pass(HOUR.minusMinutes(1));
    int rings = system.doorbells.rung().size();
    system.pass(Duration.ofMinutes(2));
    system.reap();
    assertThat(system.doorbells.rung()).hasSizeGreaterThan(rings);

    system.run("SeekApproval", third);

    assertThat(system.mailer.recipients()).endsWith(BOB, CAROL).hasSize(6);
    MailedLink mailed = system.mailed(BOB);
    assertThat(system.answer(ProxyCall.of("ShowDecision").on(third).link(mailed.link())).status())
        .isEqualTo(200);
  }

  @Test
  void untilThenNoRingMakesAnotherEntryOfIt() {
    GrantId third = third();
    List<String> before = system.types(third);

    system.pass(Duration.ofMinutes(20));
    system.run("SeekApproval", third, Map.of("doorbell", "second"));

    assertThat(system.types(third)).hasSize(before.size() + 1).endsWith("doorbell-hung");
  }

  @Test
  void anHourWithoutRoomIsTriedAgainAndAgain() {
    GrantId third = third();
    system.pass(HOUR.plusMinutes(1));
    seekNew();
    seekNew();

    system.run("SeekApproval", third);

    assertThat(system.events(third)).filteredOn(MailHeld.class::isInstance).hasSize(4);
  }

  @Test
  void theTimeToAnswerRunsWithoutTheMail() {
    GrantId third = third();

    system.pass(Duration.ofHours(5));
    system.run("Retire", third);

    assertThat(system.types(third)).contains("lapsed");
  }

  @Test
  void newsIsNotHeld() {
    GrantId third = third();
    system.answer(ProxyCall.of("DenyGrant").on(third).by(BOB));
    int mails = system.mailer.recipients().size();

    system.notifyOf(third);

    assertThat(system.mailer.recipients()).hasSizeGreaterThan(mails);
  }

  private GrantId third() {
    seekNew();
    seekNew();
    return seekNew();
  }

  private GrantId seekNew() {
    GrantId grant = system.requested();
    system.run("SeekApproval", grant);
    return grant;
  }
}
