package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.mailed;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Precedent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger keeps to.
public abstract class LedgerContract {

  private static final GrantId FIRST = grant(1);
  private static final GrantId SECOND = grant(2);
  private static final GrantId THIRD = grant(3);

  @SuppressWarnings("NullAway.Init")
  private Ledger ledger;

  /// A ledger that nobody has written to.
  protected abstract Ledger emptyLedger();

  @BeforeEach
  final void openLedger() {
    ledger = emptyLedger();
  }

  @Test
  void aGrantThatNobodyAskedForHasNoEntries() {
    assertThat(ledger.read(FIRST)).isEqualTo(History.of(FIRST));
  }

  @Test
  void whatWasAppendedIsRead() {
    Entry entry = append(FIRST, requested(), NOON);

    assertThat(ledger.read(FIRST).entries()).containsExactly(entry);
    assertThat(entry.event()).isEqualTo(requested());
    assertThat(entry.at()).isEqualTo(NOON);
    assertThat(entry.actor()).hasToString("alice@example.com");
    assertThat(entry.grant()).isEqualTo(FIRST);
  }

  @Test
  void everyEventComesBackAsItWas() {
    GrantEvent[] events = {
      requested(), sought(0, BOB, LINK), approved(0, BOB), planned(), activated(), expired()
    };
    for (GrantEvent event : events) {
      append(FIRST, event, NOON);
    }

    assertThat(ledger.read(FIRST).entries()).extracting(Entry::event).containsExactly(events);
  }

  @Test
  void entriesAreNumberedFromZeroAndEachFollowsTheHashBeforeIt() {
    append(FIRST, requested(), NOON);
    append(FIRST, sought(0, BOB, LINK), NOON);
    append(FIRST, approved(0, BOB), NOON);

    List<Entry> entries = ledger.read(FIRST).entries();
    assertThat(entries).extracting(Entry::sequence).containsExactly(0, 1, 2);
    assertThat(entries)
        .extracting(Entry::previous)
        .containsExactly(Sha256.ZERO, entries.get(0).hash(), entries.get(1).hash());
    assertThat(entries).extracting(Entry::hash).doesNotHaveDuplicates();
  }

