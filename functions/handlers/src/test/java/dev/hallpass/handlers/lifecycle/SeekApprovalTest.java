package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.DAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Clocks;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Asking the approvers, also when a part of it fails and is done again.
class SeekApprovalTest {

  private final Scene scene = new Scene();
  private final GrantId grant = scene.requested();

  @Test
  void theDoorbellHangsBeforeAnybodyIsAsked() {
    seek();

    assertThat(scene.types(grant))
        .containsExactly(
            "requested",
            "doorbell-hung",
            "approval-sought",
            "mail-sent",
            "approval-sought",
            "mail-sent");
    assertThat(scene.doorbells.rung()).isEmpty();
  }

  @Test
  void aQuestionStandsInTheLedgerBeforeItsMailIsSent() {
    List<String> whenSent = new ArrayList<>();
    scene.mailer.beforeSend(_ -> whenSent.add(scene.types(grant).getLast()));

    seek();

    assertThat(whenSent).containsExactly("approval-sought", "approval-sought");
  }

  @Test
  void everyApproverGetsOneMailAndTheRequesterNone() {
    GrantId bobs =
        scene.answer(ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key").by(BOB)).grant();
    scene.run("SeekApproval", bobs);
    seek();

    assertThat(scene.mailer.recipients()).containsExactly(CAROL, BOB, CAROL).doesNotContain(ALICE);
  }

  @Test
  void everyMailHasALinkAndACodeOfItsOwn() {
    seek();

    MailedLink bobs = scene.mailed(BOB);
    MailedLink carols = scene.mailed(CAROL);
    assertThat(bobs.link()).isNotEqualTo(carols.link());
    assertThat(bobs.code()).isNotEqualTo(carols.code());
  }

  @Test
  void theLedgerHasHashesOfLinkAndCodeOnly() {
    seek();

    MailedLink bobs = scene.mailed(BOB);
    assertThat(scene.written(grant))
        .doesNotContain(bobs.link().token())
        .doesNotContain('"' + bobs.code().digits() + '"')
        .contains(bobs.link().hash().hex(), bobs.code().hash(bobs.link()).hex());
  }

  @Test
  void aSecondCallMailsNobodyTwice() {
    seek();
    seek();

    assertThat(scene.mailer.recipients()).containsExactly(BOB, CAROL);
  }

  @Test
  void oneDeadMailboxOfTwoDoesNotStopARequest() {
    scene.mailer.dead(BOB);

    Scene.printedDuring(this::seek);

    assertThat(scene.mailer.recipients()).containsExactly(CAROL);
  }

  @Test
  void aRetryMailsOnlyThoseWhoWereNotMailed() {
    GrantId two = scene.requestedOfTwo();
    scene.mailer.dead(CAROL, DAVE);
    Scene.printedDuring(() ->
        assertThatExceptionOfType(OutcomeUnknown.class)
            .isThrownBy(() -> scene.run("SeekApproval", two)));

    scene.mailer.recover();
    scene.run("SeekApproval", two);

    assertThat(scene.mailer.recipients()).containsExactly(BOB, CAROL, DAVE);
  }

  @Test
  void aRetryDoesNotProlongTheTimeToAnswer() {
    scene.mailer.dead(BOB, CAROL);
    Scene.printedDuring(
        () -> assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(this::seek));
    scene.pass(Duration.ofMinutes(30));
    scene.mailer.recover();

    seek();

    assertThat(
            scene.events(grant).stream()
                .filter(ApprovalSought.class::isInstance)
                .map(event -> ((ApprovalSought) event).answerBy())
                .distinct())
        .hasSize(1);
  }

  @Test
  void whenNobodyCanBeMailedTheStepFails() {
    scene.mailer.dead(BOB, CAROL);

    String printed =
        Scene.printedDuring(
            () -> assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(this::seek));

    assertThat(printed).contains("The mail to an approver was not sent");
    assertThat(scene.types(grant)).doesNotContain("mail-sent");
  }

  @Test
  void aWaitThatBeganTooLateRingsItself() {
    scene.answer(ProxyCall.of("ApproveGrant").on(grant));

    scene.run("SeekApproval", grant, Map.of("doorbell", "late"));

    assertThat(scene.doorbells.rung()).containsExactly(new Doorbell("late"));
    assertThat(scene.mailer.taken()).isEmpty();
  }

  @Test
  void aWaitThatBeganAfterTheTimeToAnswerAsksNobodyAndRingsItself() {
    scene.mailer.dead(BOB, CAROL);
    Scene.printedDuring(
        () -> assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(this::seek));
    scene.pass(Duration.ofHours(2));
    scene.mailer.recover();

    scene.run("SeekApproval", grant, Map.of("doorbell", "late"));
    // By another clock there may be time left, and then it would only be sent here again.
    assertThat(scene.doorbells.rung()).isEmpty();
    scene.pass(Clocks.APART);
    scene.run("SeekApproval", grant, Map.of("doorbell", "later"));

    assertThat(scene.doorbells.rung()).containsExactly(new Doorbell("later"));
    assertThat(scene.mailer.taken()).isEmpty();
  }

  @Test
  void whoHasApprovedBeforeTheMailWentOutIsNotAskedAnyMore() {
    GrantId two = scene.requestedOfTwo();
    scene.answer(ProxyCall.of("ApproveGrant").on(two));

    scene.run("SeekApproval", two);

    assertThat(scene.mailer.recipients()).containsExactly(CAROL, DAVE);
  }

  @Test
  void aWaitForAGrantThatIsOverRingsItself() {
    scene.answer(ProxyCall.of("CancelGrant").on(grant));

    scene.run("SeekApproval", grant, Map.of("doorbell", "late"));

    assertThat(scene.doorbells.rung()).containsExactly(new Doorbell("late"));
    assertThat(scene.types(grant)).containsExactly("requested", "cancelled");
  }

  @Test
  void whoIsNotYetMailedIsNotAskedAnyMoreWhenOthersSettledIt() {
    List<Mail> sent = new ArrayList<>();
    scene.mailer.beforeSend(mail -> {
      if (sent.isEmpty()) {
        sent.add(mail);
        scene.answer(ProxyCall.of("ApproveGrant").on(grant));
      }
    });

    seek();

    assertThat(scene.mailer.recipients()).containsExactly(BOB);
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  private void seek() {
    scene.run("SeekApproval", grant);
  }
}
