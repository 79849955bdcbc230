package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Review;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Requesters and approvers by the groups of IAM Identity Center, and by duties.
class GroupsTest {

  private static final GroupName TEAM = new GroupName("platform-team");
  private static final DutyName ON_CALL = new DutyName("payments-on-call");
  private static final ProxyCall REQUEST =
      ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");

  private final InMemorySystem system = new InMemorySystem(Catalogs.approvedBy(approvedBy(TEAM)));

  private static ApprovalPlan approvedBy(Group group) {
    return new ApprovalPlan.ByPeople(
        "approval",
        List.of(
            new Level(
                List.of(DAVE),
                List.of(group),
                1,
                Duration.ofHours(4),
                Optional.empty(),
                Optional.empty())),
        false);
  }

  @Test
  void theMembersAtTheTimeOfTheRequestAreItsApproversBesideTheNameOfTheirGroup() {
    system.directory.group("platform-team", BOB, CAROL, ALICE);
    GrantId grant = system.answer(REQUEST).grant();
    system.directory.group("platform-team", new Person("frank@example.com"));

    Level level = ((Requested) system.events(grant).getFirst()).plan().levels().getFirst();
    assertThat(level.approvers()).containsExactly(DAVE, ALICE, BOB, CAROL);
    assertThat(level.groups()).containsExactly(TEAM);
    assertThat(
            system
                .answer(ProxyCall.of("ShowGrant").on(grant))
                .json()
                .at("/approval/0/groups/0")
                .stringValue())
        .isEqualTo("platform-team");
    system.run("SeekApproval", grant);
    assertThat(system.mailed(CAROL)).isNotNull();
  }

  @Test
  void aGroupWithNobodyToAskRefusesTheRequest() {
    assertRefused("has no group of the name platform-team");

    system.directory.group("platform-team");
    assertRefused("has no member");

    system.directory.group(
        "platform-team",
        IntStream.rangeClosed(0, Directory.MOST_MEMBERS)
            .mapToObj(i -> new Person("person%d@example.com".formatted(i)))
            .toArray(Person[]::new));
    assertRefused("more than 50 members");
  }

