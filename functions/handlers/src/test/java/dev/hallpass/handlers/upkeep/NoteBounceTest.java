package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.DAVE;
import static dev.hallpass.handlers.Scene.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Mails that come back.
class NoteBounceTest {

  private final Scene scene = new Scene();
  private final GrantId grant =
      scene.requestedUnder(
          new ApprovalPlan.ByPeople(
              "exports",
              List.of(
                  new Level(
                      List.of(BOB, CAROL),
                      1,
                      Duration.ofHours(2),
                      Optional.empty(),
                      Optional.of(new Escalation(Duration.ofHours(1), List.of(DAVE), Mode.JOIN)))),
              false));

  @Test
  void aMailThatComesBackForGoodIsNotedOnce() {
    MailedLink bobs = seekAndFind();

    scene.bounce(grant, BOB, bobs.link());
    scene.bounce(grant, BOB, bobs.link());

    assertThat(scene.events(grant))
        .filteredOn(MailBounced.class::isInstance)
        .containsExactly(new MailBounced(BOB, Optional.of(bobs.link().hash())));
    assertThat(scene.doorbells.rung()).isEmpty();
  }

  @Test
  void theWorkflowIsWokenWhenTooFewAreLeft() {
    MailedLink bobs = seekAndFind();

    scene.bounce(grant, BOB, bobs.link());
    scene.bounce(grant, CAROL, scene.mailed(CAROL).link());

    assertThat(scene.doorbells.rung()).hasSize(1);
    scene.run("SeekApproval", grant);
    assertThat(scene.mailer.recipients()).endsWith(DAVE);
  }

  @Test
  void aRingThatWasLostIsMadeUpForWhenItComesAgain() {
    MailedLink bobs = seekAndFind();
    scene.bounce(grant, BOB, bobs.link());
    scene.doorbells.reachable(false);
    Scene.printedDuring(() -> scene.bounce(grant, CAROL, scene.mailed(CAROL).link()));
    scene.doorbells.reachable(true);

    scene.bounce(grant, CAROL, scene.mailed(CAROL).link());

    assertThat(scene.doorbells.rung()).hasSize(1);
    assertThat(scene.events(grant)).filteredOn(MailBounced.class::isInstance).hasSize(2);
  }

  @Test
  void aMailThatAskedForNothingIsNotedWithoutALink() {
    GrantId active = scene.active();
    scene.notifyOf(active);

    bounceWithoutLink(active);
    bounceWithoutLink(active);

    assertThat(scene.events(active))
        .filteredOn(MailBounced.class::isInstance)
        .containsExactly(new MailBounced(ALICE, Optional.empty()));
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transient", "Undetermined", ""})
  void whatComesBackForAWhileIsNotNoted(String type) {
    MailedLink bobs = seekAndFind();

    scene.bounce(
        grant,
        BOB,
        detail -> {
          ((ObjectNode) detail.path("bounce")).put("bounceType", type);
          ((ObjectNode) detail.path("mail").path("tags"))
              .putArray("link")
              .add(bobs.link().hash().hex());
        });

    assertThat(scene.types(grant)).doesNotContain("mail-bounced");
  }

  @Test
  void whatFitsNoMailOfOursIsIgnored() {
    MailedLink bobs = seekAndFind();

    scene.bounce(grant, CAROL, bobs.link());
    scene.bounce(grant, MALLORY, bobs.link());
    scene.bounce(grant, BOB, _ -> {});
    scene.bounce(grant, BOB, detail -> tags(detail).putArray("link").add("no hash"));
    scene.bounce(grant, MALLORY, detail -> tags(detail).remove("link"));
    scene.bounce(grant, BOB, detail -> tags(detail).putArray("grant").add("no-grant"));
    scene.bounce(grant, BOB, detail -> tags(detail).remove("grant"));
    scene.bounce(new GrantId("grant-" + "f".repeat(32)), BOB, bobs.link());
    scene.bounce(grant, BOB, detail -> detail.put("eventType", "Complaint"));

    assertThat(scene.types(grant)).doesNotContain("mail-bounced");
    assertThat(scene.log.lines())
        .filteredOn(line -> line.path("function").asString().equals("NoteBounce"))
        .hasSize(9);
  }

  private MailedLink seekAndFind() {
    scene.run("SeekApproval", grant);
    return scene.mailed(BOB);
  }

  private void bounceWithoutLink(GrantId told) {
    scene.bounce(told, ALICE, detail -> tags(detail).remove("link"));
  }

  private static ObjectNode tags(ObjectNode detail) {
    return (ObjectNode) detail.path("mail").path("tags");
  }
}
