package dev.hallpass.access;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.policyOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.SessionPolicies.Label;
import dev.hallpass.access.SessionPolicies.Listed;
import dev.hallpass.access.SessionPolicies.NotTheSame;
import dev.hallpass.access.SessionPolicies.Order;
import dev.hallpass.access.SessionPolicies.Page;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all session policies keep to.
public abstract class SessionPoliciesContract {

  protected static final GrantId FIRST = grant(1);
  protected static final GrantId SECOND = grant(2);

  @SuppressWarnings("NullAway.Init")
  private SessionPolicies policies;

  /// Accounts in which nothing was made.
  protected abstract SessionPolicies emptyAccounts();

  @BeforeEach
  final void openAccounts() {
    policies = emptyAccounts();
  }

  @Test
  void whereNothingWasMadeNothingIs() {
    assertThat(listed(HUB)).isEmpty();
    assertThat(listed(TARGET)).isEmpty();
  }

  @Test
  void whatWasMadeIsThereUntilItIsRemoved() {
    assertThat(policies.make(order(HUB, FIRST))).isEqualTo(PolicyArn.of("aws", HUB, FIRST));
    assertThat(policies.make(order(HUB, SECOND))).isEqualTo(PolicyArn.of("aws", HUB, SECOND));
    assertThat(listed(HUB)).containsExactlyInAnyOrder(FIRST, SECOND);

    assertThat(policies.remove(HUB, FIRST)).isTrue();

    assertThat(listed(HUB)).containsExactly(SECOND);
  }

  @Test
  void eachPolicyTakesRoomInItsAccount() {
    int before = policies.room(HUB).orElseThrow();
    int elsewhere = policies.room(TARGET).orElseThrow();

    policies.make(order(HUB, FIRST));

    assertThat(policies.room(HUB)).hasValue(before - 1);
    assertThat(before).isGreaterThan(1);
    assertThat(policies.room(TARGET)).hasValue(elsewhere);
  }

  @Test
  void eachAccountHasItsOwn() {
    policies.make(order(HUB, FIRST));
    policies.make(order(TARGET, SECOND));

    assertThat(listed(HUB)).containsExactly(FIRST);
    assertThat(listed(TARGET)).containsExactly(SECOND);

    assertThat(policies.remove(HUB, SECOND)).isFalse();
    assertThat(listed(TARGET)).containsExactly(SECOND);
  }

  @Test
  void makingAgainFindsWhatIsThere() {
    PolicyArn made = policies.make(order(HUB, FIRST));

    assertThat(policies.make(order(HUB, FIRST))).isEqualTo(made);
    assertThat(listed(HUB)).containsExactly(FIRST);
  }

  @Test
  void anotherPolicyUnderTheSameNameIsNotTakenForIt() {
    policies.make(order(HUB, FIRST));
    Order other = order(HUB, FIRST, policyOn("arn:aws:s3:::things/b/*"));

    assertThatExceptionOfType(NotTheSame.class).isThrownBy(() -> policies.make(other));
  }

  @Test
  void removingAgainChangesNothing() {
    policies.make(order(HUB, FIRST));

    assertThat(policies.remove(HUB, FIRST)).isTrue();
    assertThat(policies.remove(HUB, FIRST)).isFalse();
  }

  @Test
  void aPolicyIsListedAsItWasMade() {
    policies.make(order(HUB, FIRST));

    assertThat(policies.list(HUB, Optional.empty()))
        .isEqualTo(new Page(List.of(new Listed(FIRST, "v1", false)), Optional.empty()));
    assertThat(policies.additions(HUB, FIRST).isEmpty()).isTrue();
    assertThat(policies.additions(HUB, SECOND).isEmpty()).isTrue();
  }

  @Test
  void whatReadsOtherwiseThanPlannedIsTold() {
    Listed made = new Listed(FIRST, "v1", false);
    policies.make(order(HUB, FIRST));

    assertThat(policies.reads(HUB, made, order(HUB, FIRST).policy())).isTrue();
    assertThat(
            policies.reads(HUB, made, policyOn("arn:aws:s3:::things/b/*").ofGrant(GRANT, EXPIRY)))
        .isFalse();
    assertThat(policies.reads(HUB, made, policyOn("arn:aws:s3:::things/a/*"))).isFalse();
  }

  @Test
  void whatIsGoneReadsNoOtherwise() {
    Listed gone = new Listed(FIRST, "v1", false);

    assertThat(policies.reads(HUB, gone, order(HUB, FIRST).policy())).isTrue();
  }

  @Test
  void whatNobodyAddedToIsAsBeforeWhenItIsStripped() {
    policies.make(order(HUB, FIRST));

    policies.strip(HUB, FIRST);
    policies.strip(HUB, SECOND);

    assertThat(listed(HUB)).containsExactly(FIRST);
    assertThat(policies.make(order(HUB, FIRST))).isEqualTo(PolicyArn.of("aws", HUB, FIRST));
  }

  @Test
  void aPolicySaysOfItselfWhoseItIsAndUntilWhen() {
    policies.make(order(HUB, FIRST));

    assertThat(policies.label(HUB, FIRST))
        .contains(
            new Label(RoleArn.of("aws", HUB, new EntitlementId("read-things")), EXPIRY, Set.of()));
    assertThat(policies.label(HUB, SECOND)).isEmpty();
  }

  private List<GrantId> listed(AccountId account) {
    List<GrantId> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page page = policies.list(account, next);
      page.policies().forEach(policy -> all.add(policy.grant()));
      next = page.next();
    } while (next.isPresent());
    return all;
  }

  /// What is to be made for a grant.
  protected static Order order(AccountId account, GrantId grant) {
    return order(account, grant, policyOn("arn:aws:s3:::things/a/*"));
  }

  private static Order order(AccountId account, GrantId grant, Policy policy) {
    return new Order(
        account,
        grant,
        ALICE,
        new EntitlementId("read-things"),
        policy.ofGrant(grant, EXPIRY),
        EXPIRY);
  }
}
