package dev.hallpass.adapters.cloudformation;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;

import dev.hallpass.drift.Deployed;
import dev.hallpass.drift.DeployedContract;
import dev.hallpass.emulator.account.Account;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.iam.IamClient;

/// The contract of what is deployed, for a stack with a role that is changed by hand.
class DeployedStackContractTest extends DeployedContract {

  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole",
         "Principal": {"Service": "lambda.amazonaws.com"}}]}
      """;
  private static final String TEMPLATE =
      """
      {"Resources": {"Role": %s %s}}
      """;

  private final IamClient iam =
      new Account(HUB.value(), InstantSource.fixed(NOON), new Random(1)).iam();
  private final SampleStack stack = new SampleStack();

  @BeforeEach
  void deploy() {
    iam.createRole(role -> role.roleName("worker").assumeRolePolicyDocument(TRUST));
    stack.of(TEMPLATE.formatted(role(TRUST), "")).named("Role", "worker");
  }

  @Override
  protected Deployed deployed() {
    return stack.deployed(iam);
  }

  @Override
  protected void change() {
    letSessionsLast(43_200);
  }

  @Override
  protected void putBack() {
    letSessionsLast(3600);
  }

  private void letSessionsLast(int seconds) {
    iam.updateRole(role -> role.roleName("worker").maxSessionDuration(seconds));
  }

  @Override
  protected void remove() {
    stack.of(TEMPLATE.formatted(role(TRUST), ", \"Helper\": " + role(TRUST)));
  }

  @Override
  protected void hide() {
    String unknown =
        TRUST.replace("\"lambda.amazonaws.com\"", "{\"Fn::ImportValue\": \"Service\"}");
    iam.createRole(role -> role.roleName("stranger").assumeRolePolicyDocument(TRUST));
    stack
        .of(TEMPLATE.formatted(role(TRUST), ", \"Stranger\": " + role(unknown)))
        .named("Stranger", "stranger");
  }

  private static String role(String trust) {
    return """
    {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": %s}}
    """
        .formatted(trust);
  }
}
