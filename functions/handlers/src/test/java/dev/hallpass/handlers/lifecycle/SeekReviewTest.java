package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The review of broken glass: asked for when the access is over, and until it is given.
class SeekReviewTest {

  private final Scene scene =
      new Scene(
          Catalogs.approvedBy(
              new ApprovalPlan.BreakGlass(
                  "break-glass", List.of(BOB, CAROL), Duration.ofDays(1), Duration.ofHours(12))));
  private final GrantId grant = scene.requested();

  @Test
  void theAccessOpensWithoutAnybodyBeingAsked() {
    scene.run("SeekApproval", grant);

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(scene.mailer.recipients()).isEmpty();
  }

  @Test
  void whenItIsOverItsOwnersAreAsked() {
    end();

    assertThat(scene.mailer.recipients()).containsExactly(BOB, CAROL);
    assertThat(scene.types(grant))
        .endsWith("review-sought", "mail-sent", "review-sought", "mail-sent");
  }

  @Test
  void aRetryAsksOnlyThoseWhoWereNotMailed() {
    scene.mailer.dead(BOB);
    end();
    scene.mailer.recover();

    seek();

    assertThat(scene.mailer.recipients()).containsExactly(CAROL, BOB);
  }

  @Test
  void theyAreAskedAgainEachTimeTheWaitIsOver() {
    end();
    scene.pass(Duration.ofHours(12));
    assertThat(scene.run("Retire", grant).path("next").stringValue()).isEqualTo("SeekReview");
    seek();
    scene.pass(Duration.ofHours(12));
    seek();

    assertThat(scene.mailer.recipients()).containsExactly(BOB, CAROL, BOB, CAROL, BOB, CAROL);
  }

  @Test
  void aReviewThatIsLateIsCountedForAnAlarm() {
    end();
    scene.pass(Duration.ofHours(12));
    assertThat(Scene.printedDuring(this::seek)).doesNotContain("ReviewsLate");
    scene.pass(Duration.ofHours(12));

    assertThat(Scene.printedDuring(this::seek)).contains("\"ReviewsLate\":1");
  }

  @Test
  void onceItIsReviewedNobodyIsAskedAndTheGrantIsDone() {
    end();
    scene.grants.run(
        grant, new GrantCommand.Review(CAROL, Verdict.JUSTIFIED, "It was down.", Channel.SIGNED));
    scene.pass(Duration.ofHours(13));

    assertThat(scene.run("Retire", grant).path("next").stringValue()).isEqualTo("Done");
    seek();

    assertThat(scene.mailer.recipients()).hasSize(2);
    assertThat(scene.doorbells.rung()).isNotEmpty();
  }

  private void end() {
    scene.run("SeekApproval", grant);
    scene.run("Activate", grant);
    scene.expire(grant);
    assertThat(scene.run("Retire", grant).path("next").stringValue()).isEqualTo("SeekReview");
    seek();
  }

  private void seek() {
    scene.run("SeekReview", grant);
  }

  @Test
  void aStepThatAsksNobodyIsRefusedByName() {
    GrantId grant = scene.requested();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.run("SeekApproval", grant, Map.of("step", "SeekAdvice")))
        .withMessageContaining("SeekAdvice");
    assertThat(scene.types(grant)).containsExactly("requested");
  }
}
