package dev.hallpass.adapters.iam;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.ManagedPolicies;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whether the managed policy of an account is the one that was reviewed.
class IamManagedPoliciesTest {

  private static final String READ =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
      """;
  private static final String WRITE = READ.replace("Get", "Put");
  private static final String ARN = "arn:aws:iam::111122223333:policy/team/Operate";
  private static final ManagedPolicy REVIEWED =
      new ManagedPolicy(
          new ManagedPolicyArn(ARN),
          "v1",
          Sha256.of(Json.canonical(Json.read(READ))),
          false,
          Set.of());

  private final Account account =
      new Account(HUB.value(), InstantSource.fixed(NOON), new Random(4711));
  private final ManagedPolicies policies =
      new IamManagedPolicies(
          new IamAccounts(
              HUB,
              account.iam(),
              other -> {
                throw new OutcomeUnknown("reach " + other, new IllegalStateException());
              }));

  @Test
  void aPolicyAsItWasReviewedIsTaken() {
    make(READ);

    assertThat(policies.isAsReviewed(HUB, REVIEWED)).isTrue();
  }

  @Test
  void anotherVersionInForceIsNot() {
    make(READ);
    account
        .iam()
        .createPolicyVersion(one -> one.policyArn(ARN).policyDocument(WRITE).setAsDefault(true));

    assertThat(policies.isAsReviewed(HUB, REVIEWED)).isFalse();
  }

  @Test
  void aVersionThatIsNotInForceChangesNothing() {
    make(READ);
    account.iam().createPolicyVersion(one -> one.policyArn(ARN).policyDocument(WRITE));

    assertThat(policies.isAsReviewed(HUB, REVIEWED)).isTrue();
  }

  @Test
  void aPolicyMadeAnewUnderTheSameNameIsNot() {
    make(READ);
    account.iam().deletePolicy(one -> one.policyArn(ARN));
    make(WRITE);

    assertThat(policies.isAsReviewed(HUB, REVIEWED)).isFalse();
  }

  @Test
  void aPolicyThatIsGoneIsNot() {
    assertThat(policies.isAsReviewed(HUB, REVIEWED)).isFalse();
  }

  @Test
  void withoutAnAnswerItIsUnknown() {
    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> policies.isAsReviewed(TARGET, REVIEWED));
  }

  private void make(String document) {
    account
        .iam()
        .createPolicy(one -> one.path("/team/").policyName("Operate").policyDocument(document));
  }
}
