package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What waits for somebody's word, and the word that they give, signed.
class AnsweringTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void whatWaitsForOnesAnswerIsListedTheMostUrgentFirst() {
    // Within four hours, within two, and a minute later within two.
    GrantId partition = system.requestedOfTwo();
    system.run("SeekApproval", partition);
    GrantId urgent = system.sought();
    system.pass(Duration.ofMinutes(1));
    GrantId later = system.sought();
    system.requested();
    system.answer(ProxyCall.of("ApproveGrant").on(system.sought()));

    assertThat(awaiting(BOB)).containsExactly(urgent.value(), later.value(), partition.value());
    assertThat(awaiting(DAVE)).containsExactly(partition.value());
    assertThat(awaiting(ALICE)).isEmpty();

    system.answer(ProxyCall.of("ApproveGrant").on(partition).by(BOB));
    assertThat(awaiting(BOB)).containsExactly(urgent.value(), later.value());
    system.pass(Duration.ofHours(2));
    assertThat(awaiting(BOB)).isEmpty();
    assertThat(awaiting(CAROL)).containsExactly(partition.value());
  }

  @Test
  void whatIsDecidedAlreadyMakesTheListNoDearer() {
    system.sought();
    int alone = readsOfTheList();

    IntStream.range(0, 5).forEach(_ -> system.active());

    assertThat(alone).isEqualTo(1);
    assertThat(readsOfTheList()).isEqualTo(alone);
  }

  private int readsOfTheList() {
    AtomicInteger reads = new AtomicInteger();
    system.ledger.atEveryCall(reads::incrementAndGet);
    awaiting(BOB);
    return reads.get();
  }

  @Test
  void theListShowsTheMostUrgentAndSaysThatMoreWait() {
    system.deploy(Catalogs.withListed(2));
    List<String> grants = IntStream.range(0, 3).mapToObj(_ -> soughtLater()).toList();

    JsonNode list = system.answer(ProxyCall.of("ListApprovals").by(BOB)).json();
    assertThat(awaiting(BOB)).isEqualTo(grants.subList(0, 2));
    assertThat(list.path("more").booleanValue()).isTrue();

    system.answer(ProxyCall.of("ApproveGrant").on(new GrantId(grants.getFirst())));
    system.run("Activate", new GrantId(grants.getFirst()));
    assertThat(awaiting(BOB)).isEqualTo(grants.subList(1, 3));
    assertThat(system.answer(ProxyCall.of("ListApprovals").by(BOB)).json().has("more")).isFalse();
  }

  private String soughtLater() {
    system.pass(Duration.ofMinutes(1));
    return system.sought().value();
  }

  @Test
  void aGrantThatWaitsForAnAnswerSaysUntilWhen() {
    JsonNode listed = system.answer(ProxyCall.of("ListApprovals").by(BOB)).json().path("grants");
    assertThat(listed).isEmpty();

    GrantId grant = system.sought();
    assertThat(system.answer(show(grant)).json().path("answerBy").stringValue())
        .isEqualTo("2026-11-23T11:00:00.250Z");
    system.answer(ProxyCall.of("ApproveGrant").on(grant));
    assertThat(system.answer(show(grant)).json().has("answerBy")).isFalse();
  }

  @Test
  void aYesToLessTimeShortensTheAccess() {
    GrantId grant = system.sought();

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant).shorter("PT20M"));
    assertThat(answer.json().path("approvedFor").stringValue()).isEqualTo("PT20M");
    assertThat(answer.json().path("duration").stringValue()).isEqualTo("PT1H");

    system.run("Activate", grant);
    assertThat(system.expiresAt(grant)).isEqualTo("2026-11-23T09:20:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT61M", "PT0S", "PT5M30S"})
  void aYesToMoreTimeOrToNoWholeMinutesIsNone(String duration) {
    GrantId grant = system.sought();

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant).shorter(duration));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("not-shorter");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half an hour", "1h", "-PT5M", "PT99999999999999999999H"})
  void aYesToAnUnreadableTimeIsNone(String duration) {
    GrantId grant = system.sought();

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant).shorter(duration));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/mistakes/0/member").stringValue()).isEqualTo("duration");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void aYesWithAnEmptyObjectIsAYesToAllThatWasAskedFor() {
    GrantId grant = system.sought();
    ProxyCall approve =
        ProxyCall.of("ApproveGrant").on(grant).header("Content-Type", "application/json");

    assertThat(system.answer(approve.body("[]")).status()).isEqualTo(400);
    assertThat(system.answer(approve.body("{\"time\": \"PT5M\"}")).status()).isEqualTo(400);
    ProxyAnswer answer = system.answer(approve.body("{}"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().has("approvedFor")).isFalse();
  }

  @Test
  void brokenGlassIsReviewedByOneOfItsOwnersOnce() {
    GrantId grant = system.unreviewed();
    JsonNode before = system.answer(show(grant)).json();
    assertThat(before.path("awaitsReview").booleanValue()).isTrue();
    assertThat(before.path("reviewBy").stringValue()).isEqualTo("2026-11-24T09:30:00.000Z");
    int rung = system.doorbells.rung().size();

    JsonNode reviewed = system.answer(ProxyCall.of("ReviewGrant").on(grant)).json();

    assertThat(reviewed.path("review").path("reviewer").stringValue())
        .isEqualTo("carol@example.com");
    assertThat(reviewed.path("review").path("verdict").stringValue()).isEqualTo("JUSTIFIED");
    assertThat(reviewed.path("review").path("remarks").stringValue()).contains("INC-99");
    assertThat(reviewed.has("awaitsReview")).isFalse();
    assertThat(system.doorbells.rung()).hasSize(rung + 1);
    assertThat(system.answer(ProxyCall.of("ReviewGrant").on(grant).by(DAVE)).problem())
        .isEqualTo("not-awaiting-review");
  }

  @Test
  void anyoneWhoBrokeTheGlassDoesNotReviewIt() {
    ProxyAnswer answer =
        system.answer(ProxyCall.of("ReviewGrant").on(system.unreviewed()).by(ALICE));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("reviewer-is-requester");
  }

  @Test
  void aReviewThatCannotBeTakenIsToldWhatIsWrongAtOnce() {
    ProxyAnswer answer =
        system.answer(
            ProxyCall.of("ReviewGrant")
                .on(system.unreviewed())
                .json(body -> body.put("verdict", "fine").put("remarks", "\u202E")));

    assertThat(answer.json().path("mistakes"))
        .extracting(mistake -> mistake.path("member").stringValue())
        .containsExactly("verdict", "remarks");
  }

  private ProxyCall show(GrantId grant) {
    return ProxyCall.of("ShowGrant").on(grant).by(ALICE);
  }

  private List<String> awaiting(Person person) {
    return system
        .answer(ProxyCall.of("ListApprovals").by(person))
        .json()
        .path("grants")
        .valueStream()
        .map(one -> one.path("grant").stringValue())
        .toList();
  }
}
