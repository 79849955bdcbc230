package dev.hallpass.infra.api;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The permission of API Gateway to write logs. It has one for the account and region, not one for
/// each API. So it stays when the stack is destroyed: other APIs may log by it.
final class GatewayLogging extends Construct {

  GatewayLogging(Construct scope) {
    super(scope, "Logging");
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
            // A part of the role, because API Gateway refuses a role while its policy is missing,
            // and
            // so that it stays with it.
            .inlinePolicies(
                Map.of(
                    "WriteLogs",
                    PolicyDocument.Builder.create()
                        .statements(List.of(allThatApiGatewayAsksFor()))
                        .build()))
            .build();
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    CfnAccount account =
        CfnAccount.Builder.create(this, "Account").cloudWatchRoleArn(role.getRoleArn()).build();
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
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
