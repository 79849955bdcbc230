package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.managed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.Sessions;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Statement;
import dev.hallpass.port.OutcomeUnknown;
import org.junit.jupiter.api.Test;

/// Access by a managed policy beside the grant's own.
class ManagedPolicyTest {

  private static final ManagedPolicyArn BILLS =
      new ManagedPolicyArn("arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess");
  private static final ManagedPolicy OPERATE =
      managed("arn:aws:iam::444455556666:policy/team/Operate");

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aRequestFreezesTheReviewedVersion() {
    GrantId grant = system.approvedToSeeBills();

    assertThat(((Requested) system.events(grant).getFirst()).policy().managed())
        .singleElement()
        .satisfies(policy -> {
          assertThat(policy.arn()).isEqualTo(BILLS);
          assertThat(policy.version()).isEqualTo("v28");
        });
  }

  @Test
  void theGrantsOwnPolicyHoldsTheDenials() {
    GrantId grant = system.approvedToSeeBills();

    system.run("Activate", grant);

    assertThat(system.policies.of(grant).orElseThrow().statements())
        .noneMatch(Statement::allows)
        .extracting(Statement::sid)
        .containsExactly("NothingOfHallpass", "NothingForOthers", "NothingAfterExpiry");
  }

  @Test
  void aSessionGetsBothPolicies() {
    GrantId grant = system.approvedToSeeBills();
    system.run("Activate", grant);

    system.answer(ProxyCall.of("IssueCredentials").on(grant));

    Sessions.Order order = system.sessions.opened().getFirst();
    assertThat(order.policy().value()).endsWith("policy/hallpass/" + grant);
    assertThat(order.managed()).containsExactly(BILLS);
  }

  @Test
  void aDeploymentWithAnotherVersionRefusesWhatIsNotOpen() {
    GrantId grant = system.approvedToSeeBills();
    system.deploy(Catalogs.billsSeenBy(managed(BILLS.value())));

    system.run("Activate", grant);

    assertThat(system.events(grant)).contains(new Refused(Doubt.ENTITLEMENT_CHANGED));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aPolicyThatTheAccountChangedOpensNothing() {
    InMemorySystem operating = new InMemorySystem(Catalogs.billsSeenBy(OPERATE));
    GrantId grant = operating.approvedToSeeBills();
    operating.managedPolicies.change(OPERATE.arn());

    operating.run("Activate", grant);

    assertThat(operating.events(grant)).contains(new Refused(Doubt.MANAGED_POLICY_CHANGED));
    assertThat(operating.policies.of(grant)).isEmpty();
  }

  @Test
  void aPolicyOfTheAccountAsItWasReviewedOpens() {
    InMemorySystem operating = new InMemorySystem(Catalogs.billsSeenBy(OPERATE));
    GrantId grant = operating.approvedToSeeBills();

    operating.run("Activate", grant);

    assertThat(operating.policies.of(grant).orElseThrow().statements().getFirst().resources())
        .contains(OPERATE.arn().value());
  }

  @Test
  void aPolicyThatCannotBeReadIsAskedForAgain() {
    InMemorySystem operating = new InMemorySystem(Catalogs.billsSeenBy(OPERATE));
    GrantId grant = operating.approvedToSeeBills();
    operating.managedPolicies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> operating.run("Activate", grant));
    operating.managedPolicies.reachable(true);
    operating.run("Activate", grant);

    assertThat(operating.types(grant)).endsWith("activated");
  }

  @Test
  void aPolicyThatAwsChangedStaysOpenUntilPeopleLookAtIt() {
    system.managedPolicies.change(BILLS);
    GrantId grant = system.approvedToSeeBills();

    system.run("Activate", grant);

    assertThat(system.types(grant)).endsWith("activated");
  }

  @Test
  void theAnswerOfTheApiNamesThePolicy() {
    GrantId grant = system.approvedToSeeBills();

    assertThat(
            system
                .answer(ProxyCall.of("ShowGrant").on(grant))
                .json()
                .at("/policy/ManagedPolicies/0/Arn")
                .stringValue())
        .isEqualTo(BILLS.value());
    assertThat(system.written(grant)).contains("\"Version\":\"v28\"");
  }
}
