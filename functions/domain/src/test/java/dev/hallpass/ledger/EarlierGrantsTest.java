package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.POLICY_ARN;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.Cancelled;
import dev.hallpass.grant.GrantEvent.PolicyDeleted;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants.Bar;
import dev.hallpass.ledger.EarlierGrants.Reason;
import dev.hallpass.ledger.EarlierGrants.Turn;
import dev.hallpass.records.Altered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the earlier grants of a person say about another one.
class EarlierGrantsTest {

  private static final ApprovalPlan GLASS =
      new ApprovalPlan.BreakGlass("break-glass", List.of(CAROL), Duration.ofDays(1), HOUR);
  private static final ApprovalPlan RULE = new ApprovalPlan.ByRule("automatic");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant END = NOON.plus(HOUR);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final EarlierGrants earlier = new EarlierGrants(ledger);

  @Test
  void openGlassBarsNobody() {
    open(GRANT, GLASS);

    assertThat(earlier.barTo(ALICE, END)).isEmpty();
    add(GRANT, NOON, new Activated(POLICY_ARN));
    assertThat(earlier.barTo(ALICE, END)).isEmpty();
  }

  @Test
  void glassThatIsOverBarsItsRequesterUntilItsReview() {
    open(GRANT, GLASS);
    add(GRANT, END, new Returned(ALICE, "done"));
    assertThat(earlier.barTo(ALICE, END)).contains(new Bar(GRANT, Reason.AWAITS_REVIEW));
    add(GRANT, END, new PolicyDeleted(Optional.empty()));

    assertThat(earlier.barTo(ALICE, END)).contains(new Bar(GRANT, Reason.AWAITS_REVIEW));
    assertThat(earlier.barTo(new Person("alice+work@example.com"), END)).isPresent();
    assertThat(earlier.barTo(BOB, END)).isEmpty();

    add(GRANT, END, review(Verdict.JUSTIFIED));
    assertThat(earlier.barTo(ALICE, END)).isEmpty();
  }

  @Test
  void glassThatEndsAfterARequestDoesNotBarIt() {
    open(GRANT, GLASS);
    add(GRANT, END, new Returned(ALICE, "done"));

    assertThat(earlier.barTo(ALICE, END.minusMillis(1))).isEmpty();
  }

  @Test
  void glassThatWasNotJustifiedBarsForNinetyDays() {
    open(GRANT, GLASS);
    add(GRANT, END, new Returned(ALICE, "done"));
    add(GRANT, END, new PolicyDeleted(Optional.empty()));
    add(GRANT, END, review(Verdict.NOT_JUSTIFIED));
    Instant over = END.plus(EarlierGrants.NOT_JUSTIFIED_FOR);

    assertThat(earlier.barTo(ALICE, over.minusMillis(1)))
        .contains(new Bar(GRANT, Reason.NOT_JUSTIFIED));
    assertThat(earlier.barTo(ALICE, over)).isEmpty();
  }

  @Test
  void glassThatNeverOpenedBarsNobody() {
    add(GRANT, NOON, requested(ALICE, GLASS));
    add(GRANT, NOON, new Cancelled(ALICE));

    assertThat(earlier.barTo(ALICE, END)).isEmpty();
  }

  @Test
  void glassAboutWhichTheEntriesContradictEachOtherBars() {
    open(GRANT, GLASS);
    add(GRANT, NOON, requested(ALICE, GLASS));

    assertThat(earlier.barTo(ALICE, END)).contains(new Bar(GRANT, Reason.AWAITS_REVIEW));
  }

  @Test
  void otherGrantsCountForAsLongAsTheyAreOpen() {
    open(GRANT, RULE);
    add(GRANT, NOON, new Activated(POLICY_ARN));
    add(grant(2), NOON, requested(ALICE, RULE));
    add(grant(3), NOON, requested(ALICE, RULE));
    add(grant(3), NOON, new Cancelled(ALICE));
    add(grant(4), NOON, requested(BOB, RULE));
    assertThat(openBefore(grant(9), END)).contains(HOUR.multipliedBy(2));

    add(GRANT, NOON.plus(HOUR.dividedBy(2)), new Returned(ALICE, "done"));
    assertThat(openBefore(grant(9), END)).contains(HOUR.plus(HOUR.dividedBy(2)));
    assertThat(openBefore(grant(9), NOON.plus(DAY))).contains(HOUR.dividedBy(2));
    assertThat(openBefore(grant(9), END.plus(DAY))).contains(Duration.ZERO);
  }

