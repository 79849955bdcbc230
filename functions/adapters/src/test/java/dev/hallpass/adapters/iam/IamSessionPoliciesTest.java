package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.LATE;
import static dev.hallpass.adapters.faults.Fault.NONE;
import static dev.hallpass.adapters.faults.Fault.SENT_TWICE;
import static dev.hallpass.adapters.faults.Fault.THROTTLED;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.grant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPolicies.Additions;
import dev.hallpass.access.SessionPolicies.Listed;
import dev.hallpass.access.SessionPolicies.NotTheSame;
import dev.hallpass.access.SessionPolicies.Order;
import dev.hallpass.access.SessionPolicies.Page;
import dev.hallpass.access.SessionPolicies.QuotaReached;
import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.grant.Examples;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import dev.hallpass.port.OutcomeUnknown;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Tag;

class IamSessionPoliciesTest {

  private static final Instant EXPIRY = NOON.plus(Duration.ofMinutes(15));
  private static final GrantId GRANT = new GrantId("grant-00000000000000000000000000004711");
  private static final PolicyArn ARN =
      new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + GRANT);
  private static final Order ORDER = order("arn:aws:s3:::acme-exports/customers/4711/*");
  private static final Order OTHER_ORDER = order("arn:aws:s3:::acme-exports/customers/4712/*");

  private final Account account = account(Quotas.standard());
  private final Faults faults = new Faults(IamException::builder, "Throttling");
  private final SessionPolicies policies = policies(account);

  @Test
  void aPolicyIsMadeAsPlanned() {
    assertThat(policies.make(ORDER)).isEqualTo(ARN);

    var made = account.iam().getPolicy(policy -> policy.policyArn(ARN.value())).policy();
    assertThat(made.path()).isEqualTo("/hallpass/");
    assertThat(made.policyName()).isEqualTo(GRANT.value());
    assertThat(documentOf(made.defaultVersionId())).isEqualTo(PolicyJson.write(ORDER.policy()));
  }

  @Test
  void lettersThatIamTakesOnlyAsEscapesReadBackAsTheyAre() {
    Order order = order("arn:aws:s3:::acme-exports/Ночь/営業/Café/*");

    assertThat(policies.make(order)).isEqualTo(ARN);

    assertThat(documentOf("v1")).isEqualTo(PolicyJson.document(order.policy()));
    assertThat(PolicyJson.document(order.policy())).contains("\\u041d\\u043e", "Café");
    assertThat(policies.make(order)).isEqualTo(ARN);
  }

  @Test
  void aPolicyIsTaggedWithWhatItIsFor() {
    policies.make(ORDER);

    Map<String, String> tags =
        account.iam().listPolicyTags(policy -> policy.policyArn(ARN.value())).tags().stream()
            .collect(Collectors.toMap(Tag::key, Tag::value));
    assertThat(tags)
        .containsOnly(
            entry("hallpass:grant", GRANT.value()),
            entry("hallpass:requester", "alice@example.com"),
            entry("hallpass:entitlement", "read-bucket-prefix"),
            entry("hallpass:expiresAt", "2026-01-01T12:15:00Z"));
  }

  @Test
  void anEarlierAttemptIsFound() {
    policies.make(ORDER);

    assertThat(policies.make(ORDER)).isEqualTo(ARN);
    assertThat(names()).containsExactly(GRANT.value());
    assertThat(versions()).containsExactly("v1");
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "SENT_TWICE"})
  void aPolicyThatWasMadeInSpiteOfAFaultIsReadBack(Fault fault) {
    faults.strike(fault);

    assertThat(policies.make(ORDER)).isEqualTo(ARN);
    assertThat(names()).containsExactly(GRANT.value());
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "THROTTLED", "BROKEN"})
  void aPolicyThatWasNotMadeIsNotClaimed(Fault fault) {
    faults.strike(fault);

    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(OutcomeUnknown.class);
    assertThat(names()).isEmpty();
    assertThat(policies.make(ORDER)).isEqualTo(ARN);
  }

  @Test
  void aCallThatArrivesAfterItsCallerGaveUpIsFoundByTheNextAttempt() {
    faults.strike(LATE);
    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(OutcomeUnknown.class);

    faults.arrive();

    assertThat(policies.make(ORDER)).isEqualTo(ARN);
    assertThat(names()).containsExactly(GRANT.value());
  }

  @Test
  void whatCannotBeReadBackIsUnknown() {
    faults.strike(ANSWER_LOST, THROTTLED);
    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(OutcomeUnknown.class);

    faults.strike(NONE, NONE, CALL_LOST);
    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(OutcomeUnknown.class);

    assertThat(policies.make(ORDER)).isEqualTo(ARN);
  }

  @Test
  void aPolicyThatReadsOtherwiseIsNotTakenForOurs() {
    policies.make(OTHER_ORDER);

    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(NotTheSame.class);
    faults.strike(CALL_LOST);
    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(NotTheSame.class);
  }

  @Test
  void aPolicyThatWasEditedSinceIsNotTakenForOurs() {
    policies.make(ORDER);
    account
        .iam()
        .createPolicyVersion(version ->
            version
                .policyArn(ARN.value())
                .policyDocument(PolicyJson.write(OTHER_ORDER.policy()))
                .setAsDefault(true));

    assertThatThrownBy(() -> policies.make(ORDER)).isInstanceOf(NotTheSame.class);
  }

  @Test
  void aPolicyThatReadsTheSameInOtherWhiteSpaceIsOurs() {
    String spaced = PolicyJson.tree(ORDER.policy()).toPrettyString();
    account
        .iam()
        .createPolicy(
            policy -> policy.path("/hallpass/").policyName(GRANT.value()).policyDocument(spaced));

    assertThat(policies.make(ORDER)).isEqualTo(ARN);
  }

  @Test
  void inAnAccountThatIsFullOfPoliciesTheQuotaIsReached() {
    Account full = account(new Quotas(0, 10));

    assertThatThrownBy(() -> policies(full).make(ORDER))
        .isInstanceOf(QuotaReached.class)
        .hasMessageContaining(GRANT.value());
  }

  @Test
  void aPolicyIsRemovedOnceAndForAll() {
    policies.make(ORDER);

    policies.remove(HUB, GRANT);
    policies.remove(HUB, GRANT);

    assertThat(names()).isEmpty();
  }

  @Test
  void removingWhatWasNeverMadeChangesNothing() {
    account
        .iam()
        .createPolicy(policy ->
            policy.policyName("not-ours").policyDocument(PolicyJson.write(ORDER.policy())));

    policies.remove(HUB, GRANT);

    assertThat(names()).containsExactly("not-ours");
  }

  @Test
  void aRemovalWhoseAnswerIsLostIsUnknownAndCanBeRepeated() {
    policies.make(ORDER);
    faults.strike(ANSWER_LOST);

    assertThatThrownBy(() -> policies.remove(HUB, GRANT)).isInstanceOf(OutcomeUnknown.class);
    policies.remove(HUB, GRANT);

    assertThat(names()).isEmpty();
  }

  @Test
  void aRemovalThatArrivesTwiceIsARemoval() {
    policies.make(ORDER);
    faults.strike(SENT_TWICE);

    policies.remove(HUB, GRANT);

    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "THROTTLED", "BROKEN", "LATE"})
  void aRemovalThatDidNotHappenIsNotClaimed(Fault fault) {
    policies.make(ORDER);
    faults.strike(fault);

    assertThatThrownBy(() -> policies.remove(HUB, GRANT)).isInstanceOf(OutcomeUnknown.class);
    assertThat(names()).containsExactly(GRANT.value());
  }

  @Test
  void theListIsReadPageByPage() {
    List<GrantId> all = IntStream.range(0, 1001).mapToObj(Examples::grant).toList();
    all.forEach(grant -> put("/hallpass/", grant.value()));

    Page first = policies.list(HUB, Optional.empty());
    Page second = policies.list(HUB, first.next());

    assertThat(first.policies()).extracting(Listed::grant).isEqualTo(all.subList(0, 1000));
    assertThat(second.policies()).extracting(Listed::grant).isEqualTo(all.subList(1000, 1001));
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aPageThatIsNotAnsweredIsUnknown() {
    faults.strike(CALL_LOST);

    assertThatThrownBy(() -> policies.list(HUB, Optional.empty()))
        .isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  void aVersionThatSomebodyPutInForceIsListedAndReadsOtherwise() {
    policies.make(ORDER);
    addVersion(true);

    Listed listed = new Listed(GRANT, "v2", false);
    assertThat(policies.list(HUB, Optional.empty()).policies()).containsExactly(listed);
    assertThat(policies.reads(HUB, listed, ORDER.policy())).isFalse();
    assertThat(policies.additions(HUB, GRANT)).isEqualTo(new Additions(false, false, true));
  }

  @Test
  void aPolicyThatSomebodyAttachedIsListedAsSuch() {
    policies.make(ORDER);
    makeRole("intruder", Optional.empty());
    account.iam().attachRolePolicy(to -> to.roleName("intruder").policyArn(ARN.value()));

    assertThat(policies.list(HUB, Optional.empty()).policies())
        .containsExactly(new Listed(GRANT, "v1", true));
    assertThat(policies.additions(HUB, GRANT)).isEqualTo(new Additions(true, false, false));
  }

  @Test
  void aPolicyThatIsStrippedOfWhatWasAddedCanBeRemoved() {
    policies.make(ORDER);
    addVersion(false);
    addVersion(true);
    makeRole("intruder", Optional.empty());
    account.iam().attachRolePolicy(to -> to.roleName("intruder").policyArn(ARN.value()));
    assertThatThrownBy(() -> policies.remove(HUB, GRANT)).isInstanceOf(OutcomeUnknown.class);

    policies.strip(HUB, GRANT);

    assertThat(policies.additions(HUB, GRANT).isEmpty()).isTrue();
    assertThat(policies.remove(HUB, GRANT)).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void aPolicyIsTakenFromUsersAndGroupsToo() {
    policies.make(ORDER);
    account.iam().createUser(user -> user.userName("intruder"));
    account.iam().createGroup(group -> group.groupName("intruders"));
    account.iam().attachUserPolicy(to -> to.userName("intruder").policyArn(ARN.value()));
    account.iam().attachGroupPolicy(to -> to.groupName("intruders").policyArn(ARN.value()));
    assertThat(policies.additions(HUB, GRANT)).isEqualTo(new Additions(true, false, false));

    policies.strip(HUB, GRANT);

    assertThat(policies.remove(HUB, GRANT)).isTrue();
  }

  @Test
  void aPermissionsBoundaryIsTakenFromNobody() {
    policies.make(ORDER);
    makeRole("bounded", Optional.of(ARN.value()));

    policies.strip(HUB, GRANT);

    assertThat(policies.additions(HUB, GRANT)).isEqualTo(new Additions(false, true, false));
    assertThat(policies.list(HUB, Optional.empty()).policies())
        .containsExactly(new Listed(GRANT, "v1", true));
    assertThatThrownBy(() -> policies.remove(HUB, GRANT)).isInstanceOf(OutcomeUnknown.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "ANSWER_LOST", "THROTTLED", "BROKEN"})
  void howFarAPolicyWasStrippedIsUnknownAfterAFaultAndItCanBeRepeated(Fault fault) {
    policies.make(ORDER);
    addVersion(true);
    makeRole("intruder", Optional.empty());
    account.iam().attachRolePolicy(to -> to.roleName("intruder").policyArn(ARN.value()));
    faults.strike(NONE, fault);

    assertThatThrownBy(() -> policies.strip(HUB, GRANT)).isInstanceOf(OutcomeUnknown.class);
    policies.strip(HUB, GRANT);

    assertThat(policies.remove(HUB, GRANT)).isTrue();
  }

  @Test
  void tagsThatSomebodyChangedSayNothing() {
    account
        .iam()
        .createPolicy(policy ->
            policy
                .path("/hallpass/")
                .policyName(GRANT.value())
                .policyDocument(PolicyJson.write(ORDER.policy()))
                .tags(Tag.builder().key("hallpass:expiresAt").value("soon").build()));

    assertThat(policies.label(HUB, GRANT)).isEmpty();
  }

  private void addVersion(boolean inForce) {
    account
        .iam()
        .createPolicyVersion(version ->
            version
                .policyArn(ARN.value())
                .policyDocument(PolicyJson.write(OTHER_ORDER.policy()))
                .setAsDefault(inForce));
  }

  private void makeRole(String name, Optional<String> boundary) {
    account
        .iam()
        .createRole(role ->
            role.roleName(name)
                .permissionsBoundary(boundary.orElse(null))
                .assumeRolePolicyDocument(
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": {
                        "Effect": "Allow",
                        "Principal": {"Service": "ec2.amazonaws.com"},
                        "Action": "sts:AssumeRole"
                      }
                    }
                    """));
  }

  @Test
  void whatIsNoGrantsIsNotListed() {
    put("/hallpass/", "somebody-elses");
    put("/hallpass/deeper/", grant(1).value());
    put("/", grant(2).value());
    put("/hallpass/", grant(3).value());

    assertThat(policies.list(HUB, Optional.empty()).policies())
        .extracting(Listed::grant)
        .containsExactly(grant(3));
  }

  private void put(String path, String name) {
    account
        .iam()
        .createPolicy(policy ->
            policy.path(path).policyName(name).policyDocument(PolicyJson.write(ORDER.policy())));
  }

  private static Order order(String resource) {
    Policy asked =
        new Policy(
            List.of(
                new Statement(
                    "ReadObjects",
                    Effect.ALLOW,
                    List.of("s3:GetObject"),
                    List.of(resource),
                    Map.of())));
    return new Order(
        HUB,
        GRANT,
        new Person("alice@example.com"),
        new EntitlementId("read-bucket-prefix"),
        asked.ofGrant(GRANT, EXPIRY),
        EXPIRY);
  }

  private static Account account(Quotas quotas) {
    return new Account(
        HUB.value(), InstantSource.fixed(NOON), new Random(4711), quotas, Duration.ZERO);
  }

  private SessionPolicies policies(Account of) {
    var iam = new FaultyIam(of.iam(), faults);
    return new IamSessionPolicies(new IamAccounts(HUB, iam, IamSessionPoliciesTest::none), "aws");
  }

  private static Provisioner none(AccountId other) {
    throw new AssertionError("Nothing is to be done in " + other);
  }

  private List<String> names() {
    return account.iam().listPolicies(all -> all.scope(PolicyScopeType.LOCAL)).policies().stream()
        .map(policy -> policy.policyName())
        .toList();
  }

  private List<String> versions() {
    return account
        .iam()
        .listPolicyVersions(policy -> policy.policyArn(ARN.value()))
        .versions()
        .stream()
        .map(version -> version.versionId())
        .toList();
  }

  private String documentOf(String version) {
    return URLDecoder.decode(
        account
            .iam()
            .getPolicyVersion(policy -> policy.policyArn(ARN.value()).versionId(version))
            .policyVersion()
            .document(),
        UTF_8);
  }
}
