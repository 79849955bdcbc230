package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Escalated;
import dev.hallpass.grant.GrantEvent.Trigger;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What happens when those who are asked do not answer, or cannot.
class RemindAndEscalateTest {

  private static final Duration WITHIN = Duration.ofHours(4);
  private static final Duration REMIND = Duration.ofHours(1);
  private static final Duration ESCALATE = Duration.ofHours(2);

  private InMemorySystem system = new InMemorySystem();
  private GrantId grant = system.requested();

  @Test
  void anyoneWhoHasNotAnsweredIsRemindedOnceWithANewLinkAndCode() {
    given(Mode.JOIN, 2, BOB, CAROL);
    MailedLink first = system.mailed(CAROL);
    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    system.pass(REMIND);
    seek();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL, CAROL);
    assertThat(system.mailer.taken().getLast().subject()).startsWith("Reminder: ");
    assertThat(show(first).body()).contains("There is a newer mail");
    assertThat(show(system.mailed(CAROL)).status()).isEqualTo(200);
  }

  @Test
  void theWaitEndsWhenItIsTimeToRemindThenToEscalateThenToLapse() {
    given(Mode.JOIN, 1, BOB);

    assertThat(retire().path("within").intValue()).isEqualTo(3600);
    system.pass(REMIND);
    assertThat(retire().path("within").intValue()).isEqualTo(3600);
    system.pass(REMIND);
    assertThat(retire().path("within").intValue()).isEqualTo(7200);
    system.pass(ESCALATE);
    assertThat(retire().path("next").stringValue()).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("lapsed");
  }

  @Test
  void aReminderThatCouldNotBeSentEndsNothing() {
    given(Mode.JOIN, 1, BOB);
    MailedLink first = system.mailed(BOB);
    system.mailer.dead(BOB);

    system.pass(REMIND);
    seek();

    assertThat(system.types(grant)).endsWith("approval-sought", "mail-held");
    assertThat(show(first).status()).isEqualTo(200);
  }

  @Test
  void whenTheLevelIsLateOthersJoin() {
    given(Mode.JOIN, 1, BOB);

    system.pass(ESCALATE);
    seek();

    assertThat(last(Escalated.class)).contains(new Escalated(0, Trigger.TIME_PASSED));
    assertThat(system.mailer.recipients()).contains(DAVE);
    assertThat(show(system.mailed(BOB)).status()).isEqualTo(200);
    assertThat(show(system.mailed(DAVE)).status()).isEqualTo(200);
  }

  @Test
  void whenOthersTakeOverTheFirstCanNoLongerAnswer() {
    given(Mode.TAKE_OVER, 1, BOB);
    MailedLink bobs = system.mailed(BOB);

    system.pass(ESCALATE);
    seek();

    assertThat(show(bobs).body()).contains("Others have taken over");
    assertThat(system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB)).status())
        .isEqualTo(403);
    assertThat(system.answer(ProxyCall.of("ApproveGrant").on(grant).by(DAVE)).status())
        .isEqualTo(200);
    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
  }

  @Test
  void anyoneWhoIsAskedLateIsNotRemindedAtOnce() {
    given(Mode.JOIN, 1, BOB);
    system.pass(ESCALATE);
    seek();
    seek();

    assertThat(system.mailer.recipients()).filteredOn(DAVE::equals).hasSize(1);
  }

  @Test
  void aMailThatCameBackCallsTheOthersAtOnce() {
    given(Mode.JOIN, 1, BOB);
    Sha256 link = system.mailed(BOB).link().hash();

    system.grants.run(grant, new GrantCommand.NoteBounce(BOB, Optional.of(link)));
    seek();

    assertThat(last(Escalated.class)).contains(new Escalated(0, Trigger.QUORUM_OUT_OF_REACH));
    assertThat(system.mailer.recipients()).containsExactly(BOB, DAVE);
  }

  @Test
  void aLevelWhoseOnlyApproverAsksIsEscalatedAtOnce() {
    given(Mode.TAKE_OVER, 1, ALICE);

    assertThat(system.mailer.recipients()).containsExactly(DAVE);
    assertThat(last(Escalated.class)).contains(new Escalated(0, Trigger.QUORUM_OUT_OF_REACH));
  }

  @Test
  void itEscalatesOnce() {
    given(Mode.JOIN, 1, BOB);
    system.pass(ESCALATE);
    seek();
    system.pass(Duration.ofMinutes(5));
    seek();

    assertThat(system.types(grant)).filteredOn("escalated"::equals).hasSize(1);
  }

  @Test
  void whereARuleDecidesNobodyIsAskedAndTheRuleIsRecorded() {
    system = new InMemorySystem(Catalogs.approvedBy(new ApprovalPlan.ByRule("office-hours")));
    grant = system.requested();

    seek();

    assertThat(system.types(grant))
        .containsExactly("requested", "doorbell-hung", "approved-by-rule");
    assertThat(system.written(grant)).contains("office-hours");
    assertThat(system.mailer.recipients()).isEmpty();
    assertThat(system.doorbells.rung()).hasSize(1);
    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
  }

  @Test
  void aLevelThatWasSettledWhileAskingItFailedIsFollowedByTheNext() {
    system =
        new InMemorySystem(
            Catalogs.approvedBy(
                new ApprovalPlan.ByPeople(
                    "approval",
                    List.of(
                        new Level(List.of(BOB), 1, WITHIN), new Level(List.of(CAROL), 1, WITHIN)),
                    false)));
    grant = system.sought();
    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    var next = system.run("Retire", grant, Map.of("failed", "SeekApproval")).path("next");

    assertThat(next.stringValue()).isEqualTo("SeekApproval");
    assertThat(system.types(grant)).doesNotContain("failed");
  }

  private void given(Mode mode, int quorum, Person... approvers) {
    system =
        new InMemorySystem(
            Catalogs.approvedBy(
                new ApprovalPlan.ByPeople(
                    "approval",
                    List.of(
                        new Level(
                            List.of(approvers),
                            quorum,
                            WITHIN,
                            Optional.of(REMIND),
                            Optional.of(new Escalation(ESCALATE, List.of(DAVE), mode)))),
                    false)));
    grant = system.sought();
  }

  private void seek() {
    system.run("SeekApproval", grant);
  }

  private JsonNode retire() {
    return system.run("Retire", grant);
  }

  private ProxyAnswer show(MailedLink mailed) {
    return system.answer(ProxyCall.of("ShowDecision").on(grant).link(mailed.link()));
  }

  private <T> Optional<T> last(Class<T> type) {
    return system.ledger.read(grant).entries().stream()
        .map(Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, later) -> later);
  }
}
