package dev.hallpass.infra;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.iam.Entitlements;
import dev.hallpass.infra.iam.HubHandlers;
import dev.hallpass.infra.iam.ProvisionerRole;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.infra.shared.StackTags;
import dev.hallpass.policy.ManagedPolicy;
import java.util.Optional;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.IStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The stack of an account other than the hub: the roles of its entitlements, and the role that
/// creates their policies. It is bound to that account, so a deployment with the wrong credentials
/// stops.
public final class HallpassTarget extends Stack {

  private static final String NAME = "HallpassTarget";

  /// @param hub the account of Hallpass
  public HallpassTarget(
      Construct scope,
      AccountId hub,
      TargetAccount account,
      Catalog catalog,
      Conventions conventions) {
    super(
        scope,
        account.id().value(),
        StackProps.builder()
            .stackName(NAME)
            .description("Hallpass: what another account needs")
            .env(Environment.builder().account(account.id().value()).build())
            .tags(StackTags.of(conventions))
            .synthesizer(withoutRule())
            .build());
    RoleConventions roles = new RoleConventions(conventions);
    var entitlements =
        catalog.entitlements().stream().flatMap(one -> one.in(account.id()).stream()).toList();
    new Entitlements(this, entitlements, HubHandlers.in(this, hub, roles, "IssueCredentials"));
    var managed =
        catalog.managedPolicies().stream()
            .map(ManagedPolicy::arn)
            .filter(arn -> arn.account().equals(Optional.of(account.id())))
            .toList();
    new ProvisionerRole(
        this, account, managed, HubHandlers.in(this, hub, roles, "Activate", "Retire", "Reap"));
    roles.applyTo(this, ProvisionerRole.NAME);
  }

  /// Without the check of the bootstrap in the template, because a stack set deploys it where there
  /// is none.
  static IStackSynthesizer withoutRule() {
    return DefaultStackSynthesizer.Builder.create().generateBootstrapVersionRule(false).build();
  }
}
