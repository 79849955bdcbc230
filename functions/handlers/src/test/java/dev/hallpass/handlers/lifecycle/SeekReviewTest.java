package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Review;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The review of broken glass: asked for when the access is over, and until it is given.
class SeekReviewTest {

  private final InMemorySystem system = new InMemorySystem();
  private final GrantId grant =
      system.requestedUnder(
          new ApprovalPlan.BreakGlass(
              "break-glass", List.of(BOB, CAROL), Duration.ofDays(1), Duration.ofHours(12)));

  @Test
  void theAccessOpensWithoutAnybodyBeingAsked() {
    system.run("SeekApproval", grant);

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(system.mailer.recipients()).isEmpty();
  }

  @Test
  void whenItIsOverItsOwnersAreAsked() {
    end();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL);
    assertThat(system.types(grant))
        .endsWith("doorbell-hung", "review-sought", "review-sought", "mail-sent", "mail-sent");
  }

  @Test
  void aRetryAsksOnlyThoseWhoWereNotMailed() {
    system.mailer.dead(BOB);
    end();
    system.mailer.recover();

    seek();

    assertThat(system.mailer.recipients()).containsExactly(CAROL, BOB);
  }

  @Test
  void theyAreAskedAgainEachTimeTheWaitIsOver() {
    end();
    system.pass(Duration.ofHours(12));
    assertThat(system.run("Retire", grant).path("next").stringValue()).isEqualTo("SeekReview");
    seek();
    system.pass(Duration.ofHours(12));
    seek();

    assertThat(system.mailer.recipients()).containsExactly(BOB, CAROL, BOB, CAROL, BOB, CAROL);
  }

  @Test
  void aReviewThatIsLateIsCountedForAnAlarm() {
    end();
    system.pass(Duration.ofHours(12));
    assertThat(InMemorySystem.printedDuring(this::seek)).doesNotContain("ReviewsLate");
    system.pass(Duration.ofHours(12));

    assertThat(InMemorySystem.printedDuring(this::seek)).contains("\"ReviewsLate\":1");
  }

  @Test
  void onceItIsReviewedNobodyIsAskedAndTheGrantIsDone() {
    end();
    system.grants.run(
        grant, new GrantCommand.Review(CAROL, Verdict.JUSTIFIED, "It was down.", Channel.SIGNED));
    system.pass(Duration.ofHours(13));

    assertThat(system.run("Retire", grant).path("next").stringValue()).isEqualTo("Done");
    seek();

    assertThat(system.mailer.recipients()).hasSize(2);
    assertThat(system.doorbells.rung()).isNotEmpty();
  }

  @Test
  void approvedAccessWhoseChangesStayIsReviewedToo() {
    GrantId reviewed =
        system.requestedUnder(
            new ApprovalPlan.ByPeople(
                "approval",
                List.of(new Level(List.of(BOB, CAROL), 1, Duration.ofHours(2))),
                false,
                Optional.of(new Review(List.of(CAROL), Duration.ofDays(3), Duration.ofDays(1)))));
    system.run("SeekApproval", reviewed);
    system.answer(ProxyCall.of("ApproveGrant").on(reviewed));
    system.run("Activate", reviewed);
    system.expire(reviewed);

    assertThat(system.run("Retire", reviewed).path("next").stringValue()).isEqualTo("SeekReview");
    system.run("SeekReview", reviewed);

    assertThat(system.mailer.taken().getLast().subject())
        .startsWith("Review: What alice@example.com changed stays, for 1 hour");
    ProxyAnswer review = system.answer(ProxyCall.of("ReviewGrant").on(reviewed).by(CAROL));
    assertThat(review.status()).as(review.body()).isEqualTo(200);
    assertThat(system.run("Retire", reviewed).path("next").stringValue()).isEqualTo("Done");
  }

  private void end() {
    system.run("SeekApproval", grant);
    system.run("Activate", grant);
    system.expire(grant);
    assertThat(system.run("Retire", grant).path("next").stringValue()).isEqualTo("SeekReview");
    seek();
  }

  private void seek() {
    system.run("SeekReview", grant);
  }

  @Test
  void aStepThatAsksNobodyIsRefusedByName() {
    GrantId grant = system.requested();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.run("SeekApproval", grant, Map.of("step", "SeekAdvice")))
        .withMessageContaining("SeekAdvice");
    assertThat(system.types(grant)).containsExactly("requested");
  }
}
