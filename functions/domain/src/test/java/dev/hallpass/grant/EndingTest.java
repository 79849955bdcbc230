package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.LINK_LOCKED;
import static dev.hallpass.grant.Decision.Rule.LINK_SUPERSEDED;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.NOTHING_TO_GIVE_UP;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVOKER;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_YET_TO_START;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_UP;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.WRONG_CODE;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.approvedByRule;
import static dev.hallpass.grant.Examples.brokenGlass;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.expired;
import static dev.hallpass.grant.Examples.extending;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.mailed;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.ruled;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Examples.startingAt;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.EndDrifted;
import dev.hallpass.grant.GrantCommand.GiveUpExtension;
import dev.hallpass.grant.GrantCommand.NoteDeletion;
import dev.hallpass.grant.GrantCommand.NoteDrift;
import dev.hallpass.grant.GrantCommand.NoteLatecomer;
import dev.hallpass.grant.GrantCommand.NoteLateness;
import dev.hallpass.grant.GrantCommand.NoteSessionDenial;
import dev.hallpass.grant.GrantCommand.NoteSessionDenialRemoval;
import dev.hallpass.grant.GrantCommand.PlanPolicy;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantCommand.Return;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.grant.GrantEvent.Drift;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.Standing;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndingTest {

  private static final Instant SESSION_OVER = NOON.plusSeconds(1200);

  private static final GrantEvent[] ACTIVE = {
    requested(), approved(0, BOB), planned(), activated()
  };
  private static final GrantEvent[] USED =
      and(ACTIVE, new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(SESSION_OVER)));

  private static final Return RETURN = new Return(ALICE, "done");
  private static final Revoke REVOKE = new Revoke(BOB, false, "wrong time", Channel.SIGNED);
  private static final Returned RETURNED = new Returned(ALICE, "done");
  private static final GrantEvent DELETED = new GrantEvent.PolicyDeleted(Optional.of(Ender.REAPER));

  private static GrantEvent[] and(GrantEvent[] first, GrantEvent... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(GrantEvent[]::new);
  }

  @Test
  void theRequesterReturnsWhatIsOpenOrAboutToOpen() {
    given(ACTIVE).when(RETURN).accepted(RETURNED);
    given(requested(), approved(0, BOB), planned()).when(RETURN).accepted(RETURNED);
  }

  @Test
  void whatIsAskedForOrAboutToOpenIsNeitherDriftedNorDenied() {
    for (Given early :
        List.of(
            given(ruled()),
            given(requested()),
            given(requested(), approved(0, BOB)),
            given(requested(), approved(0, BOB), planned()),
            given(ACTIVE))) {
      early.when(new NoteSessionDenial()).rejected(NOT_ACTIVE);
    }
    for (Given early :
        List.of(given(ruled()), given(requested()), given(requested(), approved(0, BOB)))) {
      early.when(new EndDrifted()).rejected(NOT_ACTIVE);
      early.when(new NoteLateness(Ender.REAPER)).rejected(NOT_ACTIVE);
    }
    given(requested(), approved(0, BOB), planned())
        .when(new EndDrifted())
        .accepted(new GrantEvent.Ended(GrantEvent.Cause.DRIFTED));
    given(and(ACTIVE, expired(), DELETED)).when(new EndDrifted()).rejected(ALREADY_OVER);
  }

  @Test
  void anAdminStopsWhatARuleIsToDecide() {
    given(ruled())
        .when(new Revoke(MALLORY, true, "incident", Channel.SIGNED))
        .accepted(new Revoked(MALLORY, Standing.ADMIN, "incident", Channel.SIGNED));
  }

  @Test
  void anyoneWhoEndedItIsItsActor() {
    assertThat(RETURNED.actor()).isEqualTo(Actor.of(ALICE));
    assertThat(new Revoked(BOB, Standing.ADMIN, "", Channel.LINK).actor()).isEqualTo(Actor.of(BOB));
  }

  @Test
  void whileTheAccessIsOpenedItEndsForEachCauseAndByWhoMay() {
    GrantEvent[] making = {requested(), approved(0, BOB), planned()};
    assertCorrupt(and(making, new GrantEvent.Ended(GrantEvent.Cause.NOTHING_TO_EXTEND)));
    assertCorrupt(and(making, new Returned(BOB, "")));
    assertCorrupt(and(making, new Revoked(MALLORY, Standing.APPROVER, "", Channel.SIGNED)));
    assertThat(state(and(making, RETURNED, DELETED)))
        .isInstanceOfSatisfying(
            Grant.Over.class, over -> assertThat(over.outcome()).isEqualTo(Outcome.RETURNED));
    assertThat(state(and(making, expired())))
        .isInstanceOfSatisfying(
            Grant.Ending.class, end -> assertThat(end.outcome()).isEqualTo(Outcome.EXPIRED));
  }

  @Test
  void sessionsAreToBeDeniedAsLongAsOneMayLiveAndNoneIs() {
    LiveSessions sessions = sessions(and(USED, RETURNED));
    assertThat(sessions.areToBeDenied(SESSION_OVER.minusMillis(1))).isTrue();
    assertThat(sessions.areToBeDenied(SESSION_OVER)).isFalse();
    assertThat(sessions(and(ACTIVE, RETURNED)).areToBeDenied(NOON)).isFalse();
    assertThat(
            sessions(and(USED, RETURNED, new GrantEvent.SessionsDenied(SESSION_OVER)))
                .areToBeDenied(NOON))
        .isFalse();
  }

  private static LiveSessions sessions(GrantEvent... events) {
    return ((Grant.Known) state(events)).dossier().sessions();
  }

  @Test
  void aLinkIsGoodForAnAnswerOrForTheEndAndSaysWhyItIsForNeither() {
    GrantEvent[] asked = {requested(), sought(0, BOB, LINK), mailed(BOB, LINK)};
    assertThat(refusalOfEither(asked)).isEmpty();
    assertThat(refusalOfEither(and(asked, approved(0, BOB), planned(), activated()))).isEmpty();
    assertThat(refusalOfEither(and(asked, approved(0, BOB), planned(), activated(), expired())))
        .contains(LINK_USED);
    GrantEvent[] locked = asked;
    for (int attempt = 1; attempt <= 5; attempt++) {
      locked = and(locked, codeRefused(LINK, attempt));
    }
    assertThat(refusalOfEither(and(locked, approved(0, BOB), planned(), activated())))
        .contains(LINK_LOCKED);
    GrantEvent[] reminded =
        and(asked, sought(0, BOB, OTHER_LINK), mailed(BOB, OTHER_LINK), approved(0, BOB));
    assertThat(refusalOfEither(and(reminded, planned(), activated()))).contains(LINK_SUPERSEDED);
  }

  private static Optional<Decision.Rule> refusalOfEither(GrantEvent... events) {
    return LinkRules.use((Grant.Known) state(events), LINK.hash(), NOON)
            instanceof LinkUse.Nothing nothing
        ? Optional.of(nothing.rule())
        : Optional.empty();
  }

  @Test
  void nobodyElseReturnsIt() {
    given(ACTIVE).when(new Return(BOB, "done")).rejected(NOT_REQUESTER);
  }

  @Test
  void whatIsNotOpenYetIsNotReturned() {
    given(requested()).when(RETURN).rejected(NOT_ACTIVE);
    given(requested(), approved(0, BOB)).when(RETURN).rejected(NOT_ACTIVE);
  }

  @Test
  void whatIsOverIsNeitherReturnedNorRevoked() {
    given(ACTIVE).at(EXPIRY).when(RETURN).rejected(ALREADY_OVER);
    given(ACTIVE).at(EXPIRY).when(REVOKE).rejected(ALREADY_OVER);
    given(and(ACTIVE, RETURNED)).when(REVOKE).rejected(ALREADY_OVER);
    given(and(ACTIVE, RETURNED, DELETED)).when(RETURN).rejected(ALREADY_OVER);
    given(requested(), new GrantEvent.Cancelled(ALICE)).when(REVOKE).rejected(ALREADY_OVER);
  }

  @Test
  void anApproverRevokesAtAnyTime() {
    var revoked = new Revoked(BOB, Standing.APPROVER, "wrong time", Channel.SIGNED);
    given(requested()).when(REVOKE).accepted(revoked);
    given(requested(), approved(0, BOB)).when(REVOKE).accepted(revoked);
    given(requested(), approved(0, BOB), planned()).when(REVOKE).accepted(revoked);
    given(ACTIVE).when(REVOKE).accepted(revoked);
  }

  @Test
  void anOwnerRevokesBrokenGlass() {
    given(brokenGlass(), approvedByRule("break-glass"), planned(), activated())
        .when(new Revoke(CAROL, false, "no reason", Channel.SIGNED))
        .accepted(new Revoked(CAROL, Standing.APPROVER, "no reason", Channel.SIGNED));
  }

  @Test
  void anAdminRevokesWhateverTheyWereNotAskedAbout() {
    given(ACTIVE)
        .when(new Revoke(MALLORY, true, "incident", Channel.SIGNED))
        .accepted(new Revoked(MALLORY, Standing.ADMIN, "incident", Channel.SIGNED));
  }

  @Test
  void anyoneWhoIsNeitherRevokesNothing() {
    given(ACTIVE)
        .when(new Revoke(MALLORY, false, "incident", Channel.SIGNED))
        .rejected(NOT_A_REVOKER);
    given(ACTIVE)
        .when(new Revoke(ALICE, false, "incident", Channel.SIGNED))
        .rejected(NOT_A_REVOKER);
  }

  @Test
  void anApproversLinkEndsTheAccessAlsoAfterItWasUsed() {
    Given open =
        given(
            requested(),
            sought(0, BOB, LINK),
            mailed(BOB, LINK),
            approved(0, BOB),
            planned(),
            activated());
    open.when(revokeByLink(CODE))
        .accepted(new Revoked(BOB, Standing.APPROVER, "wrong time", Channel.LINK));
    open.when(revokeByLink(WRONG_CODE)).accepted(new GrantEvent.CodeRefused(LINK.hash(), "1"));
    open.at(EXPIRY).when(revokeByLink(CODE)).rejected(ALREADY_OVER);
  }

  @Test
  void aLockedLinkEndsNothing() {
    given(
            requested(),
            sought(0, BOB, LINK),
            codeRefused(LINK, 1),
            codeRefused(LINK, 2),
            codeRefused(LINK, 3),
            codeRefused(LINK, 4),
            codeRefused(LINK, 5),
            approved(0, BOB),
            planned(),
            activated())
        .when(revokeByLink(CODE))
        .rejected(LINK_LOCKED);
  }

  private static GrantCommand revokeByLink(Code code) {
    return new GrantCommand.Answer(LINK, code, new Reply.Revoke("wrong time"), "1");
  }

  @Test
  void aLedgerThatTellsOfARevocationByAStrangerIsCorrupt() {
    assertCorrupt(and(ACTIVE, new Revoked(MALLORY, Standing.APPROVER, "", Channel.SIGNED)));
    assertCorrupt(and(ACTIVE, new Revoked(ALICE, Standing.APPROVER, "", Channel.SIGNED)));
    assertCorrupt(and(ACTIVE, new Returned(BOB, "")));
  }

  @Test
  void revokedBeforeItBeganItIsOverAtOnce() {
    assertThat(
            Examples.replay(
                List.of(
                    requested(),
                    approved(0, BOB),
                    new Revoked(BOB, Standing.APPROVER, "", Channel.SIGNED))))
        .isInstanceOf(Grant.Over.class);
  }

  @Test
  void sessionsThatMayLiveAreDeniedOnce() {
    Given ending = given(and(USED, RETURNED));
    ending.when(new NoteSessionDenial()).accepted(new GrantEvent.SessionsDenied(SESSION_OVER));
    given(and(USED, RETURNED, DELETED))
        .when(new NoteSessionDenial())
        .accepted(new GrantEvent.SessionsDenied(SESSION_OVER));
    given(and(USED, RETURNED, new GrantEvent.SessionsDenied(SESSION_OVER)))
        .when(new NoteSessionDenial())
        .rejected(ALREADY_OVER);
    given(and(ACTIVE, RETURNED)).when(new NoteSessionDenial()).rejected(ALREADY_OVER);
    given(USED).when(new NoteSessionDenial()).rejected(NOT_ACTIVE);
  }

  @Test
  void theLastOfSeveralSessionsCounts() {
    var later = new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(EXPIRY));
    var earlier = new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(SESSION_OVER));
    given(and(ACTIVE, later, earlier, RETURNED))
        .when(new NoteSessionDenial())
        .accepted(new GrantEvent.SessionsDenied(EXPIRY));
  }

  @Test
  void aSessionOfUnknownLifeIsTakenToLiveAnHourBeyondTheEnd() {
    given(
            and(
                ACTIVE,
                new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.empty()),
                RETURNED))
        .when(new NoteSessionDenial())
        .accepted(new GrantEvent.SessionsDenied(EXPIRY.plus(HOUR)));
  }

  @Test
  void whatDeniesSessionsIsRemovedWhenTheLastIsOverAndNotBefore() {
    Given over = given(and(USED, RETURNED, new GrantEvent.SessionsDenied(SESSION_OVER), DELETED));
    over.at(SESSION_OVER.minusMillis(1))
        .when(new NoteSessionDenialRemoval())
        .rejected(TIME_IS_NOT_UP);
    over.at(SESSION_OVER)
        .when(new NoteSessionDenialRemoval())
        .accepted(new GrantEvent.SessionDenialRemoved());
    given(and(USED, RETURNED, DELETED))
        .at(SESSION_OVER)
        .when(new NoteSessionDenialRemoval())
        .rejected(ALREADY_OVER);
    given(
            and(
                USED,
                RETURNED,
                new GrantEvent.SessionsDenied(SESSION_OVER),
                DELETED,
                new GrantEvent.SessionDenialRemoved()))
        .at(SESSION_OVER)
        .when(new NoteSessionDenialRemoval())
        .rejected(ALREADY_OVER);
  }

  @Test
  void aLedgerThatDeniesNoSessionsOrRemovesNoDenialIsCorrupt() {
    assertCorrupt(and(USED, new GrantEvent.SessionsDenied(SESSION_OVER)));
    assertCorrupt(and(ACTIVE, RETURNED, new GrantEvent.SessionsDenied(SESSION_OVER)));
    assertCorrupt(and(USED, RETURNED, DELETED, new GrantEvent.SessionDenialRemoved()));
  }

  @Test
  void anyoneWhoRemovedThePolicyIsNamed() {
    given(and(ACTIVE, expired())).when(new NoteDeletion(Ender.REAPER)).accepted(DELETED);
    given(and(ACTIVE, expired()))
        .when(new NoteLateness(Ender.WORKFLOW))
        .accepted(new GrantEvent.LateRecord(Ender.WORKFLOW));
    given(and(ACTIVE, expired(), new GrantEvent.LateRecord(Ender.WORKFLOW)))
        .when(new NoteDeletion(Ender.REAPER))
        .rejected(ALREADY_OVER);
  }

  @Test
  void aPolicyThatCameLateIsRemovedAgainAndThatIsRecorded() {
    given(and(ACTIVE, expired(), DELETED)).when(new NoteLatecomer(Ender.REAPER)).accepted(DELETED);
    given(and(ACTIVE, expired())).when(new NoteLatecomer(Ender.REAPER)).rejected(NOT_ACTIVE);
    given(requested(), new GrantEvent.Cancelled(ALICE))
        .when(new NoteLatecomer(Ender.REAPER))
        .rejected(NOT_ACTIVE);
    assertThat(Examples.replay(List.of(and(ACTIVE, expired(), DELETED, DELETED))))
        .isInstanceOf(Grant.Over.class);
  }

  @Test
  void driftIsPutOnFileWhateverTheState() {
    var found = new GrantEvent.DriftFound(Drift.GRANT_UNKNOWN);
    given().when(new NoteDrift(Drift.GRANT_UNKNOWN)).accepted(found);
    given(ACTIVE)
        .when(new NoteDrift(Drift.OTHER_DOCUMENT))
        .accepted(new GrantEvent.DriftFound(Drift.OTHER_DOCUMENT));
    given(found).when(new GrantCommand.Request(requested())).accepted(requested());
  }

  @Test
  void aChangedPolicyEndsTheAccess() {
    given(ACTIVE).when(new EndDrifted()).accepted(new GrantEvent.Ended(GrantEvent.Cause.DRIFTED));
    given(requested(), approved(0, BOB)).when(new EndDrifted()).rejected(NOT_ACTIVE);
    given(and(ACTIVE, expired())).when(new EndDrifted()).rejected(ALREADY_OVER);
  }

  @Test
  void anAccessThatIsToBeginLaterIsNotOpenedBefore() {
    Given approved = given(startingAt(NOON.plus(HOUR), requested()), approved(0, BOB));
    Instant end = NOON.plus(HOUR).plus(HOUR);
    var plan = new PlanPolicy(POLICY.ofGrant(GRANT, end), POLICY_HASH, end);

    approved.when(plan).rejected(NOT_YET_TO_START);
    assertThat(Steps.next(state(startingAt(NOON.plus(HOUR), requested()), approved(0, BOB)), NOON))
        .isEqualTo(new Step.AwaitStart(HOUR, NOON.plus(HOUR)));

    approved
        .at(NOON.plus(HOUR))
        .when(plan)
        .accepted(new GrantEvent.PolicyPlanned(POLICY.ofGrant(GRANT, end), POLICY_HASH, end));
  }

  @Test
  void anAccessThatBeginsLateEndsWhenItWasToEnd() {
    Instant end = NOON.plus(HOUR);
    Given approved =
        given(startingAt(NOON, requested()), approved(0, BOB)).at(NOON.plusSeconds(600));

    approved
        .when(new PlanPolicy(POLICY.ofGrant(GRANT, end), POLICY_HASH, end))
        .accepted(new GrantEvent.PolicyPlanned(POLICY.ofGrant(GRANT, end), POLICY_HASH, end));
    approved
        .when(
            new PlanPolicy(
                POLICY.ofGrant(GRANT, end.plusSeconds(1)), POLICY_HASH, end.plusSeconds(1)))
        .rejected(POLICY_DIFFERS);
    approved
        .at(end)
        .when(new PlanPolicy(POLICY.ofGrant(GRANT, end), POLICY_HASH, end))
        .rejected(POLICY_DIFFERS);
    assertThat(Steps.next(state(startingAt(NOON, requested()), approved(0, BOB)), end))
        .isEqualTo(new Step.Retire());
  }

  @Test
  void afterTheTimeThatWasAskedForNobodyApproves() {
    Given asked = given(startingAt(NOON, requested()), sought(0, BOB, LINK)).at(NOON.plus(HOUR));

    asked.when(new Approve(BOB, Channel.SIGNED, Optional.empty())).rejected(TIME_IS_UP);
    asked.when(new GrantCommand.Lapse()).accepted(new GrantEvent.Lapsed(0));
    assertThat(state(startingAt(NOON, requested()), sought(0, BOB, LINK)))
        .isInstanceOfSatisfying(
            Grant.AwaitingApproval.class,
            open -> {
              assertThat(open.answerBy()).contains(NOON.plus(HOUR));
              assertThat(open.dossier().answerBy(sought(0, BOB, LINK))).isEqualTo(NOON.plus(HOUR));
            });
    assertThat(
            ((Grant.Known) state(requested(), sought(0, BOB, LINK)))
                .dossier()
                .answerBy(sought(0, BOB, LINK)))
        .isEqualTo(sought(0, BOB, LINK).answerBy());
  }

  @Test
  void anExtensionOfWhatWasTakenAwayOrGivenBackDoesNotBegin() {
    Given approved = given(extension(), approved(0, BOB));
    var over = new GrantEvent.Ended(GrantEvent.Cause.NOTHING_TO_EXTEND);
    var revoked = new Revoked(BOB, Standing.APPROVER, "", Channel.SIGNED);

    approved.when(new GiveUpExtension(state(and(ACTIVE, revoked)))).accepted(over);
    approved.when(new GiveUpExtension(state(and(ACTIVE, RETURNED, DELETED)))).accepted(over);
    approved.when(new GiveUpExtension(state())).accepted(over);
    assertThat(state(extension(), approved(0, BOB), over))
        .isInstanceOfSatisfying(
            Grant.Over.class,
            grant -> assertThat(grant.outcome()).isEqualTo(Outcome.NOTHING_TO_EXTEND));
  }

  @Test
  void anExtensionOfWhatLastedBegins() {
    Given approved = given(extension(), approved(0, BOB));

    for (GrantEvent[] lasted :
        List.of(ACTIVE, and(ACTIVE, expired()), and(ACTIVE, expired(), DELETED))) {
      approved.when(new GiveUpExtension(state(lasted))).rejected(NOTHING_TO_GIVE_UP);
    }
    var over = new GrantEvent.Ended(GrantEvent.Cause.NOTHING_TO_EXTEND);
    for (GrantEvent[] other :
        List.of(
            new GrantEvent[] {ruled()},
            new GrantEvent[] {requested()},
            new GrantEvent[] {requested(), approved(0, BOB)},
            new GrantEvent[] {requested(), approved(0, BOB), planned()},
            and(ACTIVE, RETURNED))) {
      approved.when(new GiveUpExtension(state(other))).accepted(over);
    }
  }

  @Test
  void onlyAnExtensionIsGivenUpForWhatItExtends() {
    given(requested(), approved(0, BOB)).when(new GiveUpExtension(state())).rejected(NOT_APPROVED);
    given(extension()).when(new GiveUpExtension(state())).rejected(NOT_APPROVED);
    assertCorrupt(
        requested(), approved(0, BOB), new GrantEvent.Ended(GrantEvent.Cause.NOTHING_TO_EXTEND));
    assertCorrupt(extension(), approved(0, BOB), expired());
    assertCorrupt(and(ACTIVE, new GrantEvent.Ended(GrantEvent.Cause.NOTHING_TO_EXTEND)));
  }

  private static GrantEvent.Requested extension() {
    return extending(grant(2), NOON, requested());
  }

  private static Grant state(GrantEvent... events) {
    return Examples.replay(List.of(events));
  }

  private static void assertCorrupt(GrantEvent... events) {
    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> state(events));
  }
}
