package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Access that its requester gives back, or that others take away.
class EarlyEndTest {

  private static final Person ADMIN = Person.of("admin@example.com");

  private final InMemorySystem system = new InMemorySystem(administered());
  private final ProxyCall giveBack = ProxyCall.of("ReturnGrant");
  private final ProxyCall revoke = ProxyCall.of("RevokeGrant");

  private static Catalog administered() {
    Catalog all = Catalogs.deployed();
    return with(all, "settings", with(all.settings(), "admins", List.of(ADMIN)));
  }

  @Test
  void aReturnIsRecordedWithItsReasonAndRings() {
    GrantId grant = system.active();
    system.run("AwaitEnd", grant);
    int rung = system.doorbells.rung().size();

    JsonNode returned = system.answer(giveBack.on(grant)).json();

    assertThat(returned.path("state").stringValue()).isEqualTo("ENDING");
    assertThat(returned.path("outcome").stringValue()).isEqualTo("RETURNED");
    assertThat(returned.at("/return/reason").stringValue()).isEqualTo("The export is repaired.");
    assertThat(system.types(grant)).endsWith("returned");
    assertThat(system.doorbells.rung()).hasSize(rung + 1);
  }

  @Test
  void aLostRingLosesNoReturn() {
    GrantId grant = system.active();
    system.run("AwaitEnd", grant);
    system.doorbells.reachable(false);

    InMemorySystem.printedDuring(
        () -> assertThat(system.answer(giveBack.on(grant)).status()).isEqualTo(200));

    assertThat(system.types(grant)).endsWith("returned");
    system.run("Retire", grant);
    assertThat(system.types(grant)).endsWith("policy-deleted");
  }

  @Test
  void nobodyElseReturnsIt() {
    GrantId grant = system.active();

    assertThat(system.answer(giveBack.on(grant).by(BOB)).problem()).isEqualTo("not-requester");
    assertThat(system.answer(giveBack.on(grant).by(MALLORY)).problem()).isEqualTo("unknown-grant");
    assertThat(system.types(grant)).doesNotContain("returned");
  }

  @Test
  void whatIsNotOpenCannotBeReturned() {
    assertThat(system.answer(giveBack.on(system.sought())).problem()).isEqualTo("not-active");
    GrantId returned = system.active();
    system.answer(giveBack.on(returned));

    assertThat(system.answer(giveBack.on(returned)).problem()).isEqualTo("already-over");
    assertThat(system.answer(revoke.on(returned)).problem()).isEqualTo("already-over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done\u0000", "do\u202Ene"})
  void aReasonIsPlainText(String reason) {
    GrantId grant = system.active();

    for (ProxyCall call : List.of(giveBack, revoke)) {
      ProxyAnswer answer = system.answer(call.on(grant).json(body -> body.put("reason", reason)));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/mistakes/0/member").stringValue()).isEqualTo("reason");
    }
    assertThat(system.types(grant)).doesNotContain("returned", "revoked");
  }

  @Test
  void anApproverRevokesWhetherOrNotItWasTheirYes() {
    GrantId bobs = system.active();
    JsonNode revoked = system.answer(revoke.on(bobs).by(BOB)).json();
    assertThat(revoked.path("outcome").stringValue()).isEqualTo("REVOKED");
    assertThat(revoked.at("/revocation/revoker").stringValue()).isEqualTo("bob@example.com");
    assertThat(revoked.at("/revocation/standing").stringValue()).isEqualTo("APPROVER");
    assertThat(revoked.at("/revocation/reason").stringValue()).isEqualTo("The laptop was stolen.");

    assertThat(system.answer(revoke.on(system.active()).by(CAROL)).status()).isEqualTo(200);
  }

  @Test
  void anOwnerRevokesBrokenGlass() {
    GrantId grant = system.broken();
    system.run("SeekApproval", grant);
    system.run("Activate", grant);

    assertThat(system.answer(revoke.on(grant).by(DAVE)).status()).isEqualTo(200);
  }

