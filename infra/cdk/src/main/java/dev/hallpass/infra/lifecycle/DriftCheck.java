package dev.hallpass.infra.lifecycle;

import dev.hallpass.infra.iam.Entitlements;
import dev.hallpass.infra.ledger.IntegrationTable;
import dev.hallpass.infra.ledger.LedgerTable;
import dev.hallpass.infra.ledger.SigningKey;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import java.util.List;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// The hourly comparison of the system with its template, and its rights. It can change nothing: it
/// logs a remedy for each difference, and people run it.
///
/// Its rights go by the names that CloudFormation and this stack give to roles and functions. A
/// list of all of them would wait for each of them, and grow with the catalogue.
public final class DriftCheck extends Construct {

  /// @param managed the managed policies in the catalogue
  /// @param roles the path of the roles of functions and services
  public DriftCheck(
      Construct scope,
      Handler findDrift,
      LedgerTable ledger,
      List<IntegrationTable> tables,
      Lifecycle grants,
      SigningKey seals,
      EncryptionKey key,
      List<ManagedPolicy> managed,
      RoleConventions roles) {
    super(scope, "DriftCheck");
    Rule.Builder.create(this, "EachHour")
        .description("Calls the check of Hallpass for drift each hour")
        .schedule(Schedule.rate(Duration.hours(1)))
        .targets(List.of(LambdaFunction.Builder.create(findDrift.live()).build()))
        .build();
    // It makes some hundreds of calls one after the other, and services can be slow.
    findDrift.mayTake(Duration.minutes(5));
    // A check that did not see everything fails, and sees no more a minute later.
    findDrift
        .live()
        .configureAsyncInvoke(EventInvokeConfigOptions.builder().retryAttempts(0).build());
    findDrift.tell("STACK", Aws.STACK_ID);
    findDrift.allow(
        List.of(
            "cloudformation:DescribeStacks",
            "cloudformation:GetTemplate",
            "cloudformation:ListStackResources"),
        List.of(Aws.STACK_ID));
    findDrift.allow(
        List.of(
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies"),
        List.of(
            iam(roles.role(Aws.STACK_NAME + "-*")),
            iam(roles.role("hallpass-*")),
            iam("role/hallpass/*")));
    findDrift.allow(
        List.of("iam:GetPolicy", "iam:GetPolicyVersion"), List.of(Entitlements.ceilingsIn(this)));
    List<String> ofAws =
        managed.stream()
            .map(ManagedPolicy::arn)
            .filter(arn -> arn.account().isEmpty())
            .map(ManagedPolicyArn::value)
            .toList();
    if (!ofAws.isEmpty()) {
      findDrift.allow(List.of("iam:GetPolicy"), ofAws);
    }
    findDrift.allow(
        List.of("lambda:GetFunctionConfiguration", "lambda:GetPolicy", "lambda:ListAliases"),
        List.of(functions()));
    findDrift.allow(List.of("events:DescribeRule", "events:ListTargetsByRule"), List.of(rules()));
    findDrift.allow(List.of("events:DescribeEventBus"), List.of(defaultBus()));
    ledger.describableBy(findDrift);
    tables.forEach(table -> table.describableBy(findDrift));
    grants.describableBy(findDrift);
    seals.describableBy(findDrift);
    key.describableBy(findDrift);
  }

  private String iam(String resource) {
    return "arn:%s:iam::%s:%s"
        .formatted(Stack.of(this).getPartition(), Stack.of(this).getAccount(), resource);
  }

  private String rules() {
    return Arn.format(
        ArnComponents.builder()
            .service("events")
            .resource("rule")
            .resourceName(Aws.STACK_NAME + "-*")
            .build(),
        Stack.of(this));
  }

  private String defaultBus() {
    return Arn.format(
        ArnComponents.builder()
            .service("events")
            .resource("event-bus")
            .resourceName("default")
            .build(),
        Stack.of(this));
  }

  private String functions() {
    return Arn.format(
        ArnComponents.builder()
            .service("lambda")
            .resource("function")
            .resourceName(Aws.STACK_NAME + "-*")
            .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
            .build(),
        Stack.of(this));
  }
}
