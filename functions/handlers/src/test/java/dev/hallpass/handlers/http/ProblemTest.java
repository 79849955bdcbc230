package dev.hallpass.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Obstacle;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Identified;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GroupName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The types of problem documents are what programs look at, so they stay as they are.
class ProblemTest {

  private static final List<String> TYPES =
      List.of(
          "urn:hallpass:problem:already-active",
          "urn:hallpass:problem:already-announced",
          "urn:hallpass:problem:already-approved-by-you",
          "urn:hallpass:problem:already-notified",
          "urn:hallpass:problem:already-over",
          "urn:hallpass:problem:approved-at-another-level",
          "urn:hallpass:problem:approver-is-requester",
          "urn:hallpass:problem:blocked",
          "urn:hallpass:problem:contended",
          "urn:hallpass:problem:content-type",
          "urn:hallpass:problem:corrupt-ledger",
          "urn:hallpass:problem:event-in-the-future",
          "urn:hallpass:problem:event-too-old",
          "urn:hallpass:problem:idempotency-key-reused",
          "urn:hallpass:problem:link-expired",
          "urn:hallpass:problem:link-locked",
          "urn:hallpass:problem:link-overtaken",
          "urn:hallpass:problem:link-relieved",
          "urn:hallpass:problem:link-superseded",
          "urn:hallpass:problem:link-unknown",
          "urn:hallpass:problem:account-opens-nothing",
          "urn:hallpass:problem:link-used",
          "urn:hallpass:problem:malformed",
          "urn:hallpass:problem:mistakes",
          "urn:hallpass:problem:needed-at-another-level",
          "urn:hallpass:problem:not-a-person",
          "urn:hallpass:problem:not-a-reviewer",
          "urn:hallpass:problem:not-a-revoker",
          "urn:hallpass:problem:not-active",
          "urn:hallpass:problem:not-an-admin",
          "urn:hallpass:problem:not-an-approver",
          "urn:hallpass:problem:not-approved",
          "urn:hallpass:problem:not-approved-by-you",
          "urn:hallpass:problem:not-awaiting-approval",
          "urn:hallpass:problem:not-awaiting-review",
          "urn:hallpass:problem:not-requester",
          "urn:hallpass:problem:group-asks-nobody",
          "urn:hallpass:problem:not-shorter",
          "urn:hallpass:problem:not-visible-yet",
          "urn:hallpass:problem:not-yet-to-escalate",
          "urn:hallpass:problem:not-yet-to-start",
          "urn:hallpass:problem:nothing-to-give-up",
          "urn:hallpass:problem:outcome-unknown",
          "urn:hallpass:problem:own-block",
          "urn:hallpass:problem:pending-not-counted",
          "urn:hallpass:problem:people-decide",
          "urn:hallpass:problem:permission-missing",
          "urn:hallpass:problem:policy-differs",
          "urn:hallpass:problem:proof-demanded",
          "urn:hallpass:problem:proof-missing",
          "urn:hallpass:problem:proof-not-taken",
          "urn:hallpass:problem:quorum-needs-requester",
          "urn:hallpass:problem:refused-by-aws",
          "urn:hallpass:problem:reviewer-is-requester",
          "urn:hallpass:problem:taken-back-too-often",
          "urn:hallpass:problem:time-is-not-up",
          "urn:hallpass:problem:time-is-up",
          "urn:hallpass:problem:too-large",
          "urn:hallpass:problem:too-many-pending",
          "urn:hallpass:problem:too-many-requests",
          "urn:hallpass:problem:too-many-sessions",
          "urn:hallpass:problem:too-soon",
          "urn:hallpass:problem:unknown-caller",
          "urn:hallpass:problem:unknown-entitlement",
          "urn:hallpass:problem:unknown-grant");

  @Test
  void theTypesAreStable() {
    assertThat(all().map(Problem::type).distinct()).containsExactlyInAnyOrderElementsOf(TYPES);
  }

  @Test
  void everyProblemSaysWhatItIsAndWhatToDo() {
    assertThat(all())
        .allSatisfy(problem -> {
          assertThat(problem.status()).isBetween(400, 599);
          assertThat(problem.title()).isNotBlank().doesNotEndWith(".");
          assertThat(problem.detail()).isNotBlank().endsWith(".");
        });
  }

  @Test
  void howOftenAYesCanBeTakenBackIsToldByTheRule() {
    String often = GrantRules.MOST_TAKEN_BACK + " times";

    assertThat(Problem.of(Rule.TAKEN_BACK_TOO_OFTEN).detail()).contains(often);
    assertThat(Texts.english().takenBackTooOften().meaning()).contains(often);
  }

  private static Stream<Problem> all() {
    return Stream.of(
            Stream.of(Rule.values()).map(Problem::of),
            Stream.of(CallerProofs.Flaw.values()).map(Problem::proofNotTaken),
            others())
        .flatMap(all -> all);
  }

  private static Stream<Problem> others() {
    return Stream.of(
        Problem.proofMissing(),
        Problem.malformed("What to do."),
        Problem.mistakes(List.of()),
        Problem.contentType("application/json"),
        Problem.tooLarge(2, 1),
        Problem.notAPerson(),
        Problem.corruptPerson(),
        Problem.noCaller(),
        Problem.unknownCaller(new Identified.OtherAccount(new AccountId("111122223333"))),
        Problem.unknownCaller(new Identified.OtherIdentity("the role Admin")),
        Problem.unknownCaller(new Identified.CutName("bob")),
        Problem.unknownCaller(new Identified.NoAddress("bob", "an e-mail address")),
        Problem.unknownCaller(new Identified.ListAddress("platform@example.com")),
        Problem.groupAsksNobody(new GroupName("platform-team"), Directory.Why.UNKNOWN),
        Problem.groupAsksNobody(new GroupName("platform-team"), Directory.Why.EMPTY),
        Problem.groupAsksNobody(new GroupName("platform-team"), Directory.Why.TOO_LARGE),
        Problem.groupAsksNobody(new DutyName("payments-on-call"), Directory.Why.UNKNOWN),
        Problem.groupAsksNobody(new DutyName("payments-on-call"), Directory.Why.EMPTY),
        Problem.groupAsksNobody(new DutyName("payments-on-call"), Directory.Why.OVER),
        Problem.unknownEntitlement(),
        Problem.accountOpensNothing(new AccountId("444455556666"), Obstacle.NOT_LET_IN),
        Problem.accountOpensNothing(new AccountId("444455556666"), Obstacle.NO_ROOM),
        Problem.unknownGrant(),
        Problem.otherRequest(),
        Problem.tooManyRequests(20),
        Problem.tooManyPending(10),
        Problem.pendingNotCounted(),
        Problem.eventTooOld(Duration.ofMinutes(2)),
        Problem.eventInTheFuture(Duration.ofMinutes(2)),
        Problem.notVisibleYet(),
        Problem.outcomeUnknown(),
        Problem.refused(new AwsRefusal("iam:CreatePolicy", "AccessDenied", false), "call-1"),
        Problem.refused(new AwsRefusal("Sts", "PackedPolicyTooLarge", true), "call-1"),
        Problem.contended(),
        Problem.corruptLedger(false));
  }
}