  @Test
  void anAdminSeesAndRevokesAnyGrant() {
    GrantId grant = system.active();

    assertThat(system.answer(ProxyCall.of("ShowGrant").on(grant).by(ADMIN)).status())
        .isEqualTo(200);
    JsonNode revoked = system.answer(revoke.on(grant).by(ADMIN)).json();

    assertThat(revoked.at("/revocation/standing").stringValue()).isEqualTo("ADMIN");
    assertThat(system.answer(ProxyCall.of("ShowGrant").on(UNKNOWN).by(ADMIN)).status())
        .isEqualTo(404);
  }

  @Test
  void anAdminDoesNotDecideForIt() {
    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(system.sought()).by(ADMIN));

    assertThat(answer.problem()).isEqualTo("not-an-approver");
  }

  @Test
  void nobodyElseRevokes() {
    GrantId grant = system.active();

    assertThat(system.answer(revoke.on(grant).by(ALICE)).problem()).isEqualTo("not-a-revoker");
    assertThat(system.answer(revoke.on(grant).by(DAVE)).problem()).isEqualTo("unknown-grant");
    assertThat(system.answer(revoke.on(grant).unsigned()).problem()).isEqualTo("unknown-caller");
    assertThat(system.types(grant)).doesNotContain("revoked");
  }

  @Test
  void theReportTellsWhatIsKnownOfTheEndAndNoMore() {
    GrantId grant = system.active();
    assertThat(show(grant).has("end")).isFalse();

    system.pass(Duration.ofMinutes(1));
    system.answer(giveBack.on(grant));
    JsonNode ending = show(grant).path("end");
    assertThat(ending.propertyNames()).containsExactlyInAnyOrder("due", "recorded");
    assertThat(Json.text(ending, "due")).isEqualTo("2026-11-23T09:01:00.250Z");

    system.pass(Duration.ofSeconds(2));
    system.run("Retire", grant);
    JsonNode end = show(grant).path("end");
    assertThat(Json.text(end, "effective")).isEqualTo("2026-11-23T09:01:02.250Z");
    assertThat(Json.text(end, "by")).isEqualTo("WORKFLOW");
    assertThat(Json.text(end, "recorded")).isEqualTo("2026-11-23T09:01:00.250Z");
    assertThat(Json.text(end, "policyGone")).isEqualTo("2026-11-23T09:01:02.250Z");
    assertThat(Json.text(end, "removedBy")).isEqualTo("WORKFLOW");
  }

  @Test
  void whatEndsByItselfEndsByTheDateInThePolicy() {
    GrantId grant = system.active();
    Instant due = system.expiresAt(grant);
    system.expire(grant);
    system.pass(Duration.ofSeconds(3));
    system.run("Retire", grant);

    JsonNode end = show(grant).path("end");

    assertThat(Json.text(end, "by")).isEqualTo("DATE");
    assertThat(Instant.parse(Json.text(end, "due"))).isEqualTo(due);
    assertThat(Instant.parse(Json.text(end, "effective"))).isEqualTo(due);
    assertThat(Instant.parse(Json.text(end, "recorded"))).isEqualTo(due.plusSeconds(3));
    assertThat(show(grant).has("return")).isFalse();
    assertThat(show(grant).has("revocation")).isFalse();
  }

  @Test
  void theLinkOfAYesShowsAPageThatRevokesAndLookingDecidesNothing() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    decide(grant, mailed, mailed.code().digits(), "approve", "");
    system.run("Activate", grant);
    List<String> before = system.types(grant);

    for (int look = 0; look < 3; look++) {
      var page = Jsoup.parse(system.answer(link(grant, mailed)).body());
      assertThat(page.select("h1").text()).isEqualTo("alice@example.com has access");
      assertThat(page.select("main").text())
          .contains("until 2026-11-23 10:00 UTC", "You approved it as bob@example.com");
      assertThat(page.select("button[name=answer]").eachAttr("value")).containsExactly("revoke");
    }

    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void theLinkAndTheCodeRevokeWithAReason() {
    GrantId grant = system.sought();
    MailedLink carols = system.mailed(CAROL);
    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));
    system.run("Activate", grant);
    system.run("AwaitEnd", grant);
    int rung = system.doorbells.rung().size();
    assertThat(system.answer(link(grant, carols)).body()).contains("You were asked as");
    String code = carols.code().digits();

    ProxyAnswer silent = decide(grant, carols, code, "revoke", " ");
    assertThat(silent.status()).isEqualTo(422);
    assertThat(silent.body()).contains("A revocation needs a reason");
    assertThat(decide(grant, carols, code, "revoke", "\u202E").status()).isEqualTo(422);
    assertThat(decide(grant, carols, "", "revoke", "Stolen.").status()).isEqualTo(422);
    assertThat(decide(grant, carols, code, "approve", "").status()).isEqualTo(410);
    assertThat(system.types(grant)).doesNotContain("revoked");

    assertThat(heading(decide(grant, carols, code, "revoke", "Stolen.")))
        .isEqualTo("You revoked the access");
    assertThat(system.types(grant)).endsWith("revoked");
    assertThat(system.doorbells.rung()).hasSize(rung + 1);
    assertThat(heading(decide(grant, carols, code, "revoke", "Again.")))
        .isEqualTo("This is already decided");
  }

  @Test
  void aWrongCodeCountsTowardTheLockHere() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    decide(grant, mailed, mailed.wrongCode().digits(), "approve", "");
    decide(grant, mailed, mailed.code().digits(), "approve", "");
    system.run("Activate", grant);

    for (int left = 3; left > 0; left--) {
      ProxyAnswer wrong = decide(grant, mailed, mailed.wrongCode().digits(), "revoke", "my words");
      assertThat(wrong.status()).isEqualTo(403);
      assertThat(wrong.body()).contains(left + " attempt", "my words", "has access");
    }
    ProxyAnswer fifth = decide(grant, mailed, mailed.wrongCode().digits(), "revoke", "Stolen.");

    assertThat(heading(fifth)).isEqualTo("This link is locked");
    assertThat(heading(decide(grant, mailed, mailed.code().digits(), "revoke", "Stolen.")))
        .isEqualTo("This link is locked");
    assertThat(heading(system.answer(link(grant, mailed)))).isEqualTo("This link is locked");
    assertThat(system.types(grant)).doesNotContain("revoked");
  }

  @Test
  void whatIsAskedIsNotRevoked() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);

    assertThat(decide(grant, mailed, mailed.code().digits(), "revoke", "no").status())
        .isEqualTo(422);
    assertThat(system.types(grant)).endsWith("mail-sent");
  }

  @Test
  void aLinkRevokesNothingThatIsOver() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    decide(grant, mailed, mailed.code().digits(), "approve", "");
    system.run("Activate", grant);
    system.expire(grant);

    assertThat(heading(system.answer(link(grant, mailed)))).isEqualTo("You have answered already");
    assertThat(decide(grant, mailed, mailed.code().digits(), "revoke", "Stolen.").status())
        .isEqualTo(410);
    assertThat(system.types(grant)).doesNotContain("revoked");
  }

  private JsonNode show(GrantId grant) {
    return system.answer(ProxyCall.of("ShowGrant").on(grant)).json();
  }

  private static ProxyCall link(GrantId grant, MailedLink mailed) {
    return ProxyCall.of("ShowDecision").on(grant).link(mailed.link());
  }

  private ProxyAnswer decide(
      GrantId grant, MailedLink mailed, String code, String answer, String reason) {
    return system.answer(
        ProxyCall.of("Decide").on(grant).form(mailed, code, answer, Map.of("reason", reason)));
  }

  private static String heading(ProxyAnswer page) {
    return Jsoup.parse(page.body()).select("h1").text();
  }
}
