package dev.hallpass.grant;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.shellRequested;
import static dev.hallpass.grant.Examples.sought;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Verdict;
import dev.hallpass.policy.Shell;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryEventTest {

  /// Lives that grants may have; together they hold every kind of event.
  private static final Shell SHELL = new Shell("eu-central-1", SESSION + "-01", SESSION);

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
              new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(EXPIRY)),
              new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY),
              expired(),
              new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW))),
          List.of(
              requested(),
              approved(0, BOB),
              planned(),
              activated(),
              new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(EXPIRY)),
              new GrantEvent.Returned(ALICE, "done"),
              new GrantEvent.SessionsDenied(EXPIRY),
              new GrantEvent.LateRecord(Ender.REAPER),
              new GrantEvent.SessionDenialRemoved()),
          List.of(
              shellRequested(),
              approved(0, BOB),
              new GrantEvent.PolicyPlanned(
                  shellRequested().policy().ofGrant(GRANT, EXPIRY), POLICY_HASH, EXPIRY),
              activated(),
              new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(EXPIRY)),
              expired(),
              new GrantEvent.ShellsFound(List.of(SHELL)),
              new GrantEvent.ShellsTerminated(List.of(SHELL)),
              new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)),
              new GrantEvent.ShellsOver()),
          List.of(
              new GrantEvent.DriftFound(GrantEvent.Drift.GRANT_UNKNOWN),
              requested(),
              approved(0, BOB),
              new GrantEvent.Revoked(
                  BOB, GrantEvent.Standing.APPROVER, "wrong time", Channel.SIGNED)),
          List.of(requested(), new GrantEvent.Denied(0, CAROL, "too wide", Channel.LINK)),
          List.of(
              requested(),
              approved(0, BOB),
              new GrantEvent.Withdrawn(0, BOB, Channel.SIGNED),
              new GrantEvent.Lapsed(0)),
          List.of(requested(), new GrantEvent.Refused(GrantEvent.Doubt.NOT_OFFERED)),
          List.of(requested(), new GrantEvent.Cancelled(ALICE)),
          List.of(requested(), approved(0, BOB), planned(), new GrantEvent.Failed("Activate")),
          List.of(
              requested(),
              approved(0, BOB),
              new GrantEvent.Refused(GrantEvent.Doubt.ENTITLEMENT_CHANGED)),
          List.of(
              requested(ALICE, escalating()),
              sought(0, BOB, OTHER_LINK),
              new GrantEvent.MailHeld(BOB, OTHER_LINK.hash(), EXPIRY, false),
              sought(0, BOB, LINK),
              new GrantEvent.MailBounced(BOB, Optional.of(LINK.hash())),
              new GrantEvent.Escalated(0, GrantEvent.Trigger.QUORUM_OUT_OF_REACH),
              sought(0, DAVE, OTHER_LINK),
              approved(0, DAVE),
              planned(),
              activated(),
              new GrantEvent.EndNeared()),
          List.of(
              brokenGlass(),
              new GrantEvent.ApprovedByRule("break-glass", POLICY_HASH),
              planned(),
              activated(),
              expired(),
              new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)),
              new GrantEvent.ReviewSought(
                  CAROL, LINK.hash(), CODE.hash(LINK), EXPIRY.plus(HOUR), EXPIRY.plus(HOUR)),
              new GrantEvent.Reviewed(CAROL, Verdict.JUSTIFIED, "it was down", Channel.LINK)));

  @Test
  void everyEventHasALegalTransition() {
    assertThat(LIVES)
        .allSatisfy(life -> assertThatCode(() -> Examples.replay(life)).doesNotThrowAnyException());
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

  @Test
  void anAnswerIsOfThePersonWhoGaveIt() {
    assertThat(new GrantEvent.Denied(0, CAROL, "too wide", Channel.LINK).actor())
        .isEqualTo(Actor.of(CAROL));
    assertThat(new GrantEvent.Cancelled(ALICE).actor()).isEqualTo(Actor.of(ALICE));
    assertThat(
            new GrantEvent.Reviewed(CAROL, Verdict.JUSTIFIED, "it was down", Channel.LINK).actor())
        .isEqualTo(Actor.of(CAROL));
    assertThat(CAROL.email()).isEqualTo(Actor.of(CAROL).toString());
  }

  private static Stream<Class<?>> kindsOf(Class<?> sealed) {
    return sealed.isSealed()
        ? Stream.of(sealed.getPermittedSubclasses()).flatMap(EveryEventTest::kindsOf)
        : Stream.of(sealed);
  }
}
