package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A person whom an admin stops, and lets go on.
class BlockPersonTest {

  private static final Person ADMIN = CAROL;
  private static final Person OTHER_ADMIN = Person.of("admin@example.com");

  private final InMemorySystem system = new InMemorySystem(administered());
  private final ProxyCall request = ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");

  private static Catalog administered() {
    Catalog all = Catalogs.deployed();
    return with(all, "settings", with(all.settings(), "admins", List.of(ADMIN, OTHER_ADMIN)));
  }

  @Test
  void aBlockIsRecordedAndAnsweredWithWhatItEnded() {
    GrantId open = system.active();
    GrantId pending = system.sought();
    system.run("AwaitEnd", open);
    int rung = system.doorbells.rung().size();

    JsonNode blocked = system.block(ALICE).json();

    assertThat(blocked.path("person").stringValue()).isEqualTo("alice@example.com");
    assertThat(blocked.path("blocked").booleanValue()).isTrue();
    assertThat(blocked.path("by").stringValue()).isEqualTo("carol@example.com");
    assertThat(blocked.path("reason").stringValue()).isEqualTo("The laptop was stolen.");
    assertThat(blocked.path("at").stringValue()).isEqualTo("2026-11-23T09:00:00.250Z");
    assertThat(blocked.path("ended").valueStream().map(JsonNode::stringValue))
        .containsExactlyInAnyOrder(open.value(), pending.value());
    assertThat(system.types(open)).endsWith("revoked");
    assertThat(system.types(pending)).endsWith("revoked");
    assertThat(system.written(open)).contains("Blocked: The laptop was stolen.");
    assertThat(system.doorbells.rung()).hasSize(rung + 2);
    assertThat(system.blocks.read(PersonId.of(ALICE)).entries())
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.event())
                .isEqualTo(new Blocked(ADMIN, ALICE, "The laptop was stolen.", Channel.SIGNED)));
  }

  @Test
  void whoIsBlockedAlreadyStaysSoAsAtFirst() {
    system.block(ALICE);
    system.pass(Duration.ofMinutes(1));

    JsonNode again =
        system
            .answer(
                ProxyCall.of("BlockPerson")
                    .about("alice@example.com")
                    .by(OTHER_ADMIN)
                    .json(body -> body.put("reason", "another")))
            .json();

    assertThat(again.path("by").stringValue()).isEqualTo("carol@example.com");
    assertThat(again.path("reason").stringValue()).isEqualTo("The laptop was stolen.");
    assertThat(again.path("at").stringValue()).isEqualTo("2026-11-23T09:00:00.250Z");
    assertThat(again.path("ended")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@example.com", "alice%40example.com", "Alice%40Example.com"})
  void theAddressMayBeEncoded(String address) {
    assertThat(system.answer(ProxyCall.of("BlockPerson").about(address)).status()).isEqualTo(200);
    assertRefused(system.answer(request), "blocked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice+work@example.com", "alice%2Bwork@example.com"})
  void aBlockIsOfTheHumanBeingWhateverTheTag(String address) {
    assertThat(
            system
                .answer(ProxyCall.of("BlockPerson").about(address))
                .json()
                .path("person")
                .stringValue())
        .isEqualTo("alice+work@example.com");
    assertRefused(system.answer(request), "blocked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "%",
        "%zz@example.com",
        "a b@example.com",
        "bob@example.com,x",
        "",
        "platform@example.com"
      })
  void whatIsNoAddressIsRefusedWithWhatToDo(String address) {
    ProxyAnswer answer = system.answer(ProxyCall.of("BlockPerson").about(address));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("not-a-person", "/people/alice@example.com/block");
  }

  @Test
  void aBlockedPersonMakesNoRequest() {
    GrantId before = system.active();
    system.block(ALICE);

    assertRefused(system.answer(request), "blocked");
    assertRefused(
        system.answer(
            request.json(body -> {
              body.put("entitlement", "edit-table-partition").put("duration", "PT30M");
              body.putObject("parameters").put("table", "orders").put("key", "c#4711");
              body.put("breakGlass", true);
            })),
        "blocked");
    assertThat(system.ledger.requestedBy(ALICE, 10)).containsExactly(before);
  }

  @Test
  void aBlockedPersonExtendsNothing() {
    GrantId open = system.active();
    block(ALICE);

    assertRefused(system.answer(ProxyCall.of("ExtendGrant").on(open)), "blocked");
    assertThat(system.ledger.requestedBy(ALICE, 10)).containsExactly(open);
  }

  @Test
  void aBlockedPersonSaysNoYesBySignature() {
    GrantId grant = system.sought();
    block(BOB);

    assertRefused(system.answer(ProxyCall.of("ApproveGrant").on(grant)), "blocked");
    assertRefused(
        system.answer(system.proved(ProxyCall.of("ApproveGrant").on(grant), BOB)), "blocked");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void aBlockedPersonSaysNoYesByLinkAndThePageSaysSo() {
    GrantId grant = system.sought();
    block(BOB);

    ProxyAnswer page = decide(grant, system.mailed(BOB), "approve");

    assertThat(page.status()).isEqualTo(403);
    assertThat(Jsoup.parse(page.body()).text()).contains("You are blocked", "unblock");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void aBlockedPersonCanStillEndAccess() {
    GrantId denied = system.sought();
    MailedLink link = system.mailed(BOB);
    GrantId mine = system.active();
    block(BOB);
    block(ALICE);

    assertThat(decide(denied, link, "deny").status()).isEqualTo(200);
    assertThat(system.answer(ProxyCall.of("ReturnGrant").on(mine)).status()).isEqualTo(200);
    assertThat(system.answer(ProxyCall.of("DenyGrant").on(sought(DAVE))).status()).isEqualTo(200);
  }

  private GrantId sought(Person requester) {
    GrantId grant = system.answer(request.by(requester)).grant();
    system.run("SeekApproval", grant);
    return grant;
  }

  @Test
  void aBlockedOwnerFindsNoBrokenGlassJustified() {
    GrantId grant = system.unreviewed();
    block(CAROL);
    ProxyCall review = ProxyCall.of("ReviewGrant").on(grant).by(CAROL);

    assertRefused(system.answer(review.json(body -> body.put("verdict", "JUSTIFIED"))), "blocked");
    assertThat(system.answer(review.json(body -> body.put("verdict", "NOT_JUSTIFIED"))).status())
        .isEqualTo(200);
  }

  @Test
  void aBlockedPersonGetsNoCredentials() {
    GrantId grant = system.active();
    block(ALICE);

    ProxyAnswer answer = system.answer(ProxyCall.of("IssueCredentials").on(grant));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("its requester is blocked");
    assertThat(system.types(grant)).endsWith("refused").doesNotContain("credentials-planned");
  }

  @Test
  void whatABlockedPersonApprovedGivesNoCredentials() {
    GrantId grant = system.active();
    block(BOB);

    assertThat(system.answer(ProxyCall.of("IssueCredentials").on(grant)).status()).isEqualTo(409);
    assertThat(system.types(grant)).endsWith("refused");
  }

  @Test
  void whatWasApprovedBeforeABlockIsNotOpened() {
    GrantId grant = system.approved();
    block(ALICE);
    system.run("Activate", grant);

    assertThat(system.types(grant)).endsWith("refused").doesNotContain("policy-planned");
  }

  @Test
  void aRequestThatABlockOvertakesOpensNothingAndEnds() {
    system.ledger.beforeNextAppend(() -> system.block(ALICE));
    GrantId grant = system.answer(request).grant();
    system.run("SeekApproval", grant);
    system.answer(ProxyCall.of("ApproveGrant").on(grant));

    system.run("Activate", grant);

    assertThat(system.types(grant)).endsWith("refused").doesNotContain("policy-planned");
  }

  @Test
  void whatTheBlockDidNotFindTheCleanUpEnds() {
    GrantId open = system.active();
    GrantId pending = system.sought();
    block(ALICE);

    system.reap();

    assertThat(system.types(open)).contains("revoked", "policy-deleted");
    assertThat(system.types(pending)).contains("revoked");
    int entries = system.ledger.read(open).next();
    system.reap();
    assertThat(system.ledger.read(open).next()).isEqualTo(entries);
  }

  @Test
  void theCleanUpEndsNothingOfWhoIsUnblocked() {
    block(ALICE);
    system.unblock(ALICE);
    GrantId open = system.active();

    system.reap();

    assertThat(system.types(open)).endsWith("activated");
  }

  @Test
  void whoIsUnblockedGoesOn() {
    system.block(ALICE);
    system.block(BOB);

    JsonNode unblocked = system.unblock(ALICE).json();
    system.unblock(BOB);

    assertThat(unblocked.path("person").stringValue()).isEqualTo("alice@example.com");
    assertThat(unblocked.path("blocked").booleanValue()).isFalse();
    GrantId grant = system.active();
    assertThat(system.answer(ProxyCall.of("IssueCredentials").on(grant)).status()).isEqualTo(200);
    assertThat(system.unblock(ALICE).status()).isEqualTo(200);
  }

  @Test
  void anUnblockThatSomebodyInsertedWithoutASealUnblocksNobody() {
    system.block(ALICE);
    BlockHistory history = system.blocks.read(PersonId.of(ALICE));
    system.blocks.append(
        history,
        new Unblocked(ADMIN, ALICE, "forged", Channel.SIGNED, Optional.empty()),
        system.clock.instant());

    assertRefused(system.answer(request), "blocked");
  }

  @Test
  void onlyAnAdminBlocksAndNobodyThemselves() {
    ProxyCall block = ProxyCall.of("BlockPerson");

    assertRefused(system.answer(block.by(BOB).about("alice@example.com")), "not-an-admin");
    assertRefused(system.answer(block.about("carol@example.com")), "own-block");
    assertRefused(system.answer(block.about("carol+x@example.com")), "own-block");
    assertRefused(
        system.answer(ProxyCall.of("UnblockPerson").about("carol@example.com")), "own-block");
  }

  @Test
  void aBlockedAdminNeitherBlocksNorUnblocks() {
    system.block(ALICE);
    system.block(OTHER_ADMIN);

    assertRefused(
        system.answer(ProxyCall.of("BlockPerson").by(OTHER_ADMIN).about("bob@example.com")),
        "blocked");
    assertRefused(
        system.answer(ProxyCall.of("UnblockPerson").by(OTHER_ADMIN).about("alice@example.com")),
        "blocked");
  }

  @Test
  void whereItIsUnknownWhoIsBlockedNothingOpens() {
    GrantId sought = system.sought();
    GrantId open = system.active();
    system.blocks.answers(false);

    for (ProxyCall call :
        List.of(
            request,
            ProxyCall.of("ApproveGrant").on(sought),
            ProxyCall.of("IssueCredentials").on(open),
            ProxyCall.of("BlockPerson"))) {
      ProxyAnswer answer = system.answer(call);
      assertThat(answer.status()).as(call.operation()).isEqualTo(503);
    }
    assertThat(system.types(sought)).doesNotContain("approved");
    assertThat(system.types(open)).endsWith("activated");
  }

  @Test
  void whoseEntriesContradictEachOtherIsBlockedAndTheAnswerSaysWhatToDo() {
    system.blocks.breakChain(
        PersonId.of(ALICE),
        new Blocked(ADMIN, ALICE, "out of place", Channel.SIGNED),
        system.clock.instant());

    assertRefused(system.answer(request), "blocked");
    assertThat(system.block(ALICE).status()).isEqualTo(200);
    ProxyAnswer answer = system.unblock(ALICE);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("corrupt-ledger", "about this person");
  }

  /// Blocks somebody and ends nothing, as when the index is behind.
  private void block(Person person) {
    PersonId id = PersonId.of(person);
    system.blocks.append(
        system.blocks.read(id),
        new Blocked(ADMIN, person, "The laptop was stolen.", Channel.SIGNED),
        system.clock.instant());
  }

  private ProxyAnswer decide(GrantId grant, MailedLink link, String answer) {
    return system.answer(
        ProxyCall.of("Decide")
            .on(grant)
            .form(link, link.code().digits(), answer, Map.of("reason", "No.")));
  }

  private static void assertRefused(ProxyAnswer answer, String problem) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("type").stringValue())
        .isEqualTo("urn:hallpass:problem:" + problem);
  }
}
