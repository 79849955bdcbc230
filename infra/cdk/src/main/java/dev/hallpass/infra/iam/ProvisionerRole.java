package dev.hallpass.infra.iam;

import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.policy.ManagedPolicyArn;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The role by which the hub creates and deletes Hallpass's policies in another account, denies the
/// sessions of grants on the entitlements' roles there, and terminates their shells.
public final class ProvisionerRole extends Construct {

  /// The name that the functions use to assume it.
  public static final String NAME = dev.hallpass.adapters.iam.Provisioner.ROLE;

  /// @param managed the managed policies of the account that its grants rely on
  /// @param hub the only principals that the role trusts, if they name the account's external id
  public ProvisionerRole(
      Construct scope, TargetAccount account, List<ManagedPolicyArn> managed, IPrincipal hub) {
    super(scope, "Provisioner");
    Role role =
        Role.Builder.create(this, "Role")
            .roleName(NAME)
            .description("Makes and removes the policies of single grants of Hallpass")
            .assumedBy(
                new PrincipalWithConditions(
                    hub, Map.of("StringEquals", Map.of("sts:ExternalId", account.externalId()))))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of("iam:CreatePolicy", "iam:DeletePolicy", "iam:GetPolicy", "iam:TagPolicy"))
            .resources(List.of(SessionPolicyRights.in(Stack.of(this))))
            .build());
    if (!managed.isEmpty()) {
      role.addToPolicy(
          PolicyStatement.Builder.create()
              .actions(List.of("iam:GetPolicy", "iam:GetPolicyVersion"))
              .resources(managed.stream().map(arn -> Entitlements.here(this, arn.value())).toList())
              .build());
    }
    // IAM cannot narrow this to some policies (source: actions and resource types of IAM).
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("iam:GetAccountSummary", "iam:ListPolicies"))
            .resources(List.of("*"))
            .build());
    Entitlements.toKeepSessionDenials(Stack.of(this)).forEach(role::addToPolicy);
    Entitlements.toTerminateShells(Stack.of(this)).forEach(role::addToPolicy);
    SessionPolicyRights.disentangling(Stack.of(this)).forEach(role::addToPolicy);
  }
}
