package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Clocks;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Asking the approvers, also when a part of it fails and is done again.
class SeekApprovalTest {

  private final InMemorySystem system = new InMemorySystem();
  private final GrantId grant = system.requested();

  @Test
  void theDoorbellHangsWithTheFirstQuestion() {
    List<Optional<Doorbell>> whenSent = new ArrayList<>();
    system.mailer.beforeSend(
        _ -> whenSent.add(system.ledger.read(grant).known().dossier().doorbell()));

    seek();

    assertThat(system.types(grant))
        .containsExactly(
            "requested", "approval-sought", "approval-sought", "mail-sent", "mail-sent");
    assertThat(whenSent).hasSize(2).doesNotContain(Optional.empty());
    assertThat(system.doorbells.rung()).isEmpty();
  }

  @Test
  void aDoorbellHangsByItselfWhereNobodyIsToBeAsked() {
    seek();

    system.run("SeekApproval", grant, Map.of("doorbell", "second"));

    assertThat(system.types(grant)).endsWith("mail-sent", "doorbell-hung");
  }

  @Test
  void aQuestionStandsInTheLedgerBeforeItsMailIsSent() {
    List<String> whenSent = new ArrayList<>();
    system.mailer.beforeSend(_ -> whenSent.add(system.types(grant).getLast()));

    seek();

    assertThat(whenSent).containsExactly("approval-sought", "approval-sought");
  }

  @Test
  void everyApproverGetsOneMailAndTheRequesterNone() {
    GrantId bobs =
        system
            .answer(ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key").by(BOB))
            .grant();
    system.run("SeekApproval", bobs);
    seek();

    assertThat(system.mailer.recipients()).containsExactly(CAROL, BOB, CAROL).doesNotContain(ALICE);
  }

  @Test
  void everyMailHasALinkAndACodeOfItsOwn() {
    seek();

    MailedLink bobs = system.mailed(BOB);
    MailedLink carols = system.mailed(CAROL);
    assertThat(bobs.link()).isNotEqualTo(carols.link());
    assertThat(bobs.code()).isNotEqualTo(carols.code());
  }

  @Test
  void theLedgerHasHashesOfLinkAndCodeOnly() {
    seek();

    MailedLink bobs = system.mailed(BOB);
    assertThat(system.written(grant))
        .doesNotContain(bobs.link().token())
        .doesNotContain('"' + bobs.code().digits() + '"')
        .contains(bobs.link().hash().hex(), bobs.code().hash(bobs.link()).hex());
  }

  @Test
  void aSecondCallMailsNobodyTwice() {
    seek();
    seek();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL);
  }

  @Test
  void oneDeadMailboxOfTwoDoesNotStopARequest() {
    system.mailer.dead(BOB);

    InMemorySystem.printedDuring(this::seek);

    assertThat(system.mailer.recipients()).containsExactly(CAROL);
  }