  @Test
  void grantsHaveChainsOfTheirOwn() {
    append(FIRST, requested(), NOON);
    append(SECOND, requested(), NOON);

    assertThat(ledger.read(SECOND).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.previous()).isEqualTo(Sha256.ZERO));
  }

  @Test
  void aTakenPlaceStaysAsItIs() {
    append(FIRST, requested(), NOON);
    History seen = ledger.read(FIRST);
    Entry first = append(FIRST, approved(0, BOB), NOON);

    assertThat(ledger.append(seen, approved(0, CAROL), NOON)).isEmpty();
    assertThat(ledger.read(FIRST).entries()).hasSize(2).endsWith(first);
  }

  @Test
  void theVerySameEntryAgainIsFound() {
    append(FIRST, requested(), NOON);
    History seen = ledger.read(FIRST);
    Optional<Entry> once = ledger.append(seen, approved(0, BOB), NOON);

    assertThat(ledger.append(seen, approved(0, BOB), NOON)).isEqualTo(once);
    assertThat(ledger.read(FIRST).entries()).hasSize(2);
  }

  @Test
  void entriesThatAreAddedTogetherAreAllThereOrNone() {
    append(FIRST, requested(), NOON);
    History seen = ledger.read(FIRST);
    List<GrantEvent> questions = List.of(sought(0, BOB, LINK), sought(0, CAROL, OTHER_LINK));
    Entry first = append(FIRST, new DoorbellHung(new Doorbell("bell")), NOON);

    assertThat(ledger.append(seen, questions, NOON)).isEmpty();
    assertThat(ledger.read(FIRST).entries()).hasSize(2).endsWith(first);

    History now = ledger.read(FIRST);
    assertThat(ledger.append(now, questions, NOON)).contains(ledger.read(FIRST));
    assertThat(ledger.read(FIRST).entries())
        .extracting(Entry::event)
        .endsWith(questions.getFirst(), questions.getLast());
    assertThat(ledger.append(now, questions, NOON)).contains(ledger.read(FIRST));
    assertThat(ledger.read(FIRST).entries()).hasSize(4);
  }

  @Test
  void aGapIsNotReadOver() {
    Entry first = append(FIRST, requested(), NOON);
    Entry lost =
        new Entry(
            FIRST,
            1,
            NOON,
            first.actor(),
            approved(0, BOB),
            first.build(),
            first.hash(),
            Sha256.of("never written"));
    ledger.append(ledger.read(FIRST).with(lost), planned(), NOON);

    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> ledger.read(FIRST));
  }

  @Test
  void theDoorbellThatHangsWithAQuestionIsFound() {
    Doorbell bell = new Doorbell("the question's");
    append(FIRST, requested(), NOON);
    append(FIRST, new DoorbellHung(new Doorbell("the first")), NOON);
    append(FIRST, with(sought(0, BOB, LINK), "doorbell", Optional.of(bell)), NOON);

    assertThat(ledger.lastDoorbell(FIRST)).contains(bell);
  }

  @Test
  void theDoorbellThatWasHungLastIsFoundAlsoBehindAGap() {
    Doorbell last = new Doorbell("the last");
    append(FIRST, requested(), NOON);
    assertThat(ledger.lastDoorbell(FIRST)).isEmpty();
    append(FIRST, new DoorbellHung(new Doorbell("the first")), NOON);
    Entry hung = append(FIRST, new DoorbellHung(last), NOON);
    Entry lost =
        new Entry(
            FIRST,
            3,
            NOON,
            hung.actor(),
            approved(0, BOB),
            hung.build(),
            hung.hash(),
            Sha256.of("never written"));
    ledger.append(ledger.read(FIRST).with(lost), planned(), NOON);

    assertThat(ledger.lastDoorbell(FIRST)).contains(last);
    assertThat(ledger.lastDoorbell(SECOND)).isEmpty();
  }

  @Test
  void aPersonsGrantsComeNewestFirstAndNotMoreThanAskedFor() {
    request(FIRST, ALICE, NOON);
    request(SECOND, ALICE, NOON.plusMillis(1));
    request(THIRD, ALICE, NOON.plusSeconds(1));

    assertThat(ledger.requestedBy(ALICE, 10)).containsExactly(THIRD, SECOND, FIRST);
    assertThat(ledger.requestedBy(ALICE, 2)).containsExactly(THIRD, SECOND);
  }

  @Test
  void aPersonsGrantsAreThoseTheyAskedFor() {
    request(FIRST, ALICE, NOON);
    request(SECOND, CAROL, NOON);
    append(FIRST, approved(0, BOB), NOON);

    assertThat(ledger.requestedBy(CAROL, 10)).containsExactly(SECOND);
    assertThat(ledger.requestedBy(BOB, 10)).isEmpty();
  }

  @Test
  void brokenGlassIsListedForTheHumanBeingAndApart() {
    GrantEvent.Requested broken = brokenGlass();
    append(FIRST, broken, NOON);
    append(FIRST, approvedByRule("break-glass"), NOON);
    append(
        SECOND, with(broken, "requester", new Person("alice+x@example.com")), NOON.plusSeconds(1));
    append(SECOND, approvedByRule("break-glass"), NOON.plusSeconds(1));
    request(THIRD, ALICE, NOON.plusSeconds(2));

    assertThat(ledger.glassBrokenBy(ALICE, 10)).containsExactly(SECOND, FIRST);
    assertThat(ledger.glassBrokenBy(ALICE, 1)).containsExactly(SECOND);
    assertThat(ledger.glassBrokenBy(BOB, 10)).isEmpty();
    assertThat(ledger.requestedBy(ALICE, 10)).containsExactly(THIRD, SECOND, FIRST);
  }

  @Test
  void whatBecameOfAPersonsGrantsForAnEntitlementIsListedTheNewestFirst() {
    open(FIRST);
    append(FIRST, expired(), NOON.plusSeconds(1));
    open(SECOND);
    append(SECOND, new GrantEvent.Returned(ALICE, "done"), NOON.plusSeconds(2));
    request(THIRD, ALICE, NOON);
    append(THIRD, sought(0, BOB, LINK), NOON);
    append(THIRD, new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED), NOON.plusSeconds(3));

    assertThat(ledger.precedents(ALICE, requested().entitlement(), 2))
        .containsExactly(
            new Precedent(THIRD, Kind.DENIED, NOON.plusSeconds(3)),
            new Precedent(SECOND, Kind.ENDED_EARLY, NOON.plusSeconds(2)));
    assertThat(ledger.precedents(Person.of("alice+x@example.com"), requested().entitlement(), 10))
        .hasSize(4)
        .contains(new Precedent(FIRST, Kind.OPENED, NOON));
    assertThat(ledger.precedents(BOB, requested().entitlement(), 10)).isEmpty();
    assertThat(ledger.precedents(ALICE, new EntitlementId("another"), 10)).isEmpty();
  }

  private void open(GrantId grant) {
    request(grant, ALICE, NOON);
    append(grant, sought(0, BOB, LINK), NOON);
    append(grant, approved(0, BOB), NOON);
    append(grant, planned(), NOON);
    append(grant, activated(), NOON);
  }

  @Test
  void anApproversGrantsAreThoseWithAnAnswerStillDue() {
    request(FIRST, ALICE, NOON);
    request(SECOND, ALICE, NOON);
    append(FIRST, sought(0, BOB, LINK, ANSWER_BY), NOON);
    append(SECOND, sought(0, BOB, OTHER_LINK, ANSWER_BY.plusSeconds(1)), NOON);

    assertThat(ledger.soughtFrom(BOB, ANSWER_BY.minusMillis(1)))
        .containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(ledger.soughtFrom(BOB, ANSWER_BY)).containsExactly(SECOND);
    assertThat(ledger.soughtFrom(BOB, ANSWER_BY.plusSeconds(1))).isEmpty();
    assertThat(ledger.soughtFrom(CAROL, NOON)).isEmpty();
  }

  @Test
  void aGrantWhoseAnswersAreStillDueIsSettledWhenItsAccessIsPlannedOrItIsOver() {
    request(FIRST, ALICE, NOON);
    request(SECOND, ALICE, NOON);
    request(THIRD, ALICE, NOON);
    append(FIRST, sought(0, BOB, LINK, ANSWER_BY), NOON);
    append(SECOND, sought(0, BOB, OTHER_LINK, ANSWER_BY), NOON);
    append(SECOND, sought(0, CAROL, LINK, ANSWER_BY.plusSeconds(1)), NOON);
    append(FIRST, approved(0, BOB), NOON);
    assertThat(ledger.settledBefore(NOON)).isEmpty();

    append(FIRST, planned(), NOON);
    append(SECOND, new GrantEvent.Cancelled(ALICE), NOON);
    append(THIRD, new GrantEvent.Cancelled(ALICE), NOON);

    assertThat(ledger.settledBefore(NOON)).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(ledger.settledBefore(ANSWER_BY)).containsExactly(SECOND);
    assertThat(ledger.settledBefore(ANSWER_BY.plusSeconds(1))).isEmpty();
  }

  @Test
  void theMailsOfAPersonAreListedByTheirTimesTheNewestFirst() {
    request(FIRST, ALICE, NOON);
    append(FIRST, sought(0, BOB, LINK, ANSWER_BY), NOON);
    append(FIRST, mailed(BOB, LINK), NOON.plusSeconds(1));
    append(FIRST, mailed(BOB, OTHER_LINK), NOON.plusSeconds(2));
    append(FIRST, mailed(CAROL, OTHER_LINK), NOON.plusSeconds(3));

    assertThat(ledger.mailedTo(BOB, NOON, 10))
        .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(1));
    assertThat(ledger.mailedTo(BOB, NOON, 1)).containsExactly(NOON.plusSeconds(2));
    assertThat(ledger.mailedTo(Person.of("bob+x@example.com"), NOON.plusSeconds(1), 10))
        .containsExactly(NOON.plusSeconds(2));
    assertThat(ledger.soughtFrom(BOB, NOON)).containsExactly(FIRST);
  }

  @Test
  void anApproverWhoWasAskedTwiceFindsTheGrantOnce() {
    request(FIRST, ALICE, NOON);
    append(FIRST, sought(0, BOB, LINK), NOON);
    append(FIRST, sought(0, BOB, OTHER_LINK), NOON);

    assertThat(ledger.soughtFrom(BOB, NOON)).containsExactly(FIRST);
  }

  @Test
  void whatMustFollowIsDueTheEarliestFirst() {
    Instant soon = NOON.plusSeconds(120);
    request(SECOND, ALICE, NOON.plusMillis(1));
    request(FIRST, ALICE, NOON);
    append(FIRST, sought(0, BOB, LINK, ANSWER_BY), NOON);

    assertThat(ledger.due(NOON, ANSWER_BY))
        .containsExactly(
            new Due(FIRST, 0, Due.Kind.STEP, soon),
            new Due(SECOND, 0, Due.Kind.STEP, soon.plusMillis(1)),
            new Due(FIRST, 1, Due.Kind.STEP, ANSWER_BY));
    assertThat(ledger.due(soon, ANSWER_BY.minusMillis(1)))
        .containsExactly(new Due(SECOND, 0, Due.Kind.STEP, soon.plusMillis(1)));
    assertThat(ledger.due(ANSWER_BY, ANSWER_BY.plusSeconds(1))).isEmpty();
  }

  @Test
  void aPlannedEndIsToldApartAndWhatIsDueBesideItToo() {
    request(FIRST, ALICE, NOON);
    append(FIRST, planned(), NOON);
    append(FIRST, activated(), NOON);

    assertThat(ledger.due(NOON.plusSeconds(120), EXPIRY))
        .containsExactly(
            new Due(FIRST, 2, Due.Kind.ASIDE, EXPIRY.minusSeconds(600)),
            new Due(FIRST, 1, Due.Kind.END, EXPIRY));
  }

  @Test
  void whomToDenyIsToldApartUntilTheLastSessionIsOver() {
    Instant until = EXPIRY.plusSeconds(3600);
    request(FIRST, ALICE, NOON);
    append(FIRST, new GrantEvent.SessionsDenied(until), NOON);

    assertThat(ledger.due(NOON.plusSeconds(120), until))
        .containsExactly(new Due(FIRST, 1, Due.Kind.DENIAL, until));
  }

  @Test
  void aHistoryIsReadOnFromWhereItEnded() {
    append(FIRST, requested(), NOON);
    History known = ledger.read(FIRST);
    append(FIRST, sought(0, BOB, LINK), NOON);
    append(FIRST, approved(0, BOB), NOON);

    assertThat(ledger.readOn(known)).isEqualTo(ledger.read(FIRST));
    assertThat(ledger.readOn(ledger.read(FIRST))).isEqualTo(ledger.read(FIRST));
    assertThat(ledger.readOn(History.of(FIRST))).isEqualTo(ledger.read(FIRST));
    assertThat(ledger.readOn(History.of(SECOND))).isEqualTo(History.of(SECOND));
    assertThat(new RecentHistories(ledger).read(FIRST)).isEqualTo(ledger.read(FIRST));
  }

  @Test
  void whatWasReadAMomentAgoIsReadOnAfterEachEntry() {
    RecentHistories recent = new RecentHistories(ledger);
    append(FIRST, requested(), NOON);
    assertThat(recent.read(FIRST)).isEqualTo(ledger.read(FIRST));

    append(FIRST, approved(0, BOB), NOON);

    assertThat(recent.read(FIRST)).isEqualTo(ledger.read(FIRST));
    assertThat(recent.read(FIRST).entries()).hasSize(2);
  }

  @Test
  void whatIsDueIsFoundAcrossMidnight() {
    Instant midnight = Instant.parse("2026-01-02T00:00:00Z");
    request(FIRST, ALICE, midnight.minusSeconds(121));
    request(SECOND, ALICE, midnight.minusSeconds(120));

    assertThat(ledger.due(midnight.minusSeconds(2), midnight))
        .extracting(Due::grant)
        .containsExactly(FIRST, SECOND);
  }

  private void request(GrantId grant, Person requester, Instant at) {
    append(grant, requested(requester, level(1, BOB)), at);
  }

  private Entry append(GrantId grant, GrantEvent event, Instant at) {
    return ledger.append(ledger.read(grant), event, at).orElseThrow();
  }
}
