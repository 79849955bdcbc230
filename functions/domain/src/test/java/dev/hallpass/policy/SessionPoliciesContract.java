package dev.hallpass.policy;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.EXPIRY;
import static dev.hallpass.grant.Examples.policyOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.catalog.EntitlementId;
import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.SessionPolicies.NotTheSame;
import dev.hallpass.policy.SessionPolicies.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all session policies keep to.
public abstract class SessionPoliciesContract {

  protected static final AccountId HUB = new AccountId("111122223333");
  protected static final AccountId TARGET = new AccountId("444455556666");
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
    assertThat(policies.grants(HUB)).isEmpty();
    assertThat(policies.grants(TARGET)).isEmpty();
  }

  @Test
  void whatWasMadeIsThereUntilItIsRemoved() {
    assertThat(policies.make(order(HUB, FIRST))).isEqualTo(PolicyArn.of("aws", HUB, FIRST));
    assertThat(policies.make(order(HUB, SECOND))).isEqualTo(PolicyArn.of("aws", HUB, SECOND));
    assertThat(policies.grants(HUB)).containsExactlyInAnyOrder(FIRST, SECOND);

    assertThat(policies.remove(HUB, FIRST)).isTrue();

    assertThat(policies.grants(HUB)).containsExactly(SECOND);
  }

  @Test
  void eachAccountHasItsOwn() {
    policies.make(order(HUB, FIRST));
    policies.make(order(TARGET, SECOND));

    assertThat(policies.grants(HUB)).containsExactly(FIRST);
    assertThat(policies.grants(TARGET)).containsExactly(SECOND);

    assertThat(policies.remove(HUB, SECOND)).isFalse();
    assertThat(policies.grants(TARGET)).containsExactly(SECOND);
  }

  @Test
  void makingAgainFindsWhatIsThere() {
    PolicyArn made = policies.make(order(HUB, FIRST));

    assertThat(policies.make(order(HUB, FIRST))).isEqualTo(made);
    assertThat(policies.grants(HUB)).containsExactly(FIRST);
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

  /// What is to be made for a grant.
  protected static Order order(AccountId account, GrantId grant) {
    return order(account, grant, policyOn("arn:aws:s3:::things/a/*"));
  }

  private static Order order(AccountId account, GrantId grant, Policy policy) {
    return new Order(
        account, grant, ALICE, new EntitlementId("read-things"), policy.until(EXPIRY), EXPIRY);
  }

  private static GrantId grant(int number) {
    return new GrantId("grant-%032d".formatted(number));
  }
}