  @Test
  void whoWasNotMailedIsMailedAMinuteLaterAndNobodyElseIs() {
    GrantId two = system.requestedOfTwo();
    system.mailer.dead(CAROL, DAVE);
    InMemorySystem.printedDuring(() -> system.run("SeekApproval", two));
    int rings = system.doorbells.rung().size();

    assertThat(system.mailer.recipients()).containsExactly(BOB);
    system.mailer.recover();
    system.pass(Duration.ofMinutes(1));
    system.reap();
    assertThat(system.doorbells.rung()).hasSizeGreaterThan(rings);
    system.run("SeekApproval", two);

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL, DAVE);
  }

  @Test
  void aMailboxThatIsDeadForFourHoursIsTriedNineTimes() {
    system.mailer.dead(BOB, CAROL);

    InMemorySystem.printedDuring(() -> {
      for (int minute = 0; minute < 240; minute++) {
        seek();
        system.pass(Duration.ofMinutes(1));
      }
    });

    assertThat(system.events(grant).stream().filter(ApprovalSought.class::isInstance))
        .hasSizeBetween(2, 18);
  }

  @Test
  void aRetryDoesNotProlongTheTimeToAnswer() {
    system.mailer.dead(BOB, CAROL);
    InMemorySystem.printedDuring(this::seek);
    system.pass(Duration.ofMinutes(30));
    system.mailer.recover();

    seek();

    assertThat(
            system.events(grant).stream()
                .filter(ApprovalSought.class::isInstance)
                .map(event -> ((ApprovalSought) event).answerBy())
                .distinct())
        .hasSize(1);
  }

  @Test
  void whenNobodyCanBeMailedTheRequestStaysOpenAndSaysSo() {
    system.mailer.dead(BOB, CAROL);

    String printed = InMemorySystem.printedDuring(this::seek);

    assertThat(printed).contains("ERROR", "A mail that asks a person was not sent");
    assertThat(system.types(grant)).doesNotContain("mail-sent").endsWith("mail-held");
    assertThat(system.answer(ProxyCall.of("ShowGrant").on(grant)).body())
        .contains("AWAITING_APPROVAL", "the mail service did not take the mail to " + BOB);
  }

  @Test
  void whenNobodyCanBeMailedASignedYesCounts() {
    system.mailer.dead(BOB, CAROL);
    InMemorySystem.printedDuring(this::seek);

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aWaitThatBeganTooLateRingsItself() {
    system.answer(ProxyCall.of("ApproveGrant").on(grant));

    system.run("SeekApproval", grant, Map.of("doorbell", "late"));

    assertThat(system.doorbells.rung()).containsExactly(new Doorbell("late"));
    assertThat(system.mailer.taken()).isEmpty();
  }

  @Test
  void aWaitThatBeganAfterTheTimeToAnswerAsksNobodyAndRingsItself() {
    system.mailer.dead(BOB, CAROL);
    InMemorySystem.printedDuring(this::seek);
    system.pass(Duration.ofHours(2));
    system.mailer.recover();

    system.run("SeekApproval", grant, Map.of("doorbell", "late"));
    // By another clock there may be time left, and then it would only be sent here again.
    assertThat(system.doorbells.rung()).isEmpty();
    system.pass(Clocks.APART);
    system.run("SeekApproval", grant, Map.of("doorbell", "later"));

    assertThat(system.doorbells.rung()).containsExactly(new Doorbell("later"));
    assertThat(system.mailer.taken()).isEmpty();
  }

  @Test
  void whoHasApprovedBeforeTheMailWentOutIsNotAskedAnyMore() {
    GrantId two = system.requestedOfTwo();
    system.answer(ProxyCall.of("ApproveGrant").on(two));

    system.run("SeekApproval", two);

    assertThat(system.mailer.recipients()).containsExactly(CAROL, DAVE);
  }

  @Test
  void aWaitForAGrantThatIsOverRingsItself() {
    system.answer(ProxyCall.of("CancelGrant").on(grant));

    system.run("SeekApproval", grant, Map.of("doorbell", "late"));

    assertThat(system.doorbells.rung()).containsExactly(new Doorbell("late"));
    assertThat(system.types(grant)).containsExactly("requested", "cancelled");
  }

  @Test
  void whoIsMailedAfterOthersSettledItIsToldSo() {
    List<Mail> sent = new ArrayList<>();
    system.mailer.beforeSend(mail -> {
      if (sent.isEmpty()) {
        sent.add(mail);
        system.answer(ProxyCall.of("ApproveGrant").on(grant));
      }
    });

    seek();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL);
    assertThat(system.doorbells.rung()).hasSize(1);
    system.notifyOf(grant, system.types(grant).indexOf("approved"));
    assertThat(system.mailer.recipients()).endsWith(ALICE, CAROL);
    assertThat(system.mailer.taken().getLast().subject()).startsWith("Already decided");
  }

  private void seek() {
    system.run("SeekApproval", grant);
  }

  @Test
  void anAddressWithATagIsMailedAsItIsWritten() {
    Person tagged = new Person("oncall+prod@example.com");
    InMemorySystem asking =
        new InMemorySystem(
            Catalogs.approvedBy(
                new ApprovalPlan.ByPeople(
                    "approval",
                    List.of(new Level(List.of(tagged), 1, Duration.ofHours(4))),
                    false)));

    var _ = asking.sought();

    assertThat(asking.mailer.taken())
        .extracting(mail -> mail.to().email())
        .containsExactly("oncall+prod@example.com");
  }
}