  @Test
  void anAccessCountsWhenItIsOpenHoweverLongBeforeItWasRequested() {
    Instant opened = NOON.plus(DAY.multipliedBy(4));
    Requested asked = Altered.with(requested(ALICE, RULE), "startsAt", Optional.of(opened));
    Instant end = opened.plus(HOUR);
    add(grant(1), NOON, asked);
    add(grant(1), NOON, new ApprovedByRule(RULE.rule(), POLICY_HASH));
    add(grant(1), opened, new PolicyPlanned(POLICY.ofGrant(grant(1), end), POLICY_HASH, end));
    add(grant(1), opened, new Activated(POLICY_ARN));
    add(grant(2), NOON.plus(DAY.multipliedBy(2)), asked);

    assertThat(openBefore(grant(2), NOON.plus(DAY.multipliedBy(2)), end)).contains(HOUR);
    assertThat(
            openBefore(
                grant(2), NOON.plus(DAY.multipliedBy(2)), end.plus(DAY.minus(HOUR.dividedBy(2)))))
        .contains(HOUR.dividedBy(2));
  }

  @Test
  void whatOpenedLaterDoesNotCountAgainstWhatIsOpen() {
    open(grant(1), RULE);
    add(grant(2), NOON, requested(ALICE, RULE));
    add(grant(2), NOON, new ApprovedByRule(RULE.rule(), POLICY_HASH));
    Instant later = NOON.plusSeconds(1);
    add(grant(2), later, new PolicyPlanned(POLICY.ofGrant(grant(2), END), POLICY_HASH, END));

    assertThat(openBefore(grant(1), NOON, NOON)).contains(Duration.ZERO);
    assertThat(openBefore(grant(2), NOON, later)).contains(HOUR);
  }

  @Test
  void ofTwoOfTheSameMomentOneCounts() {
    add(grant(1), NOON, requested(ALICE, RULE));
    add(grant(2), NOON, requested(ALICE, RULE));

    assertThat(openBefore(grant(1), NOON)).contains(Duration.ZERO);
    assertThat(openBefore(grant(2), NOON)).contains(HOUR);
    assertThat(openBefore(grant(9), NOON)).contains(HOUR.multipliedBy(2));
  }

  @Test
  void aLaterGrantDoesNotCount() {
    add(grant(1), NOON, requested(ALICE, RULE));
    add(grant(2), END, requested(ALICE, RULE));

    assertThat(openBefore(grant(1), NOON)).contains(Duration.ZERO);
  }

  @Test
  void aGrantOfAnotherEntitlementDoesNotCount() {
    add(
        GRANT,
        NOON,
        Altered.with(requested(ALICE, RULE), "entitlement", new EntitlementId("read-others")));

    assertThat(openBefore(grant(9), END)).contains(Duration.ZERO);
  }

  @Test
  void whatAnIndexSaysIsCheckedAgainstTheEntries() {
    var wrong =
        new InMemoryLedger() {
          @Override
          public synchronized List<GrantId> glassBrokenBy(Person requester, int limit) {
            return List.of(GRANT, grant(2), grant(3));
          }
        };
    end(wrong, GRANT, requested(BOB, GLASS));
    end(wrong, grant(2), requested(ALICE, RULE));
    assertThat(new EarlierGrants(wrong).barTo(ALICE, END)).isEmpty();

    end(wrong, grant(3), requested(ALICE, GLASS));
    assertThat(new EarlierGrants(wrong).barTo(ALICE, END))
        .contains(new Bar(grant(3), Reason.AWAITS_REVIEW));
  }

