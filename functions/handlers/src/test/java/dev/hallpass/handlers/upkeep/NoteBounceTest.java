package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
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

  private final InMemorySystem system = new InMemorySystem();
  private final GrantId grant =
      system.requestedUnder(
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

    system.bounce(grant, BOB, bobs.link());
    system.bounce(grant, BOB, bobs.link());

    assertThat(system.events(grant))
        .filteredOn(MailBounced.class::isInstance)
        .containsExactly(new MailBounced(BOB, Optional.of(bobs.link().hash())));
    assertThat(system.doorbells.rung()).isEmpty();
  }

  @Test
  void theWorkflowIsWokenWhenTooFewAreLeft() {
    MailedLink bobs = seekAndFind();

    system.bounce(grant, BOB, bobs.link());
    system.bounce(grant, CAROL, system.mailed(CAROL).link());

    assertThat(system.doorbells.rung()).hasSize(1);
    system.run("SeekApproval", grant);
    assertThat(system.mailer.recipients()).endsWith(DAVE);
  }

  @Test
  void aRingThatWasLostIsMadeUpForWhenItComesAgain() {
    MailedLink bobs = seekAndFind();
    system.bounce(grant, BOB, bobs.link());
    system.doorbells.reachable(false);
    InMemorySystem.printedDuring(() -> system.bounce(grant, CAROL, system.mailed(CAROL).link()));
    system.doorbells.reachable(true);

    system.bounce(grant, CAROL, system.mailed(CAROL).link());

    assertThat(system.doorbells.rung()).hasSize(1);
    assertThat(system.events(grant)).filteredOn(MailBounced.class::isInstance).hasSize(2);
  }

  @Test
  void aMailThatAskedForNothingIsNotedWithoutALink() {
    GrantId active = system.active();
    system.notifyOf(active);

    bounceWithoutLink(active);
    bounceWithoutLink(active);

    assertThat(system.events(active))
        .filteredOn(MailBounced.class::isInstance)
        .containsExactly(new MailBounced(ALICE, Optional.empty()));
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transient", "Undetermined", ""})
  void whatComesBackForAWhileIsNotNoted(String type) {
    MailedLink bobs = seekAndFind();

    system.bounce(
        grant,
        BOB,
        detail -> {
          ((ObjectNode) detail.path("bounce")).put("bounceType", type);
          ((ObjectNode) detail.path("mail").path("tags"))
              .putArray("link")
              .add(bobs.link().hash().hex());
        });

    assertThat(system.types(grant)).doesNotContain("mail-bounced");
  }

  @Test
  void whatFitsNoMailOfOursIsIgnored() {
    MailedLink bobs = seekAndFind();

    system.bounce(grant, CAROL, bobs.link());
    system.bounce(grant, MALLORY, bobs.link());
    system.bounce(grant, BOB, _ -> {});
    system.bounce(grant, BOB, detail -> tags(detail).putArray("link").add("no hash"));
    system.bounce(grant, MALLORY, detail -> tags(detail).remove("link"));
    system.bounce(grant, BOB, detail -> tags(detail).putArray("grant").add("no-grant"));
    system.bounce(grant, BOB, detail -> tags(detail).remove("grant"));
    system.bounce(UNKNOWN, BOB, bobs.link());
    system.bounce(grant, BOB, detail -> detail.put("eventType", "Complaint"));

    assertThat(system.types(grant)).doesNotContain("mail-bounced");
    assertThat(system.log.lines())
        .filteredOn(line -> line.path("function").asString().equals("NoteBounce"))
        .hasSize(9);
  }

  private MailedLink seekAndFind() {
    system.run("SeekApproval", grant);
    return system.mailed(BOB);
  }

  private void bounceWithoutLink(GrantId told) {
    system.bounce(told, ALICE, detail -> tags(detail).remove("link"));
  }

  private static ObjectNode tags(ObjectNode detail) {
    return (ObjectNode) detail.path("mail").path("tags");
  }
}
