package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.handlers.InMemorySystem.printedDuring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.PolicyArn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Entries that somebody else wrote, or that the deployed catalogue does not bear out, open
/// nothing.
class RefusedAccessTest {

  private static final String ALARMED = "\"AuthorityRefused\":1";

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aForgedYesMakesNoPolicyAndRingsTheAlarm() {
    GrantId grant = system.requested();
    insert(grant, yes(grant));

    String printed = printedDuring(() -> assertThat(next(grant)).isEqualTo("Done"));

    assertThat(printed).contains(ALARMED);
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.NOT_SEALED));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aForgedPlanMakesNoPolicy() {
    GrantId grant = system.requested();
    insert(grant, yes(grant));
    insert(grant, planned(grant, Duration.ofHours(1)));

    assertThat(next(grant)).isEqualTo("Retire");

    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.NOT_SEALED));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aForgedPlanBehindAGoodYesMakesNoLongerPolicy() {
    GrantId grant = system.approved();
    insert(grant, planned(grant, Duration.ofDays(3)));

    assertThat(next(grant)).isEqualTo("Retire");

    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.OTHER_TIME));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aPlanThatIsForgedInTheSameMomentMakesNoPolicy() {
    GrantId grant = system.approved();
    system.ledger.beforeNextAppend(() -> insert(grant, planned(grant, Duration.ofDays(3))));

    assertThat(next(grant)).isEqualTo("Retire");

    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.OTHER_TIME));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void thePolicyOfAnotherGrantGivesNoCredentials() {
    GrantId another = system.active();
    GrantId grant = system.approved();
    insert(grant, planned(grant, Duration.ofHours(1)));
    insert(grant, new GrantEvent.Activated(PolicyArn.of("aws", HUB, another)));

    assertThat(credentials(grant).status()).isEqualTo(409);

    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.OTHER_POLICY));
    assertThat(system.sessions.opened()).isEmpty();
  }

  @Test
  void aForgedOpeningGivesNoCredentialsAndEndsTheGrant() {
    GrantId grant = system.requested();
    insert(grant, yes(grant));
    GrantEvent.PolicyPlanned plan = planned(grant, Duration.ofHours(1));
    insert(grant, plan);
    insert(grant, new GrantEvent.Activated(PolicyArn.of("aws", HUB, grant)));

    String printed = printedDuring(() -> assertThat(credentials(grant).status()).isEqualTo(409));

    assertThat(printed).contains(ALARMED);
    assertThat(system.sessions.opened()).isEmpty();
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.NOT_SEALED));
  }

  @Test
  void anEntitlementThatADeploymentChangedIsNotOpenedOnOldWords() {
    GrantId grant = system.approved();

    system.deploy(
        Catalogs.offering(
            new ApprovalPlan.ByPeople(
                "two", List.of(new Level(List.of(BOB), 1, Duration.ofHours(1))), true)));

    assertThat(next(grant)).isEqualTo("Done");
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.ENTITLEMENT_CHANGED));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void whatADeploymentChangedIsRefusedAtTheSignedYes() {
    GrantId grant = system.sought();
    system.deploy(
        Catalogs.offering(
            new ApprovalPlan.ByPeople(
                "two", List.of(new Level(List.of(BOB), 1, Duration.ofHours(1))), true)));

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body())
        .contains("the entitlement has changed since it was requested", "make a new request");
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.ENTITLEMENT_CHANGED));
    assertThat(system.types(grant)).doesNotContain("approved");
    assertThat(next(grant)).isEqualTo("Done");
  }

  @Test
  void itIsRefusedOnThePageTooButOnlyWithTheCode() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    system.deploy(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));

    system.answer(
        ProxyCall.of("Decide")
            .on(grant)
            .form(mailed, mailed.wrongCode().digits(), "approve", Map.of()));
    assertThat(system.types(grant)).endsWith("code-refused");

    ProxyAnswer answer =
        system.answer(ProxyCall.of("Decide").on(grant).form(mailed, "approve", ""));

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.body())
        .contains("the catalogue does not offer it to the requester any more", "ask again");
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.NOT_OFFERED));
  }

  @Test
  void aNoAndARepeatedLookNeedNoCatalogue() {
    GrantId grant = system.sought();
    system.deploy(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));

    ProxyAnswer answer =
        system.answer(
            ProxyCall.of("DenyGrant").on(grant).by(BOB).json(body -> body.put("reason", "no")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(system.types(grant)).endsWith("denied");
  }

  @Test
  void theRequesterIsToldWhyAndWhatToDo() {
    GrantId grant = system.approved();
    system.deploy(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));
    next(grant);

    system.notifyOf(grant);

    assertThat(system.mailer.recipients()).last().isEqualTo(ALICE);
    assertThat(system.mailer.taken().getLast().text())
        .contains("the catalogue does not offer it to the requester any more", "ask again");
  }

  @Test
  void whoLosesTheEntitlementGetsNoMoreCredentials() {
    GrantId grant = system.active();
    assertThat(credentials(grant).status()).isEqualTo(200);

    system.deploy(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));

    ProxyAnswer refused = credentials(grant);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("does not offer it to the requester any more");
    assertThat(system.run("Retire", grant).path("next").asString()).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("refused", "sessions-denied", "policy-deleted");
  }

  private String next(GrantId grant) {
    return system.run("Activate", grant).path("next").asString();
  }

  private ProxyAnswer credentials(GrantId grant) {
    return system.answer(ProxyCall.of("IssueCredentials").on(grant));
  }

  /// What somebody does who may insert, and does not ask the rules.
  private void insert(GrantId grant, GrantEvent event) {
    History before = system.grants.read(grant);
    assertThat(system.ledger.append(before, event, system.clock.instant())).isPresent();
  }

  private Approved yes(GrantId grant) {
    return new Approved(0, BOB, request(grant).policyHash(), Channel.SIGNED, Optional.empty());
  }

  private GrantEvent.PolicyPlanned planned(GrantId grant, Duration time) {
    Requested request = request(grant);
    var end = system.clock.instant().plus(time);
    return new GrantEvent.PolicyPlanned(
        request.policy().ofGrant(grant, end), request.policyHash(), end);
  }

  private Requested request(GrantId grant) {
    return (Requested) system.events(grant).getFirst();
  }
}
