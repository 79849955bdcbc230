package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.STRANGER;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whose yes counts, and how often.
class ApprovalScenarioTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aQuorumOfTwoNeedsTwoPeople() {
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    assertThat(scene.mailedTo())
        .containsExactly("bob@example.com", "carol@example.com", "dave@example.com");

    assertThat(scene.approve(scene.linkTo(BOB, grant)).body()).contains("1 more approver");
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.policies()).isEmpty();

    assertThat(scene.approveSigned(CAROL, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(scene.policies()).containsExactly(grant.value());
  }

  @Test
  void nobodyCountsTwice() {
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    LinkInMail link = scene.linkTo(BOB, grant);
    scene.approve(link);

    HttpResponse<String> again = scene.approve(link);
    assertThat(again.statusCode()).isEqualTo(410);
    assertThat(again.body()).contains("You have answered already");
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(409);
    scene.pass(A_MOMENT);

    assertThat(scene.types(grant)).containsOnlyOnce("approved");
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void oneNoOutweighsAYes() {
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    scene.approve(scene.linkTo(BOB, grant));

    scene.deny(scene.linkTo(DAVE, grant), "Not during the audit.");
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("DENIED");
    assertThat(scene.policies()).isEmpty();
  }

  @Test
  void nobodyApprovesTheirOwnRequest() {
    GrantId grant = scene.request(BOB, Asked.partition("PT15M"));

    HttpResponse<String> refusal = scene.approveSigned(BOB, grant);

    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.body()).contains("approver-is-requester");
    assertThat(scene.mailedTo()).containsExactly("carol@example.com", "dave@example.com");
    assertThat(scene.types(grant)).doesNotContain("approved");
  }

  @Test
  void anyoneWhoIsNotAskedCannotApprove() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    assertThat(scene.approveSigned(ALICE, grant).body()).contains("approver-is-requester");
    assertThat(scene.approveSigned(ERIN, grant).statusCode()).isEqualTo(404);
    assertThat(scene.approveSigned(STRANGER, grant).statusCode()).isEqualTo(403);
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
  }

  /// A forwarded mail is a handed-over key: what it proves is the mailbox, so what alice does with
  /// bob's link and code stands in the ledger as bob's. She has no other way to say yes.
  @Test
  void anyoneWhoHoldsLinkAndCodeAnswersAsThePersonTheyWereMailedTo() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    LinkInMail forwarded = scene.linkTo(BOB, grant);

    scene.approve(forwarded);

    assertThat(scene.events(grant))
        .filteredOn(GrantEvent.Approved.class::isInstance)
        .singleElement()
        .extracting(
            yes -> ((GrantEvent.Approved) yes).approver(),
            yes -> ((GrantEvent.Approved) yes).channel())
        .containsExactly(BOB, Channel.LINK);
  }

  @Test
  void aForwardedLinkIsOfNoUseWithoutItsCode() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    LinkInMail forwarded = scene.linkTo(BOB, grant);
    LinkInMail other = scene.linkTo(CAROL, grant);

    assertThat(scene.open(forwarded).statusCode()).isEqualTo(200);
    assertThat(scene.answer(forwarded, other.code(), "approve", "").statusCode()).isEqualTo(403);
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void aLinkOfOneGrantIsUnknownToAnother() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    GrantId other = scene.request(ALICE, Asked.logGroup("PT15M"));
    LinkInMail link = scene.linkTo(BOB, grant);
    LinkInMail misled =
        new LinkInMail(
            link.path().replace(grant.value(), other.value()), link.token(), link.code());

    assertThat(scene.approve(misled).statusCode()).isEqualTo(404);
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.state(other)).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void anyoneWhoIsAskedAfterTheDecisionSeesThatItIsMade() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);
    LinkInMail carols = scene.linkTo(CAROL, grant);

    assertThat(scene.open(carols).body()).contains("alice@example.com has access");
    assertThat(scene.deny(carols, "Too late.").body()).contains("This is already decided");
    assertThat(scene.approveSigned(CAROL, grant).statusCode()).isEqualTo(409);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @Test
  void fiveWrongCodesLockALink() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    LinkInMail link = scene.linkTo(BOB, grant);
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(scene.answer(link, wrong(link, attempt), "approve", "").body())
          .doesNotContain("This link is locked");
    }

    assertThat(scene.answer(link, wrong(link, 5), "approve", "").body())
        .contains("This link is locked");
    assertThat(scene.approve(link).body()).contains("This link is locked");
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.types(grant)).filteredOn("code-refused"::equals).hasSize(5);
  }

  @Test
  void aLockedLinkKeepsNobodyElseFromAnswering() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    LinkInMail link = scene.linkTo(BOB, grant);
    for (int attempt = 1; attempt <= 5; attempt++) {
      scene.answer(link, wrong(link, attempt), "deny", "Locked out.");
    }

    assertThat(scene.approve(scene.linkTo(CAROL, grant)).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  private static String wrong(LinkInMail link, int attempt) {
    return "%06d".formatted((Integer.parseInt(link.code()) + attempt) % 1_000_000);
  }
}
