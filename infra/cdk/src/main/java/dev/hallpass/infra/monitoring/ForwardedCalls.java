package dev.hallpass.infra.monitoring;

import static dev.hallpass.infra.monitoring.CallPattern.wildcard;

import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.shared.RoleConventions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.OrganizationPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The calls of IAM and the sessions of entitlements' roles in another account or region, forwarded
/// to the hub. The hub's rules decide which of them people get to know.
public final class ForwardedCalls extends Construct {

  private static final String ROLE = "hallpass-calls-";

  private final String bus;
  private final List<Object> regions;
  private final Role sender;

  /// @param hub the account of Hallpass
  /// @param hubRegion its region. Calls there are not forwarded if this account is the hub, because
  ///   its rules see them already
  public ForwardedCalls(Construct scope, AccountId hub, AccountId account, String hubRegion) {
    super(scope, "Calls");
    Stack stack = Stack.of(this);
    bus = bus(stack, hubRegion, hub.value());
    regions =
        account.equals(hub)
            ? List.of(Map.of("anything-but", List.of(hubRegion)))
            : List.of(stack.getRegion());
    sender = roleOfRules(this).roleName(ROLE + stack.getRegion()).build();
    sender.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("events:PutEvents"))
            .resources(List.of(bus))
            .build());
    forward("Iam", "ENABLED", new CallPattern("iam"));
    forward(
        "Sessions",
        "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        new CallPattern("sts")
            .named("AssumeRole")
            .on("roleArn", wildcard("arn:*:iam::*:role/hallpass/*")));
  }

  /// What the bus of the hub says of one account: only the role of these rules may send to it.
  static PolicyStatement forwarding(Construct hub, AccountId account, RoleConventions roles) {
    return forwarding(hub, account.value(), roles)
        .sid("HallpassCallsOf" + account)
        .principals(List.of(new AccountPrincipal(account.value())))
        .build();
  }

  /// The same of all accounts of an organization.
  static PolicyStatement forwardingOf(Construct hub, String organization, RoleConventions roles) {
    return forwarding(hub, "*", roles)
        .sid("HallpassCallsOfTheOrganization")
        .principals(List.of(new OrganizationPrincipal(organization)))
        .build();
  }

  private static PolicyStatement.Builder forwarding(
      Construct hub, String account, RoleConventions roles) {
    Stack stack = Stack.of(hub);
    String role =
        "arn:%s:iam::%s:%s".formatted(stack.getPartition(), account, roles.role(ROLE + "*"));
    return PolicyStatement.Builder.create()
        .actions(List.of("events:PutEvents"))
        .resources(List.of(bus(stack, stack.getRegion(), Aws.ACCOUNT_ID)))
        .conditions(Map.of("ArnLike", Map.of("aws:PrincipalArn", role)));
  }

  /// A role that only the rules of the stack can use.
  static Role.Builder roleOfRules(Construct part) {
    Stack stack = Stack.of(part);
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID));
    conditions.put(
        "ArnLike",
        Map.of(
            "aws:SourceArn",
            "arn:%s:events:%s:%s:rule/%s-*"
                .formatted(
                    stack.getPartition(), stack.getRegion(), Aws.ACCOUNT_ID, Aws.STACK_NAME)));
    return Role.Builder.create(part, "Role")
        .assumedBy(
            ServicePrincipal.Builder.create("events.amazonaws.com").conditions(conditions).build());
  }

  private static String bus(Stack stack, String region, String account) {
    return "arn:%s:events:%s:%s:event-bus/default".formatted(stack.getPartition(), region, account);
  }

  private void forward(String id, String state, CallPattern calls) {
    CfnRule.Builder.create(this, id)
        .description("Forwards calls to Hallpass")
        .eventPattern(calls.where("region", regions).toMap())
        .state(state)
        .targets(
            List.of(
                CfnRule.TargetProperty.builder()
                    .id("Hub")
                    .arn(bus)
                    .roleArn(sender.getRoleArn())
                    .build()))
        .build();
  }
}