  private static void end(Ledger ledger, GrantId grant, Requested asked) {
    for (GrantEvent event :
        List.of(
            asked,
            new ApprovedByRule(asked.plan().rule(), POLICY_HASH),
            new PolicyPlanned(POLICY.ofGrant(grant, END), POLICY_HASH, END),
            new Returned(asked.requester(), "done"))) {
      ledger.append(ledger.read(grant), event, NOON);
    }
  }

  @Test
  void whereItCannotBeToldNothingIsSaid() {
    for (int number = 1; number <= 100; number++) {
      add(grant(number), NOON, requested(ALICE, RULE));
    }
    assertThat(openBefore(grant(999), NOON)).contains(HOUR.multipliedBy(100));
    add(grant(101), NOON, requested(ALICE, RULE));
    assertThat(openBefore(grant(999), NOON)).isEmpty();
  }

  @Test
  void whereEntriesContradictEachOtherNothingIsSaid() {
    add(GRANT, NOON, requested(ALICE, RULE));
    add(GRANT, NOON, requested(ALICE, RULE));

    assertThat(openBefore(grant(9), END)).isEmpty();
  }

  @Test
  void whatIsNotOpenYetIsPending() {
    add(grant(1), NOON, requested(ALICE, RULE));
    add(grant(2), NOON, requested(ALICE, RULE));
    assertThat(earlier.pending(ALICE, END, 2)).hasValue(2);
    assertThat(earlier.pending(ALICE, END, 1)).hasValue(1);
    assertThat(earlier.pending(ALICE, END, 3)).hasValue(2);

    add(grant(2), NOON, new Cancelled(ALICE));
    assertThat(earlier.pending(ALICE, END, 2)).hasValue(1);
    add(grant(1), NOON, requested(ALICE, RULE));
    assertThat(earlier.pending(ALICE, END, 1)).hasValue(0);
  }

  @Test
  void aPendingRequestIsCountedHoweverManyNewerOnesAreOver() {
    add(grant(1), NOON, requested(ALICE, RULE));
    cancel(2, EarlierGrants.MOST_COUNTED);

    assertThat(earlier.pending(ALICE, END, 2)).hasValue(1);
  }

  @Test
  void ofMoreRequestsThanAreLookedAtItIsNotToldHowManyArePending() {
    cancel(1, EarlierGrants.MOST_COUNTED + 1);
    assertThat(earlier.pending(ALICE, END, 1)).isEmpty();

    add(grant(0), END, requested(ALICE, RULE));
    assertThat(earlier.pending(ALICE, END, 1)).hasValue(1);
    assertThat(earlier.pending(ALICE, END, 2)).isEmpty();
    assertThat(earlier.pending(ALICE, NOON.plus(EarlierGrants.PENDING).plusSeconds(10), 2))
        .hasValue(1);
  }

  private void cancel(int first, int last) {
    for (int number = first; number <= last; number++) {
      add(grant(number), NOON.plusSeconds(number), requested(ALICE, RULE));
      add(grant(number), END, new Cancelled(ALICE));
    }
  }

  private Optional<Duration> openBefore(GrantId grant, Instant at) {
    return openBefore(grant, at, at);
  }

  private Optional<Duration> openBefore(GrantId grant, Instant askedAt, Instant opensAt) {
    var turn = new Turn(grant, ALICE, requested().entitlement(), askedAt, opensAt);
    return earlier.open(turn, DAY, HOUR);
  }

  private void open(GrantId grant, ApprovalPlan plan) {
    add(grant, NOON, requested(ALICE, plan));
    add(grant, NOON, new ApprovedByRule(plan.rule(), POLICY_HASH));
    add(grant, NOON, new PolicyPlanned(POLICY.ofGrant(grant, END), POLICY_HASH, END));
  }

  private static Reviewed review(Verdict verdict) {
    return new Reviewed(CAROL, verdict, "It was so.", Channel.SIGNED);
  }

  /// Also what cannot follow on what is there.
  private void add(GrantId grant, Instant at, GrantEvent event) {
    ledger.append(ledger.read(grant), event, at);
  }
}
