package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A managed policy of AWS beside the grant's own, under the deployed role and its boundary.
class ManagedPolicyScenarioTest {

  private static final String EVERYTHING =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}]}
      """;

  private static final String VIEW = "arn:aws:billing::444455556666:billingview/primary";

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whatThePolicyAllowsIsOpenUntilTheEndAndNothingElse() {
    GrantId grant = scene.openedBySignature(Asked.bills("PT15M"));
    Keys keys = scene.keys(grant);
    Instant end = scene.expiresAt(grant);

    assertThat(isOpen(keys, "ce:GetCostAndUsage", VIEW)).isTrue();
    assertThat(isOpen(keys, "budgets:ViewBudget", "arn:aws:budgets::444455556666:budget/all"))
        .isTrue();
    assertThat(isOpen(keys, "budgets:ModifyBudget", "arn:aws:budgets::444455556666:budget/all"))
        .isFalse();
    assertThat(isOpen(keys, "s3:GetObject", "arn:aws:s3:::acme-sales/a")).isFalse();

    scene.passUntil(end.minusMillis(1));
    assertThat(isOpen(keys, "ce:GetCostAndUsage", VIEW)).isTrue();
    scene.passUntil(end);
    assertThat(isOpen(keys, "ce:GetCostAndUsage", VIEW)).isFalse();
  }

  @Test
  void aReturnEndsItInSeconds() {
    GrantId grant = scene.openedBySignature(Asked.bills("PT1H"));
    Keys keys = scene.keys(grant);

    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(isOpen(keys, "ce:GetCostAndUsage", VIEW)).isFalse();
  }

  @Test
  void aWiderVersionOfAwsOpensNoPartOfHallpass() {
    GrantId grant = scene.openedBySignature(Asked.bills("PT15M"));
    Keys keys = scene.keys(grant);
    publish("v29");

    assertThat(isOpen(keys, "s3:GetObject", "arn:aws:s3:::acme-sales/a")).isTrue();
    String iam = "arn:aws:iam::444455556666:";
    assertThat(isOpen(keys, "sts:AssumeRole", iam + "role/hallpass-provisioner")).isFalse();
    assertThat(isOpen(keys, "iam:PutRolePolicy", iam + "role/hallpass/see-bills")).isFalse();
    assertThat(isOpen(keys, "iam:DeletePolicy", iam + "policy/hallpass/" + grant)).isFalse();
    assertThat(isOpen(keys, "iam:PassRole", iam + "role/cdk-hallpass-cfn-exec-role")).isFalse();
    assertThat(isOpen(keys, "iam:PutRolePolicy", iam + "role/shop")).isTrue();

    scene.passUntil(scene.expiresAt(grant));
    assertThat(isOpen(keys, "s3:GetObject", "arn:aws:s3:::acme-sales/a")).isFalse();
  }

  @Test
  void aChangeByAwsIsDriftForPeopleToLookAt() {
    publish("v29");

    assertThat(Json.read(scene.checkForDrift()).valueStream())
        .filteredOn(one -> Json.text(one, "resource").equals("AWSBillingReadOnlyAccess"))
        .singleElement()
        .satisfies(one -> {
          assertThat(Json.text(one, "aspect"))
              .isEqualTo("version in force, which was v28 when it was reviewed");
          assertThat(Json.text(one, "remedy"))
              .startsWith("write AWSBillingReadOnlyAccess.json in infra/catalog/managed anew");
        });
  }

  private void publish(String version) {
    for (String account : new String[] {scene.system().hub().place().account(), "444455556666"}) {
      scene
          .system()
          .accounts()
          .account(account)
          .publish("arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess", version, EVERYTHING);
    }
  }

  private boolean isOpen(Keys keys, String action, String resource) {
    return scene
        .system()
        .accounts()
        .account("444455556666")
        .may(keys.id(), keys.token(), action, resource, Context.empty(), scene.now())
        .allowed();
  }
}
