package dev.hallpass.infra.shared;

import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The role by which CloudFormation deploys a stack. `cdk bootstrap` makes it, and only
/// CloudFormation may assume it.
public final class DeployingRole {

  private DeployingRole() {}

  /// The ARN of the role that deploys the stack of a construct.
  ///
  /// @throws IllegalStateException if the stack is deployed with other rights than such a role's
  public static String arn(Construct part) {
    // The account and the region are filled in when the stack is deployed.
    return Fn.sub(template(part));
  }

  /// The ARN of that role in every account and region, with `*` for both.
  ///
  /// @throws IllegalStateException if the stack is deployed with other rights than such a role's
  public static String anywhere(Construct part) {
    return Fn.sub(template(part).replace("${AWS::AccountId}", "*").replace("${AWS::Region}", "*"));
  }

  private static String template(Construct part) {
    IStackSynthesizer synthesizer = Stack.of(part).getSynthesizer();
    if (synthesizer instanceof DefaultStackSynthesizer bootstrapped) {
      return bootstrapped.getCloudFormationExecutionRoleArn();
    }
    throw new IllegalStateException(
        "The stack must be deployed by the role of `cdk bootstrap`, so that policies can name it");
  }
}
