package dev.hallpass.authority;

import static dev.hallpass.catalog.people.Memberships.NOT_ASKED;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HOUR;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.grant.Examples.extending;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.policyOn;
import static dev.hallpass.grant.GrantEvent.Doubt.APPROVER_LEFT;
import static dev.hallpass.grant.GrantEvent.Doubt.BLOCKED;
import static dev.hallpass.grant.GrantEvent.Doubt.ENTITLEMENT_CHANGED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_OFFERED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_PROVED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_SEALED;
import static dev.hallpass.grant.GrantEvent.Doubt.OTHER_POLICY;
import static dev.hallpass.grant.GrantEvent.Doubt.OTHER_TIME;
import static dev.hallpass.grant.GrantEvent.Doubt.RULE_NOT_MET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Verdict;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.InMemoryDirectory;
import dev.hallpass.catalog.InMemoryTickets;
import dev.hallpass.catalog.Roles;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.condition.OfficeHours;
import dev.hallpass.catalog.condition.Ticket;
import dev.hallpass.catalog.condition.TimeLimit;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Objections;
import dev.hallpass.ledger.YesStatement;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.Statement;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.records.Altered;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the entries of a grant may open, whoever wrote them.
class AuthorityTest {

  private static final AccountId HUB = new AccountId("111122223333");
  private static final ApprovalPlan BY_BOB_OR_CAROL = byPeople(level(1, BOB, CAROL));
  private static final ApprovalPlan BY_RULE = new ApprovalPlan.ByRule("automatic");

  private static final GroupName TEAM = new GroupName("platform-team");
  private static final ApprovalPlan BY_THE_TEAM = byPeople(ofGroup("platform-team"));

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InMemorySeals seals = new InMemorySeals();
  private final InMemoryTickets tickets = new InMemoryTickets();
  private final InMemoryDirectory<GroupName> directory = new InMemoryDirectory<>(GroupName::new);
  private final InMemoryDirectory<DutyName> duties = new InMemoryDirectory<>(DutyName::new);
  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final Grants grants = new Grants(ledger, () -> NOON, seals, Objections.NONE);