  private void assertRefused(String words) {
    ProxyAnswer answer = system.answer(REQUEST);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("group-asks-nobody");
    assertThat(answer.json().path("detail").stringValue()).contains(words);
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aDirectoryThatDoesNotAnswerRefusesTheRequest() {
    system.directory.reachable(false);

    InMemorySystem.printedDuring(() -> {
      ProxyAnswer answer = system.answer(REQUEST);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("outcome-unknown");
    });
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void anEntitlementIsOpenToTheMembersOfItsGroup() {
    InMemorySystem open =
        new InMemorySystem(Catalogs.openTo(new Requesters(List.of(), List.of(), List.of(TEAM))));
    open.directory.group("platform-team", BOB);

    assertThat(open.answer(REQUEST).problem()).isEqualTo("unknown-entitlement");
    assertThat(entitlements(open)).isZero();

    open.directory.group("platform-team", BOB, ALICE);
    assertThat(open.answer(REQUEST).status()).isEqualTo(201);
    assertThat(entitlements(open)).isPositive();
  }

  @Test
  void whoIsOnTheDutyAtTheTimeOfTheRequestIsAskedBesideTheNameOfTheDuty() {
    InMemorySystem system = new InMemorySystem(Catalogs.approvedBy(approvedBy(ON_CALL)));
    system.duties.group("payments-on-call", CAROL);
    GrantId grant = system.answer(REQUEST).grant();

    Level level = ((Requested) system.events(grant).getFirst()).plan().levels().getFirst();
    assertThat(level.approvers()).containsExactly(DAVE, CAROL);
    assertThat(level.groups()).containsExactly(ON_CALL);
    assertThat(
            system
                .answer(ProxyCall.of("ShowGrant").on(grant))
                .json()
                .at("/approval/0/duties/0")
                .stringValue())
        .isEqualTo("payments-on-call");
    system.run("SeekApproval", grant);
    assertThat(system.answer(ProxyCall.of("ApproveGrant").by(CAROL).on(grant)).status())
        .isEqualTo(200);
    system.run("Activate", grant);
    ProxyCall credentials = ProxyCall.of("IssueCredentials").on(grant);
    assertThat(system.answer(credentials).status()).isEqualTo(200);

    system.duties.group("payments-on-call", BOB);
    InMemorySystem.printedDuring(() -> {
      ProxyAnswer answer = system.answer(credentials);
      assertThat(answer.problem()).isEqualTo("refused");
      assertThat(answer.json().path("detail").stringValue()).contains("on the duty");
    });
  }

  @Test
  void aDutyThatIsNobodysOrCannotBeReadRefusesTheRequest() {
    InMemorySystem system = new InMemorySystem(Catalogs.approvedBy(approvedBy(ON_CALL)));

    ProxyAnswer nobodys = system.answer(REQUEST);
    assertThat(nobodys.status()).isEqualTo(409);
    assertThat(nobodys.problem()).isEqualTo("group-asks-nobody");
    assertThat(nobodys.json().path("detail").stringValue())
        .contains("nobody on the duty payments-on-call", "the duty table");

    system.duties.reachable(false);
    InMemorySystem.printedDuring(() -> assertThat(system.answer(REQUEST).status()).isEqualTo(503));
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aGroupOfTheNameOfADutyIsAnother() {
    InMemorySystem system = new InMemorySystem(Catalogs.approvedBy(approvedBy(ON_CALL)));
    system.directory.group("payments-on-call", BOB);

    assertThat(system.answer(REQUEST).problem()).isEqualTo("group-asks-nobody");
  }

  @Test
  void anEntitlementIsOpenToWhoIsOnTheDuty() {
    InMemorySystem open =
        new InMemorySystem(Catalogs.openTo(new Requesters(List.of(), List.of(), List.of(ON_CALL))));
    assertThat(open.answer(REQUEST).problem()).isEqualTo("unknown-entitlement");

    open.duties.group("payments-on-call", ALICE);
    assertThat(open.answer(REQUEST).status()).isEqualTo(201);
  }

  @Test
  void theGroupOfAnEscalationIsAskedWhenItsTimeComes() {
    InMemorySystem system =
        new InMemorySystem(
            Catalogs.approvedBy(
                new ApprovalPlan.ByPeople(
                    "approval",
                    List.of(
                        new Level(
                            List.of(DAVE),
                            1,
                            Duration.ofHours(4),
                            Optional.empty(),
                            Optional.of(
                                new Escalation(
                                    Duration.ofHours(1),
                                    List.of(),
                                    List.of(TEAM),
                                    Escalation.Mode.JOIN)))),
                    false)));
    system.directory.group("platform-team", CAROL);
    GrantId grant = system.answer(REQUEST).grant();

    system.run("SeekApproval", grant);
    ProxyCall yes = ProxyCall.of("ApproveGrant").by(CAROL).on(grant);
    assertThat(system.answer(yes).problem()).isEqualTo("not-an-approver");
    system.pass(Duration.ofHours(1));
    system.run("SeekApproval", grant);

    assertThat(system.answer(yes).status()).isEqualTo(200);
    system.directory.group("platform-team", BOB);
    InMemorySystem.printedDuring(() -> system.run("Activate", grant));
    assertThat(system.events(grant).getLast())
        .isEqualTo(new GrantEvent.Refused(Doubt.APPROVER_LEFT));
  }

  @Test
  void theMembersOfAGroupBreakTheGlassAndThoseOfAnotherReviewIt() {
    InMemorySystem system = new InMemorySystem(brokenBy(ON_CALL));
    ProxyCall breaking = REQUEST.json(body -> body.put("breakGlass", true));
    assertThat(system.answer(breaking).json().toString()).contains("the duty payments-on-call");
    system.duties.group("payments-on-call", ALICE);
    assertThat(system.answer(breaking).problem()).isEqualTo("group-asks-nobody");

    system.directory.group("platform-team", CAROL);
    GrantId grant = system.answer(breaking).grant();
    assertThat(((Requested) system.events(grant).getFirst()).plan().review().orElseThrow().owners())
        .containsExactly(CAROL);

    system.run("SeekApproval", grant);
    system.directory.group("platform-team", BOB);
    InMemorySystem.printedDuring(() -> system.run("Activate", grant));
    assertThat(system.events(grant).getLast())
        .isEqualTo(new GrantEvent.Refused(Doubt.RULE_NOT_MET));
  }

  @Test
  void aMemberOfAGroupOfAdminsRevokesAndBlocks() {
    Catalog catalog = Catalogs.approvedBy(approvedBy(TEAM));
    InMemorySystem system =
        new InMemorySystem(
            with(
                catalog,
                "settings",
                with(catalog.settings(), "adminGroups", List.of(new GroupName("security")))));
    system.directory.group("platform-team", BOB, CAROL);
    Person frank = new Person("frank@example.com");
    GrantId grant = system.answer(REQUEST).grant();
    ProxyCall revocation = ProxyCall.of("RevokeGrant").by(frank).on(grant);
    assertThat(system.answer(revocation).problem()).isEqualTo("unknown-grant");

    system.directory.group("security", frank);
    assertThat(system.answer(revocation).status()).isEqualTo(200);
    assertThat(system.answer(ProxyCall.of("BlockPerson").by(frank)).status()).isEqualTo(200);
  }

  @Test
  void whomAGrantConcernsRevokesItWithoutTheDirectory() {
    system.directory.group("platform-team", BOB, CAROL);
    GrantId grant = system.answer(REQUEST).grant();
    system.directory.reachable(false);

    assertThat(system.answer(ProxyCall.of("RevokeGrant").by(CAROL).on(grant)).status())
        .isEqualTo(200);
  }

  /// Everything can be opened by breaking the glass, reviewed by the team.
  private static Catalog brokenBy(Group group) {
    Catalog all = Catalogs.openedByGlassAlone();
    return new Catalog(
        all.settings(),
        all.entitlements().stream()
            .map(one ->
                with(
                    one,
                    "breakGlass",
                    Optional.of(
                        new BreakGlassRule(
                            List.of(),
                            List.of(group),
                            one.longest(),
                            new ApprovalPlan.BreakGlass(
                                "break-glass",
                                new Review(
                                    List.of(),
                                    List.of(TEAM),
                                    Duration.ofHours(24),
                                    Duration.ofHours(1)))))))
            .toList(),
        all.digest());
  }

  private static int entitlements(InMemorySystem system) {
    return system
        .answer(ProxyCall.of("ListEntitlements").by(ALICE))
        .json()
        .path("entitlements")
        .size();
  }

  @Test
  void theYesOfAMemberWhoLeftOpensNothing() {
    GrantId grant = approvedByCarol();
    system.directory.group("platform-team", BOB);

    InMemorySystem.printedDuring(() -> system.run("Activate", grant));

    assertThat(system.events(grant).getLast())
        .isEqualTo(new GrantEvent.Refused(Doubt.APPROVER_LEFT));
    assertThat(system.types(grant)).doesNotContain("policy-planned");
  }

  @Test
  void credentialsAreNotGivenWhenTheApproverHasLeft() {
    GrantId grant = approvedByCarol();
    system.run("Activate", grant);
    ProxyCall credentials = ProxyCall.of("IssueCredentials").on(grant);
    assertThat(system.answer(credentials).status()).isEqualTo(200);
    system.directory.remove("platform-team");

    InMemorySystem.printedDuring(() -> {
      ProxyAnswer answer = system.answer(credentials);
      assertThat(answer.problem()).isEqualTo("refused");
      assertThat(answer.json().path("detail").stringValue()).contains("not in the group any more");
    });
  }

  private GrantId approvedByCarol() {
    system.directory.group("platform-team", BOB, CAROL);
    GrantId grant = system.answer(REQUEST).grant();
    system.run("SeekApproval", grant);
    assertThat(system.answer(ProxyCall.of("ApproveGrant").by(CAROL).on(grant)).status())
        .isEqualTo(200);
    return grant;
  }
}
