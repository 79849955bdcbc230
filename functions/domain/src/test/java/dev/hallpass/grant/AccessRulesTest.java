package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_ANNOUNCED;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TOO_MANY_SESSIONS;
import static dev.hallpass.grant.Decision.Rule.TOO_SOON;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.POLICY_ARN;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.policyOn;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Activate;
import dev.hallpass.grant.GrantCommand.Cancel;
import dev.hallpass.grant.GrantCommand.End;
import dev.hallpass.grant.GrantCommand.Fail;
import dev.hallpass.grant.GrantCommand.HangDoorbell;
import dev.hallpass.grant.GrantCommand.IssueCredentials;
import dev.hallpass.grant.GrantCommand.NoteDeletion;
import dev.hallpass.grant.GrantCommand.PlanCredentials;
import dev.hallpass.grant.GrantCommand.PlanPolicy;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final Given AWAITING = given(requested());
  private static final Given APPROVED = given(requested(), approved(0, BOB));
  private static final Given ACTIVATING = given(requested(), approved(0, BOB), planned());
  private static final Given ACTIVE = given(requested(), approved(0, BOB), planned(), activated());
  private static final Given ENDING =
      given(requested(), approved(0, BOB), planned(), activated(), expired());
  private static final Given OVER = given(requested(), new GrantEvent.Cancelled(ALICE));

  private static final PlanPolicy PLAN = plan(POLICY, EXPIRY);
  private static final Activate ACTIVATE = new Activate(POLICY_ARN);
  private static final PlanCredentials PLAN_CREDENTIALS =
      new PlanCredentials(ALICE, SESSION, Duration.ofMinutes(15));
  private static final IssueCredentials ISSUE = new IssueCredentials(ALICE, SESSION, EXPIRY, 0);

  @Test
  void anApprovedPolicyIsPlannedAsItWasApproved() {
    APPROVED.when(PLAN).accepted(planned());
  }

  @Test
  void noPolicyIsPlannedBeforeTheQuorum() {
    AWAITING.when(PLAN).rejected(NOT_APPROVED);
    given(requested(ALICE, level(2, BOB, CAROL)), approved(0, BOB))
        .when(PLAN)
        .rejected(NOT_APPROVED);
    given(requested(ALICE, level(1, BOB), level(1, CAROL)), approved(0, BOB))
        .when(PLAN)
        .rejected(NOT_APPROVED);
  }

  @Test
  void theQuorumIsCountedAgainWhenThePolicyIsPlanned() {
    // A state that claims more than its dossier holds, as no ledger can give it.
    Dossier nobody = Dossier.of(GRANT, requested());
    assertPlanRefused(nobody);
    assertPlanRefused(nobody.with(nobody.answers().with(approved(0, ALICE))));
    assertPlanRefused(
        nobody.with(
            nobody
                .answers()
                .with(
                    new GrantEvent.Approved(
                        0, BOB, Sha256.of("another policy"), Channel.LINK, Optional.empty()))));
  }

  private static void assertPlanRefused(Dossier dossier) {
    assertThat(GrantRules.decide(new Grant.Approved(dossier), PLAN, NOON))
        .isEqualTo(new Decision.Rejected(NOT_APPROVED));
  }

  @Test
  void aPolicyThatNobodyApprovedIsNotPlanned() {
    APPROVED.when(plan(policyOn("*"), EXPIRY)).rejected(POLICY_DIFFERS);
  }

  @Test
  void aPolicyWithoutItsExpiryIsNotPlanned() {
    APPROVED.when(new PlanPolicy(POLICY, planned().policyHash(), EXPIRY)).rejected(POLICY_DIFFERS);
    APPROVED
        .when(new PlanPolicy(POLICY.ofGrant(grant(2), EXPIRY), planned().policyHash(), EXPIRY))
        .rejected(POLICY_DIFFERS);
  }

  @Test
  void aPolicyWithAnotherExpiryThanItsOwnIsNotPlanned() {
    APPROVED
        .when(
            new PlanPolicy(
                POLICY.ofGrant(GRANT, EXPIRY), planned().policyHash(), EXPIRY.minusSeconds(1)))
        .rejected(POLICY_DIFFERS);
  }

  @Test
  void nothingIsPlannedForLongerThanItWasApproved() {
    APPROVED.when(plan(POLICY, EXPIRY.plusMillis(1))).rejected(POLICY_DIFFERS);
    APPROVED.at(NOON.minusMillis(1)).when(PLAN).rejected(POLICY_DIFFERS);
  }

  @Test
  void aPolicyIsPlannedOnce() {
    ACTIVATING.when(PLAN).rejected(NOT_APPROVED);
    ACTIVE.when(PLAN).rejected(NOT_APPROVED);
  }

  @Test
  void aPlannedPolicyIsActivatedOnce() {
    ACTIVATING.when(ACTIVATE).accepted(activated());
    ACTIVE.when(ACTIVATE).rejected(ALREADY_ACTIVE);
  }

  @Test
  void nothingIsActivatedBeforeItIsPlannedOrAfterItsEnd() {
    AWAITING.when(ACTIVATE).rejected(NOT_APPROVED);
    APPROVED.when(ACTIVATE).rejected(NOT_APPROVED);
    ENDING.when(ACTIVATE).rejected(ALREADY_OVER);
    OVER.when(ACTIVATE).rejected(ALREADY_OVER);
  }

  @Test
  void theRequesterGetsCredentialsWhileTheGrantIsActive() {
    ACTIVE.when(PLAN_CREDENTIALS).accepted(plannedAt(NOON));
    announced().when(ISSUE).accepted(new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY));
  }

  /// The session lives for its quarter of an hour, whenever within a minute it begins and however
  /// clocks differ that are five minutes off.
  private static GrantEvent.CredentialsPlanned plannedAt(Instant now) {
    return new GrantEvent.CredentialsPlanned(
        ALICE, SESSION, Optional.of(now.plus(Duration.ofMinutes(26))));
  }

  @Test
  void aSessionIsAnnouncedAgainWhenItWouldOutliveItsAnnouncement() {
    Given announced = given(requested(), approved(0, BOB), planned(), activated(), plannedAt(NOON));
    Instant latest = NOON.plus(Duration.ofMinutes(1));

    announced.when(PLAN_CREDENTIALS).rejected(ALREADY_ANNOUNCED);
    announced.at(latest).when(PLAN_CREDENTIALS).rejected(ALREADY_ANNOUNCED);
    announced
        .at(latest.plusMillis(1))
        .when(PLAN_CREDENTIALS)
        .accepted(plannedAt(latest.plusMillis(1)));
    announced
        .when(new PlanCredentials(BOB, SESSION, Duration.ofMinutes(15)))
        .rejected(NOT_REQUESTER);
    announced.at(EXPIRY).when(PLAN_CREDENTIALS).rejected(NOT_ACTIVE);
  }

  @Test
  void noCredentialsAreHandedOutThatWereNotAnnounced() {
    ACTIVE.when(ISSUE).rejected(NOT_ACTIVE);
    SessionName another = new SessionName("hallpass-" + "f".repeat(32));
    announced().when(new IssueCredentials(ALICE, another, EXPIRY, 0)).rejected(NOT_ACTIVE);
  }

  @Test
  void ofTwoCallsAtOnceOnlyTheFirstGetsCredentials() {
    Given issued =
        given(
            requested(),
            approved(0, BOB),
            planned(),
            activated(),
            plannedAt(NOON),
            new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY));

    issued.when(ISSUE).rejected(TOO_SOON);
    issued
        .when(new IssueCredentials(ALICE, SESSION, EXPIRY, 1))
        .accepted(new GrantEvent.CredentialsIssued(ALICE, SESSION, EXPIRY));
  }

  @Test
  void onlySoManySessionsLiveAtOnce() {
    List<GrantEvent> events =
        new ArrayList<>(List.of(requested(), approved(0, BOB), planned(), activated()));
    for (int number = 1; number <= LiveSessions.MOST_AT_ONCE; number++) {
      events.add(
          new GrantEvent.CredentialsPlanned(
              ALICE,
              new SessionName("hallpass-%032x".formatted(number)),
              Optional.of(NOON.plus(Duration.ofMinutes(19 + number)))));
    }
    Given full = given(events.toArray(GrantEvent[]::new));
    PlanCredentials again =
        new PlanCredentials(
            ALICE, new SessionName("hallpass-%032x".formatted(1)), Duration.ofMinutes(15));

    full.when(PLAN_CREDENTIALS).rejected(TOO_MANY_SESSIONS);
    full.when(again)
        .accepted(
            new GrantEvent.CredentialsPlanned(
                ALICE, again.session(), Optional.of(NOON.plus(Duration.ofMinutes(26)))));
    Instant oneIsOver = NOON.plus(Duration.ofMinutes(20));
    full.at(oneIsOver).when(PLAN_CREDENTIALS).accepted(plannedAt(oneIsOver));
  }

  @Test
  void nobodyElseGetsCredentialsNotEvenTheApprover() {
    ACTIVE.when(new PlanCredentials(BOB, SESSION, Duration.ofMinutes(15))).rejected(NOT_REQUESTER);
    ACTIVE.when(new IssueCredentials(BOB, SESSION, EXPIRY, 0)).rejected(NOT_REQUESTER);
  }

  @Test
  void nobodyGetsCredentialsOfAGrantThatIsNotActive() {
    for (Given other : List.of(AWAITING, APPROVED, ACTIVATING, ENDING, OVER)) {
      other.when(PLAN_CREDENTIALS).rejected(NOT_ACTIVE);
      other.when(ISSUE).rejected(NOT_ACTIVE);
    }
  }

  @Test
  void nobodyGetsCredentialsFromTheMomentOfExpiry() {
    ACTIVE
        .at(EXPIRY.minusMillis(1))
        .when(PLAN_CREDENTIALS)
        .accepted(plannedAt(EXPIRY.minusMillis(1)));
    ACTIVE.at(EXPIRY).when(PLAN_CREDENTIALS).rejected(NOT_ACTIVE);
    ACTIVE.at(EXPIRY).when(ISSUE).rejected(NOT_ACTIVE);
  }

  @Test
  void accessEndsWhenItsTimeIsUp() {
    ACTIVE.at(EXPIRY).when(new End()).accepted(expired());
    ACTIVATING.at(EXPIRY).when(new End()).accepted(expired());
  }

  @Test
  void accessDoesNotEndBeforeItsTime() {
    ACTIVE.at(EXPIRY.minusMillis(1)).when(new End()).rejected(TIME_IS_NOT_UP);
    ACTIVATING.at(EXPIRY.minusMillis(1)).when(new End()).rejected(TIME_IS_NOT_UP);
  }

  @Test
  void onlyAccessThatBeganEndsAndOnlyOnce() {
    AWAITING.at(EXPIRY).when(new End()).rejected(NOT_ACTIVE);
    APPROVED.at(EXPIRY).when(new End()).rejected(NOT_ACTIVE);
    ENDING.at(EXPIRY).when(new End()).rejected(ALREADY_OVER);
    OVER.at(EXPIRY).when(new End()).rejected(ALREADY_OVER);
  }

  @Test
  void aDeletionIsNotedOnceAfterTheEnd() {
    ENDING
        .when(new NoteDeletion(Ender.WORKFLOW))
        .accepted(new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));
    for (Given other : List.of(AWAITING, APPROVED, ACTIVATING)) {
      other.when(new NoteDeletion(Ender.WORKFLOW)).rejected(NOT_ACTIVE);
    }
    ACTIVE.when(new NoteDeletion(Ender.WORKFLOW)).rejected(TIME_IS_NOT_UP);
    OVER.when(new NoteDeletion(Ender.WORKFLOW)).rejected(ALREADY_OVER);
  }

  @Test
  void theRequesterTakesARequestBackBeforeItIsActive() {
    AWAITING.when(new Cancel(ALICE)).accepted(new GrantEvent.Cancelled(ALICE));
    APPROVED.when(new Cancel(ALICE)).accepted(new GrantEvent.Cancelled(ALICE));
  }

  @Test
  void nothingIsTakenBackThatIsActiveOrOver() {
    ACTIVATING.when(new Cancel(ALICE)).rejected(ALREADY_ACTIVE);
    ACTIVE.when(new Cancel(ALICE)).rejected(ALREADY_ACTIVE);
    ENDING.when(new Cancel(ALICE)).rejected(ALREADY_OVER);
    OVER.when(new Cancel(ALICE)).rejected(ALREADY_OVER);
  }

  @Test
  void nobodyElseTakesARequestBack() {
    AWAITING.when(new Cancel(BOB)).rejected(NOT_REQUESTER);
  }

  @Test
  void accessOpensInTheAccountOfTheRole() {
    assertThat(((Grant.Known) AWAITING.grant()).account()).isEqualTo(new AccountId("111122223333"));
  }

  @Test
  void aGrantFailsThatCouldNotBeActivated() {
    for (Given other : List.of(AWAITING, APPROVED, ACTIVATING)) {
      other.when(new Fail("Activate")).accepted(new GrantEvent.Failed("Activate"));
    }
  }

  @Test
  void anActiveGrantDoesNotFail() {
    ACTIVE.when(new Fail("AwaitEnd")).rejected(ALREADY_ACTIVE);
    ENDING.when(new Fail("Retire")).rejected(ALREADY_OVER);
    OVER.when(new Fail("Retire")).rejected(ALREADY_OVER);
  }

  @Test
  void aDoorbellHangsUntilTheGrantIsOver() {
    for (Given other : List.of(AWAITING, APPROVED, ACTIVATING, ACTIVE, ENDING)) {
      other.when(new HangDoorbell(DOORBELL)).accepted(new GrantEvent.DoorbellHung(DOORBELL));
    }
    OVER.when(new HangDoorbell(DOORBELL)).rejected(ALREADY_OVER);
  }

  private static Given announced() {
    return given(
        requested(),
        approved(0, BOB),
        planned(),
        activated(),
        new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.empty()));
  }

  private static PlanPolicy plan(Policy policy, Instant expiresAt) {
    return new PlanPolicy(policy.ofGrant(GRANT, expiresAt), planned().policyHash(), expiresAt);
  }
}
