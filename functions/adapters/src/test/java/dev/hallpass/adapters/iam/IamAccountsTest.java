package dev.hallpass.adapters.iam;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPoliciesContract;
import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.adapters.sts.FaultySts;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sts.model.StsException;

/// Session policies in the hub, and in another account through its provisioner role.
class IamAccountsTest extends SessionPoliciesContract {

  private static final String EXTERNAL_ID = "hallpass-5f0c1c52";
  // Whether a caller of one account may assume a role of another is the emulator's to test; what is
  // asked of STS is the same.
  private static final RoleSession CALLER =
      RoleSession.of("arn:aws:iam::444455556666:role/hallpass-activate", "activate");

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final Account hub = new Account(HUB.value(), timeline, new Random(4711));
  private final Account target = new Account(TARGET.value(), timeline, new Random(4712));
  private final Faults faults = new Faults(StsException::builder, "Throttling");
  private final Faults iamFaults = new Faults(IamException::builder, "Throttling");
  private final List<Session> opened = new ArrayList<>();
  private final SessionPolicies policies = policies(EXTERNAL_ID);

  @BeforeEach
  void makeProvisioner() {
    target
        .iam()
        .createRole(role ->
            role.roleName("hallpass-provisioner")
                .assumeRolePolicyDocument(
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Principal": {"AWS": "%s"},
                          "Action": "sts:AssumeRole",
                          "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}
                        }
                      ]
                    }
                    """
                        .formatted(CALLER.roleArn(), EXTERNAL_ID)));
  }

  @Override
  protected SessionPolicies emptyAccounts() {
    return policies;
  }

  @Test
  void aPolicyIsMadeAndRemovedInTheAccountOfItsGrant() {
    PolicyArn made = policies.make(order(TARGET, FIRST));

    assertThat(made.value()).startsWith("arn:aws:iam::444455556666:policy/hallpass/grant-");
    assertThat(names(target)).containsExactly(FIRST.value());
    assertThat(names(hub)).isEmpty();
    assertThat(opened)
        .singleElement()
        .satisfies(session ->
            assertThat(session.principal().arn())
                .isEqualTo("arn:aws:sts::444455556666:assumed-role/hallpass-provisioner/activate"));

    policies.remove(TARGET, FIRST);
    assertThat(names(target)).isEmpty();
  }

  @Test
  void forTheHubNoRoleIsAssumed() {
    policies.make(order(HUB, FIRST));
    policies.remove(HUB, FIRST);

    assertThat(opened).isEmpty();
  }

  @Test
  void aSessionIsUsedAsLongAsItLastsForACallAndThenRenewed() {
    policies.make(order(TARGET, FIRST));
    timeline.advance(Duration.ofMinutes(12));
    policies.make(order(TARGET, FIRST));
    assertThat(opened).hasSize(1);

    timeline.advance(Duration.ofMinutes(1));
    policies.make(order(TARGET, FIRST));

    assertThat(opened).hasSize(2);
    assertThat(opened.getLast().issued()).isEqualTo(timeline.instant());
    assertThat(opened)
        .allSatisfy(session ->
            assertThat(Duration.between(session.issued(), session.expires()))
                .isEqualTo(Duration.ofMinutes(15)));
  }

  @Test
  void anyoneWhoIsNotLetInLeavesTheOutcomeUnknown() {
    SessionPolicies stranger = policies("hallpass-somebody-else");

    assertThatThrownBy(() -> stranger.make(order(TARGET, FIRST)))
        .isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> stranger.remove(TARGET, FIRST)).isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> stranger.list(TARGET, Optional.empty()))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(names(target)).isEmpty();
  }

  @Test
  void anAccountThatRefusesTheProvisionerLetsHallpassInNoMore() {
    assertThat(policies("hallpass-somebody-else").room(TARGET)).isEmpty();
    assertThat(policies.room(TARGET)).isPresent();
  }

  @Test
  void anAnswerWithoutTheQuotaIsNoFullAccount() {
    var saysNothing =
        new IamSessionPolicies(
            new IamAccounts(HUB, new NoSummary(), account -> provisioner(account, EXTERNAL_ID)),
            "aws");

    assertThatThrownBy(() -> saysNothing.room(HUB)).isInstanceOf(OutcomeUnknown.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "THROTTLED", "BROKEN"})
  void aRoleThatCouldNotBeAssumedOnceSaysNothingOfTheAccount(Fault fault) {
    faults.strike(fault);

    assertThatThrownBy(() -> policies.room(TARGET)).isInstanceOf(OutcomeUnknown.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "ANSWER_LOST", "LATE", "THROTTLED", "BROKEN"})
  void aRoleThatCouldNotBeAssumedLeavesTheOutcomeUnknownAndIsTriedAgain(Fault fault) {
    faults.strike(fault);
    assertThatThrownBy(() -> policies.remove(TARGET, FIRST)).isInstanceOf(OutcomeUnknown.class);

    // Making tries twice: to make the policy, and to read it back.
    faults.strike(fault, fault);
    assertThatThrownBy(() -> policies.make(order(TARGET, FIRST)))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(names(target)).isEmpty();

    assertThat(policies.make(order(TARGET, FIRST)).value()).contains(FIRST.value());
  }

  @Test
  void aPolicyThatWasMadeInSpiteOfAFaultIsReadBackThere() {
    iamFaults.strike(Fault.ANSWER_LOST);

    assertThat(policies.make(order(TARGET, FIRST)).value()).contains(TARGET.value());
    assertThat(names(target)).containsExactly(FIRST.value());
  }

  private SessionPolicies policies(String externalId) {
    return new IamSessionPolicies(
        new IamAccounts(HUB, hub.iam(), account -> provisioner(account, externalId)), "aws");
  }

  private Provisioner provisioner(AccountId account, String externalId) {
    return new Provisioner(
        new TargetAccount(account, "other", List.of(), externalId),
        "aws",
        "activate",
        new FaultySts(target.sts(CALLER), faults),
        timeline,
        this::iam);
  }

  private IamClient iam(AwsSessionCredentials credentials) {
    opened.add(
        target
            .sessions()
            .withCredentials(credentials.accessKeyId(), credentials.sessionToken())
            .orElseThrow());
    return new FaultyIam(target.iam(), iamFaults);
  }

  private static List<String> names(Account account) {
    return account.iam().listPolicies(all -> all.scope(PolicyScopeType.LOCAL)).policies().stream()
        .map(policy -> policy.policyName())
        .toList();
  }

  /// An IAM whose summary of the account is empty.
  private static final class NoSummary implements IamClient {

    @Override
    public GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest request) {
      return GetAccountSummaryResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