  @Test
  void aSealedYesOpensWhatTheCatalogueGives() {
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);

    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL))).isEmpty();
  }

  @Test
  void aYesWithoutASealOpensNothing() {
    ask(BY_BOB_OR_CAROL);
    History forged = insert(yes(0, BOB));

    assertThat(doubt(forged, offering(BY_BOB_OR_CAROL))).contains(NOT_SEALED);
  }

  @Test
  void aSealByAnotherKeyOpensNothing() {
    History asked = ask(BY_BOB_OR_CAROL);
    Approved yes = yes(0, BOB);
    Seal seal = InMemorySeals.seal(InMemorySeals.pair(), statement(asked, yes, HOUR, NOON));

    assertThat(doubt(insert(yes.with(seal)), offering(BY_BOB_OR_CAROL))).contains(NOT_SEALED);
  }

  @Test
  void aSealHoldsForOneYesOnly() {
    ApprovalPlan both = byPeople(level(2, BOB, CAROL));
    ask(both);
    Approved bobs = (Approved) approve(BOB).entries().getLast().event();

    History forged = insert(yes(0, CAROL).with(bobs.seal().orElseThrow()));

    assertThat(doubt(forged, offering(both))).contains(NOT_SEALED);
  }

  @Test
  void eachLevelNeedsItsOwnYes() {
    ApprovalPlan twoLevels = byPeople(level(1, BOB, CAROL), level(1, BOB, DAVE));
    ask(twoLevels);
    History bobsOnly = approve(BOB);

    assertThat(doubt(bobsOnly, offering(twoLevels))).contains(NOT_SEALED);
    assertThat(doubt(approve(DAVE), offering(twoLevels))).isEmpty();
  }

  @Test
  void sealedYesesOfOneHumanAtTwoLevelsOpenNothing() {
    ApprovalPlan twoLevels = byPeople(level(1, BOB, CAROL), level(1, BOB, DAVE));
    ask(twoLevels);
    History first = approve(BOB);
    Approved second = yes(1, BOB);

    History forged = insert(second.with(seals.seal(statement(first, second, HOUR, NOON))));

    assertThatExceptionOfType(CorruptLedger.class)
        .isThrownBy(() -> doubt(forged, offering(twoLevels)));
  }

  @Test
  void aSealHoldsForTheHistoryBeforeItOnly() {
    History asked = ask(BY_BOB_OR_CAROL);
    Approved yes = yes(0, BOB);
    Seal seal = seals.seal(statement(asked, yes, HOUR, NOON));
    insert(new GrantEvent.MailBounced(BOB, Optional.empty()));

    assertThat(doubt(insert(yes.with(seal)), offering(BY_BOB_OR_CAROL))).contains(NOT_SEALED);
  }

  @Test
  void theTimeThatAnApproverAllowsIsSealedToo() {
    History asked = ask(BY_BOB_OR_CAROL);
    Approved yes = yes(0, BOB);
    Seal seal = seals.seal(statement(asked, yes, HOUR.dividedBy(2), NOON));

    assertThat(doubt(insert(yes.with(seal)), offering(BY_BOB_OR_CAROL))).contains(NOT_SEALED);
  }

  @Test
  void eachLevelNeedsItsSealedQuorum() {
    ApprovalPlan two = byPeople(level(1, BOB), level(1, CAROL));
    ask(two);
    approve(BOB);
    History forged = insert(yes(1, CAROL));

    assertThat(doubt(forged, offering(two))).contains(NOT_SEALED);
  }

  @Test
  void aSealedYesThatWasTakenBackOpensNothing() {
    ApprovalPlan two = byPeople(level(2, BOB, CAROL, DAVE));
    ask(two);
    approve(BOB);
    approve(CAROL);
    grants.run(GRANT, new GrantCommand.Withdraw(BOB, Channel.SIGNED));
    assertThat(doubt(ledger.read(GRANT), offering(two))).contains(NOT_SEALED);

    assertThat(doubt(approve(DAVE), offering(two))).isEmpty();
  }

  @Test
  void aForgedYesBesideASealedOneMakesNoQuorum() {
    ApprovalPlan two = byPeople(level(2, BOB, CAROL, DAVE));
    ask(two);
    insert(yes(0, BOB));
    approve(CAROL);

    assertThat(doubt(ledger.read(GRANT), offering(two))).contains(NOT_SEALED);
  }

  @Test
  void whereAYesMustProveItsCallerASealedOneWithoutAProofOpensNothing() {
    ApprovalPlan signed =
        new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB, CAROL)), true);
    History asked = ask(signed);
    Approved yes = yes(0, BOB);
    Seal seal = seals.seal(statement(asked, yes, HOUR, NOON));

    assertThat(doubt(insert(yes.with(seal)), offering(signed))).contains(NOT_PROVED);
  }

  @Test
  void whereAYesMustProveItsCallerAProvedOneOpens() {
    ApprovalPlan signed =
        new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB, CAROL)), true);
    ask(signed);

    History approved =
        grants
            .run(GRANT, new GrantCommand.Approve(BOB, Channel.PROVED, Optional.empty()))
            .history();

    assertThat(doubt(approved, offering(signed))).isEmpty();
  }

  @Test
  void aProofThatIsOnlyWrittenIntoAnEntryBreaksItsSeal() {
    ApprovalPlan signed =
        new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB, CAROL)), true);
    History asked = ask(signed);
    Seal seal = seals.seal(statement(asked, yes(0, BOB), HOUR, NOON));
    Approved proved =
        new Approved(0, BOB, hash(policy()), Channel.PROVED, Optional.empty(), Optional.of(seal));

    assertThat(doubt(insert(proved), offering(signed))).contains(NOT_SEALED);
  }

  @Test
  void aPolicyOfOnesOwnOpensNothing() {
    ask(request(BY_BOB_OR_CAROL, policyOn("arn:aws:s3:::secrets/*"), HOUR, role("read-things")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aManagedPolicyOfOnesOwnOpensNothing() {
    ask(
        request(
            BY_BOB_OR_CAROL,
            new Policy(policy().statements(), List.of(VIEW_ONLY)),
            HOUR,
            role("read-things")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aHashOfAnotherPolicyOpensNothing() {
    Requested good = request(BY_BOB_OR_CAROL);
    ask(
        new Requested(
            ALICE,
            good.entitlement(),
            good.title(),
            good.parameters(),
            good.justification(),
            good.ticket(),
            good.duration(),
            good.startsAt(),
            good.extensionOf(),
            good.plan(),
            good.role(),
            good.policy(),
            Sha256.of("another"),
            good.risks()));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aRoleOfAnotherEntitlementOpensNothing() {
    ask(request(BY_BOB_OR_CAROL, policy(), HOUR, role("administer-things")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void valuesThatTheEntitlementDoesNotTakeOpenNothing() {
    ask(Altered.with(request(BY_BOB_OR_CAROL), "parameters", Map.of("prefix", "*")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aRequestAsLongAsTheEntitlementAllowsOpens() {
    Duration longest = HOUR.multipliedBy(8);
    ask(request(BY_BOB_OR_CAROL, policy(), longest, role("read-things")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).isEmpty();
  }

  @Test
  void aRequestLongerThanTheEntitlementAllowsOpensNothing() {
    ask(request(BY_BOB_OR_CAROL, policy(), HOUR.multipliedBy(9), role("read-things")));

    assertThat(doubt(approve(BOB), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aPlanWithApproversOfOnesOwnOpensNothing() {
    ask(byPeople(level(1, MALLORY)));

    assertThat(doubt(approve(MALLORY), offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aRuleThatTheEntitlementDoesNotHaveOpensNothing() {
    ask(BY_RULE);
    History forged = insert(new GrantEvent.ApprovedByRule("automatic", hash(policy())));

    assertThat(doubt(forged, offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aRulesWordNeedsNoSealBecauseItIsAskedAgain() {
    ask(BY_RULE);
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();

    assertThat(doubt(ruled, offering(BY_RULE))).isEmpty();
  }

  @Test
  void anEntitlementThatIsGoneOpensNothing() {
    ask(BY_BOB_OR_CAROL);

    assertThat(doubt(approve(BOB), catalog())).contains(NOT_OFFERED);
  }

  @Test
  void aRequesterWhoIsNoLongerOneGetsNothing() {
    ask(BY_BOB_OR_CAROL);
    Catalog others =
        catalog(entitlement(List.of(DAVE), new ApprovalRule(Conditions.NONE, BY_BOB_OR_CAROL)));

    assertThat(doubt(approve(BOB), others)).contains(NOT_OFFERED);
  }

  @Test
  void aRequesterWhoLeftTheGroupGetsNothing() {
    Catalog ofTheTeam =
        catalog(
            Altered.with(
                entitlement(List.of(), new ApprovalRule(Conditions.NONE, BY_BOB_OR_CAROL)),
                "requesters",
                new Requesters(List.of(), List.of(), List.of(TEAM))));
    directory.group(TEAM.value(), ALICE);
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);
    assertThat(doubt(approved, ofTheTeam)).isEmpty();

    directory.group(TEAM.value(), BOB);
    assertThat(doubt(approved, ofTheTeam)).contains(NOT_OFFERED);
    directory.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> doubt(approved, ofTheTeam));
  }

  @Test
  void aRuleForTheMembersOfAGroupHoldsAsLongAsTheyAreInIt() {
    Conditions inTheTeam =
        new Conditions(
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Requesters(List.of(), List.of(), List.of(TEAM))),
            Optional.empty(),
            Optional.empty());
    directory.group(TEAM.value(), ALICE);
    History ruled = ask(BY_RULE);
    assertThat(doubt(ruled, ruled(inTheTeam, BY_RULE))).isEmpty();

    directory.remove(TEAM.value());
    assertThat(doubt(ruled, ruled(inTheTeam, BY_RULE))).contains(RULE_NOT_MET);
  }

  @Test
  void aRuleForWhoIsOnDutyHoldsForTheTimeOfTheDuty() {
    Conditions onCall =
        new Conditions(
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new Requesters(List.of(), List.of(), List.of(new DutyName("payments-on-call")))),
            Optional.empty(),
            Optional.empty());
    duties.group("payments-on-call", ALICE);
    History ruled = ask(BY_RULE);
    assertThat(doubt(ruled, ruled(onCall, BY_RULE))).isEmpty();

    duties.group("payments-on-call", BOB);
    assertThat(doubt(ruled, ruled(onCall, BY_RULE))).contains(RULE_NOT_MET);
    duties.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> doubt(ruled, ruled(onCall, BY_RULE)));
  }

  @Test
  void anApproverWhoLeftTheGroupOpensNothing() {
    directory.group(TEAM.value(), BOB, CAROL);
    ask(BY_THE_TEAM.with(_ -> List.of(BOB, CAROL)));
    History approved = approve(BOB);
    assertThat(doubt(approved, offering(BY_THE_TEAM))).isEmpty();

    directory.group(TEAM.value(), BOB, DAVE);
    assertThat(doubt(approved, offering(BY_THE_TEAM))).isEmpty();
    directory.group(TEAM.value(), CAROL);
    assertThat(doubt(approved, offering(BY_THE_TEAM))).contains(APPROVER_LEFT);
    directory.remove(TEAM.value());
    assertThat(doubt(approved, offering(BY_THE_TEAM))).contains(APPROVER_LEFT);
  }

  @Test
  void aMemberWhomOnlyTheEntryNamesOpensNothing() {
    directory.group(TEAM.value(), BOB);
    ask(BY_THE_TEAM.with(_ -> List.of(DAVE)));

    assertThat(doubt(approve(DAVE), offering(BY_THE_TEAM))).contains(APPROVER_LEFT);
  }

  @Test
  void whileTheDirectoryDoesNotAnswerTheYesOfAMemberOpensNothing() {
    directory.group(TEAM.value(), BOB);
    ask(BY_THE_TEAM.with(_ -> List.of(BOB)));
    History approved = approve(BOB);
    directory.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> doubt(approved, offering(BY_THE_TEAM)));
  }

  @Test
  void whomTheCatalogueNamesIsNotLookedForInTheGroup() {
    directory.reachable(false);
    ask(BY_THE_TEAM.with(_ -> List.of(BOB)));

    assertThat(doubt(approve(CAROL), offering(BY_THE_TEAM))).isEmpty();
    assertThat(directory.asked()).isZero();
  }

  @Test
  void whoTookOverFromOthersMustStillBeInTheGroupToo() {
    ApprovalPlan plan =
        byPeople(
            new Level(
                List.of(BOB),
                List.of(),
                1,
                Examples.ANSWER_WITHIN,
                Optional.empty(),
                Optional.of(new Escalation(HOUR, List.of(), List.of(TEAM), Mode.TAKE_OVER))));
    directory.group(TEAM.value(), DAVE);
    ask(plan.with(_ -> List.of(DAVE)));
    insert(new GrantEvent.Escalated(0, GrantEvent.Trigger.TIME_PASSED));
    History approved = approve(DAVE);
    assertThat(doubt(approved, offering(plan))).isEmpty();

    directory.group(TEAM.value(), CAROL);
    assertThat(doubt(approved, offering(plan))).contains(APPROVER_LEFT);
  }

  @Test
  void aRequesterWhoLeavesTheGroupWhileItIsLookedAtGetsNothing() {
    ApprovalRule rule = new ApprovalRule(Conditions.NONE, BY_THE_TEAM);
    Catalog ofTheTeam =
        catalog(
            Altered.with(
                entitlement(List.of(), rule),
                "requesters",
                new Requesters(List.of(), List.of(), List.of(TEAM))));
    ask(BY_THE_TEAM.with(_ -> List.of(BOB)));
    History approved = approve(BOB);
    Iterator<Boolean> answers = List.of(true, false).iterator();

    assertThat(doubt(approved, ofTheTeam, NOON, (_, _) -> answers.next())).contains(APPROVER_LEFT);
  }

  @Test
  void anotherGroupIsAnotherEntitlement() {
    directory.group("others", BOB);
    ask(byPeople(ofGroup("others")).with(_ -> List.of(BOB)));

    assertThat(doubt(approve(BOB), offering(BY_THE_TEAM))).contains(ENTITLEMENT_CHANGED);
  }

  private static Level ofGroup(String name) {
    return new Level(
        List.of(CAROL),
        List.of(new GroupName(name)),
        1,
        Examples.ANSWER_WITHIN,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aPlanThatADeploymentReplacedOpensNothing() {
    ask(BY_BOB_OR_CAROL);

    assertThat(doubt(approve(BOB), offering(byPeople(level(2, BOB, CAROL)))))
        .contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void officeHoursAreAskedAgainForTheTimeThatIsLeft() {
    Catalog untilTwo = ruled(hours(14), BY_RULE);
    ask(BY_RULE);
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();

    assertThat(doubt(ruled, untilTwo, NOON.plus(HOUR))).isEmpty();
    assertThat(doubt(ruled, untilTwo, NOON.plus(HOUR).plusSeconds(1))).contains(RULE_NOT_MET);
  }

  @Test
  void anEarlierRuleIsNotSkipped() {
    ApprovalRule first = new ApprovalRule(Conditions.NONE, BY_BOB_OR_CAROL);
    ask(BY_RULE);
    History forged = insert(new GrantEvent.ApprovedByRule("automatic", hash(policy())));

    assertThat(
            doubt(
                forged,
                catalog(
                    entitlement(
                        List.of(ALICE), new ApprovalRule(hours(14), BY_BOB_OR_CAROL), first))))
        .contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aTicketThatWasClosedOpensNothing() {
    Catalog byTicket = ruled(ticket(), BY_RULE);
    ask(request(BY_RULE, Optional.of("INC-7"), Optional.empty()));
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    assertThat(doubt(ruled, byTicket)).contains(RULE_NOT_MET);

    tickets.open("INC-7");

    assertThat(doubt(ruled, byTicket)).isEmpty();
  }

  @Test
  void aGrantHangsOnItsTicketWhereItsRuleDemandsOne() {
    Requested asked = request(BY_RULE, Optional.of("INC-7"), Optional.empty());

    assertThat(derivation(ruled(ticket(), BY_RULE), NOT_ASKED).ticketOf(asked, NOON))
        .contains("INC-7");
    assertThat(derivation(offering(BY_RULE), NOT_ASKED).ticketOf(asked, NOON)).isEmpty();
  }

  @Test
  void whatIsOfferedDoesNotDependOnTheMoment() {
    ask(request(BY_RULE, Optional.of("INC-7"), Optional.empty()));

    assertThat(offers(ruled(ticket(), BY_RULE), NOT_ASKED).doubt(ledger.read(GRANT))).isEmpty();
    assertThat(offers(offering(BY_BOB_OR_CAROL), NOT_ASKED).doubt(ledger.read(GRANT)))
        .contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void aTicketOpensNothingToOthersNorForOtherEntitlementsNorAfterItsTime() {
    Catalog byTicket = ruled(ticket(), BY_RULE);
    ask(request(BY_RULE, Optional.of("INC-7"), Optional.empty()));
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    Set<EntitlementId> things = Set.of(new EntitlementId("read-things"));

    tickets.open("INC-7", new Ticket(Set.of(BOB), things, Instant.MAX));
    assertThat(doubt(ruled, byTicket)).contains(RULE_NOT_MET);
    tickets.open(
        "INC-7", new Ticket(Set.of(ALICE), Set.of(new EntitlementId("read-others")), Instant.MAX));
    assertThat(doubt(ruled, byTicket)).contains(RULE_NOT_MET);
    tickets.open("INC-7", new Ticket(Set.of(ALICE), things, NOON));
    assertThat(doubt(ruled, byTicket)).contains(RULE_NOT_MET);
    tickets.open("INC-7", new Ticket(Set.of(ALICE), things, NOON.plusSeconds(1)));
    assertThat(doubt(ruled, byTicket)).isEmpty();
  }

  @Test
  void aRuleWithoutPeopleOpensNothingInTheFuture() {
    Instant later = NOON.plus(HOUR);
    ask(request(BY_RULE, Optional.empty(), Optional.of(later)));
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();

    assertThat(doubt(ruled, offering(BY_RULE), later)).contains(RULE_NOT_MET);
  }

  @Test
  void anExtensionByARuleBeginsWhereAnOpenGrantCanEnd() {
    ask(extending(grant(9), NOON.plus(HOUR.multipliedBy(8)), request(BY_RULE)));
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    Instant start = NOON.plus(HOUR.multipliedBy(8));
    assertThat(doubt(ruled, offering(BY_RULE), start)).isEmpty();

    grants.run(
        grant(2),
        new GrantCommand.Request(extending(grant(9), start.plusSeconds(1), request(BY_RULE))));
    History tooLate = grants.run(grant(2), new GrantCommand.ApproveByRule()).history();
    assertThat(doubt(tooLate, offering(BY_RULE), start.plusSeconds(1))).contains(RULE_NOT_MET);
  }

  @Test
  void theGrantsOfADayTogetherKeepTheirLimit() {
    Catalog twoHours = ruled(within(HOUR.multipliedBy(2)), BY_RULE);
    ask(BY_RULE);
    grants.run(GRANT, new GrantCommand.ApproveByRule());
    History second = alike(2);
    History third = alike(3);

    assertThat(doubt(ledger.read(GRANT), twoHours)).isEmpty();
    assertThat(doubt(second, twoHours)).isEmpty();
    assertThat(doubt(third, twoHours)).contains(RULE_NOT_MET);

    grants.run(grant(2), new GrantCommand.Cancel(ALICE));
    assertThat(doubt(third, twoHours)).isEmpty();
  }

  private History alike(int number) {
    grants.run(grant(number), new GrantCommand.Request(request(BY_RULE)));
    return grants.run(grant(number), new GrantCommand.ApproveByRule()).history();
  }

  @Test
  void whatATrackerDoesNotSayOpensNothing() {
    Catalog byTicket = ruled(ticket(), BY_RULE);
    ask(request(BY_RULE, Optional.of("INC-7"), Optional.empty()));
    History ruled = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    tickets.reachable(false);

    assertThatThrownBy(() -> doubt(ruled, byTicket)).isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  void brokenGlassIsForThePeopleOfTheDeployedCatalogue() {
    var plan = new ApprovalPlan.BreakGlass("break-glass", List.of(CAROL), Duration.ofDays(1), HOUR);
    ask(plan);
    History broken = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();

    assertThat(doubt(broken, glass(plan, HOUR, ALICE))).isEmpty();
    assertThat(doubt(broken, glass(plan, HOUR, DAVE))).contains(ENTITLEMENT_CHANGED);
    assertThat(doubt(broken, glass(plan, HOUR.dividedBy(2), ALICE))).contains(ENTITLEMENT_CHANGED);
    assertThat(doubt(broken, offering(BY_BOB_OR_CAROL))).contains(ENTITLEMENT_CHANGED);
  }

  @Test
  void glassIsNotBrokenAgainWhileAnEarlierAccessWaitsForItsReview() {
    var plan = new ApprovalPlan.BreakGlass("break-glass", List.of(CAROL), Duration.ofDays(1), HOUR);
    ask(plan);
    grants.run(GRANT, new GrantCommand.ApproveByRule());
    Instant end = NOON.plus(HOUR);
    insert(new GrantEvent.PolicyPlanned(policy().ofGrant(GRANT, end), hash(policy()), end));
    Instant later = NOON.plusSeconds(60);
    var again = new Grants(ledger, () -> later, seals, Objections.NONE);
    again.run(grant(2), new GrantCommand.Request(request(plan)));
    History second = again.run(grant(2), new GrantCommand.ApproveByRule()).history();
    assertThat(doubt(second, glass(plan, HOUR, ALICE), later)).isEmpty();

    insert(new GrantEvent.Returned(ALICE, "done"));
    insert(new GrantEvent.PolicyDeleted(Optional.empty()));
    assertThat(doubt(second, glass(plan, HOUR, ALICE), later)).contains(RULE_NOT_MET);

    insert(new GrantEvent.Reviewed(CAROL, Verdict.JUSTIFIED, "It was so.", Channel.SIGNED));
    assertThat(doubt(second, glass(plan, HOUR, ALICE), later)).isEmpty();
  }

  @Test
  void glassIsBrokenOnlyWhileOneOfThoseWhoReviewItIsStillAnOwner() {
    var plan =
        new ApprovalPlan.BreakGlass(
            "break-glass", List.of(), List.of(TEAM), Duration.ofDays(1), HOUR);
    directory.group(TEAM.value(), CAROL, DAVE);
    ask(plan.with(_ -> List.of(CAROL, BOB)));
    History broken = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    assertThat(doubt(broken, glass(plan, HOUR, ALICE))).isEmpty();

    directory.group(TEAM.value(), DAVE);
    assertThat(doubt(broken, glass(plan, HOUR, ALICE))).contains(RULE_NOT_MET);
  }

  @Test
  void anEndThatNobodyApprovedOpensNothing() {
    ask(BY_BOB_OR_CAROL);
    approve(BOB);
    Instant late = NOON.plus(Duration.ofDays(365));
    History forged =
        insert(new GrantEvent.PolicyPlanned(policy().ofGrant(GRANT, late), hash(policy()), late));

    assertThat(doubt(forged, offering(BY_BOB_OR_CAROL))).contains(OTHER_TIME);
  }

  @Test
  void thePolicyOfAnotherGrantOpensNothing() {
    ask(BY_BOB_OR_CAROL);
    approve(BOB);
    Instant end = NOON.plus(HOUR);
    insert(new GrantEvent.PolicyPlanned(policy().ofGrant(GRANT, end), hash(policy()), end));
    History before = ledger.read(GRANT);

    assertThat(
            doubt(
                before.with(opened(before, PolicyArn.of("aws", HUB, GRANT))),
                offering(BY_BOB_OR_CAROL)))
        .isEmpty();
    assertThat(
            doubt(
                before.with(
                    opened(
                        before, PolicyArn.of("aws", HUB, new GrantId("grant-" + "7".repeat(32))))),
                offering(BY_BOB_OR_CAROL)))
        .contains(OTHER_POLICY);
  }

  private static Entry opened(History before, PolicyArn policy) {
    return new InMemoryLedger()
        .append(before, new GrantEvent.Activated(policy), NOON)
        .orElseThrow();
  }

  @Test
  void nothingOpensBeforeItsTime() {
    Instant later = NOON.plus(Duration.ofDays(1));
    ask(request(BY_BOB_OR_CAROL, Optional.empty(), Optional.of(later)));
    History approved = approve(BOB);

    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL))).contains(OTHER_TIME);
    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL), later)).isEmpty();
  }

  @Test
  void aBlockedRequesterGetsNothing() {
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);
    block(ALICE);

    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL))).contains(BLOCKED);
  }

  @Test
  void aBlockedRequesterGetsNothingByARuleEither() {
    ask(BY_RULE);
    History approved = grants.run(GRANT, new GrantCommand.ApproveByRule()).history();
    block(ALICE);

    assertThat(doubt(approved, offering(BY_RULE))).contains(BLOCKED);
  }

  @Test
  void theYesOfABlockedPersonDoesNotCount() {
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);
    block(BOB);

    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL))).contains(BLOCKED);
  }

  @Test
  void aBlockedPersonWhoseYesIsNotNeededHindersNothing() {
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);
    block(CAROL);

    assertThat(doubt(approved, offering(BY_BOB_OR_CAROL))).isEmpty();
  }

  @Test
  void whereItIsUnknownWhoIsBlockedNothingOpens() {
    ask(BY_BOB_OR_CAROL);
    History approved = approve(BOB);
    blocks.answers(false);

    assertThatThrownBy(() -> doubt(approved, offering(BY_BOB_OR_CAROL)))
        .isInstanceOf(OutcomeUnknown.class);
  }

  private void block(Person person) {
    PersonId id = PersonId.of(person);
    blocks.append(
        blocks.read(id), new Blocked(DAVE, person, "a stolen laptop", Channel.SIGNED), NOON);
  }

  @Test
  void onlyTheFunctionsInWhichPeopleDecideSeal() {
    ask(BY_BOB_OR_CAROL);
    Grants elsewhere = new Grants(ledger, () -> NOON);

    assertThatThrownBy(() ->
            elsewhere.run(GRANT, new GrantCommand.Approve(BOB, Channel.SIGNED, Optional.empty())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ledger.read(GRANT).entries()).hasSize(1);
  }

  private Optional<GrantEvent.Doubt> doubt(History history, Catalog catalog) {
    return doubt(history, catalog, NOON);
  }

  private Optional<GrantEvent.Doubt> doubt(History history, Catalog catalog, Instant now) {
    return doubt(history, catalog, now, new Groups(directory, duties));
  }

  private Optional<GrantEvent.Doubt> doubt(
      History history, Catalog catalog, Instant now, Memberships memberships) {
    return new Authority(seals, derivation(catalog, memberships), new BlockedPeople(blocks, seals))
        .doubt(history, now);
  }

  private Derivation derivation(Catalog catalog, Memberships memberships) {
    return new Derivation(offers(catalog, memberships), tickets, new EarlierGrants(ledger));
  }

  private static Offers offers(Catalog catalog, Memberships memberships) {
    return new Offers(catalog, new Roles("aws", HUB), AuthorityTest::hash, memberships);
  }

  private History ask(ApprovalPlan plan) {
    return ask(request(plan));
  }

  private History ask(Requested requested) {
    return grants.run(GRANT, new GrantCommand.Request(requested)).history();
  }

  private History approve(Person approver) {
    return grants
        .run(GRANT, new GrantCommand.Approve(approver, Channel.SIGNED, Optional.empty()))
        .history();
  }

  /// What somebody does who may insert, and does not ask the rules.
  private History insert(GrantEvent event) {
    History before = ledger.read(GRANT);
    ledger.append(before, event, NOON);
    return ledger.read(GRANT);
  }

  private static YesStatement statement(History before, Approved yes, Duration allows, Instant at) {
    return new YesStatement(GRANT, before.head(), yes, allows, at);
  }

  private static Approved yes(int level, Person approver) {
    return new Approved(level, approver, hash(policy()), Channel.SIGNED, Optional.empty());
  }

  private static Requested request(ApprovalPlan plan) {
    return request(plan, policy(), HOUR, role("read-things"));
  }

  private static Requested request(
      ApprovalPlan plan, Policy policy, Duration duration, RoleArn role) {
    return request(plan, policy, duration, role, Optional.empty(), Optional.empty());
  }

  private static Requested request(
      ApprovalPlan plan, Optional<String> ticket, Optional<Instant> startsAt) {
    return request(plan, policy(), HOUR, role("read-things"), ticket, startsAt);
  }

  private static Requested request(
      ApprovalPlan plan,
      Policy policy,
      Duration duration,
      RoleArn role,
      Optional<String> ticket,
      Optional<Instant> startsAt) {
    return new Requested(
        ALICE,
        new EntitlementId("read-things"),
        "Read things",
        Map.of("prefix", "a"),
        "incident 42",
        ticket,
        duration,
        startsAt,
        Optional.empty(),
        plan,
        role,
        policy,
        hash(policy),
        Map.of());
  }

  private static Policy policy() {
    return policyOn("arn:aws:s3:::things/a/*");
  }

  private static Sha256 hash(Policy policy) {
    return Sha256.of(policy.toString());
  }

  private static RoleArn role(String entitlement) {
    return RoleArn.of("aws", HUB, new EntitlementId(entitlement));
  }

  private static ApprovalPlan byPeople(Level... levels) {
    return new ApprovalPlan.ByPeople("approval", List.of(levels), false);
  }

  private static Conditions hours(int until) {
    return new Conditions(
        Map.of(),
        Optional.empty(),
        Optional.of(
            new OfficeHours(
                ZoneOffset.UTC,
                Set.of(DayOfWeek.values()),
                LocalTime.of(8, 0),
                LocalTime.of(until, 0))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Conditions ticket() {
    return new Conditions(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("INC-[0-9]+"),
        Optional.empty());
  }

  private static Conditions within(Duration longest) {
    return new Conditions(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new TimeLimit(Duration.ofDays(1), longest)));
  }

  private static Catalog offering(ApprovalPlan plan) {
    return catalog(entitlement(List.of(ALICE), new ApprovalRule(Conditions.NONE, plan)));
  }

  private static Catalog ruled(Conditions when, ApprovalPlan plan) {
    return catalog(
        entitlement(
            List.of(ALICE),
            new ApprovalRule(when, plan),
            new ApprovalRule(Conditions.NONE, BY_BOB_OR_CAROL)));
  }

  private static Catalog glass(ApprovalPlan.BreakGlass plan, Duration longest, Person person) {
    return catalog(
        entitlement(
            List.of(ALICE, DAVE),
            Optional.of(new BreakGlassRule(List.of(person), longest, plan)),
            new ApprovalRule(Conditions.NONE, BY_BOB_OR_CAROL)));
  }

  private static Entitlement entitlement(List<Person> requesters, ApprovalRule... rules) {
    return entitlement(requesters, Optional.empty(), rules);
  }

  private static Entitlement entitlement(
      List<Person> requesters, Optional<BreakGlassRule> glass, ApprovalRule... rules) {
    List<Statement> statements = policyOn("arn:aws:s3:::things/{prefix}/*").statements();
    return new Entitlement(
        new EntitlementId("read-things"),
        "Read things",
        "Look into things.",
        new Requesters(requesters, List.of()),
        List.of(new Parameter.Typed("prefix", "The prefix", Grammar.PATH)),
        HOUR.multipliedBy(8),
        List.of(rules),
        glass,
        new PolicyTemplate(statements),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  private static Catalog catalog(Entitlement... entitlements) {
    return Examples.catalog(entitlements);
  }
}
