package dev.hallpass.infra.api;

import java.util.List;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The permission of API Gateway to write logs. It has one for the account and region, not one for
/// each API.
final class GatewayLogging extends Construct {

  GatewayLogging(Construct scope) {
    super(scope, "Logging");
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
            .build();
    role.addToPolicy(allThatApiGatewayAsksFor());
    // API Gateway also refuses the role while its policy is missing.
    CfnAccount account =
        CfnAccount.Builder.create(this, "Account").cloudWatchRoleArn(role.getRoleArn()).build();
    account.getNode().addDependency(role);
  }

  /// API Gateway refuses a role with fewer permissions (source:
  /// AmazonAPIGatewayPushToCloudWatchLogs, which allows the same).
  private static PolicyStatement allThatApiGatewayAsksFor() {
    return PolicyStatement.Builder.create()
        .actions(
            List.of(
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams",
                "logs:FilterLogEvents",
                "logs:GetLogEvents",
                "logs:PutLogEvents"))
        .resources(List.of("*"))
        .build();
  }
}
