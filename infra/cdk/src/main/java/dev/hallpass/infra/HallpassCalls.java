package dev.hallpass.infra;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.monitoring.ForwardedCalls;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.infra.shared.StackTags;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The stack that forwards calls of an account to the hub, from the region that it is deployed in.
/// Calls of IAM are only seen in one region of each partition, which is `us-east-1` in most.
public final class HallpassCalls extends Stack {

  private static final String NAME = "HallpassCalls";

  /// @param hub the account of Hallpass
  public HallpassCalls(Construct scope, AccountId hub, AccountId account, Conventions conventions) {
    super(
        scope,
        account.value(),
        StackProps.builder()
            .stackName(NAME)
            .description("Hallpass: calls that its alarms watch")
            .env(Environment.builder().account(account.value()).build())
            .tags(StackTags.of(conventions))
            .synthesizer(HallpassTarget.withoutRule())
            .build());
    CfnParameter region =
        CfnParameter.Builder.create(this, "HubRegion")
            .description("The region of the hub's stack")
            .allowedPattern("[a-z]{2}(-[a-z]+)+-[0-9]")
            .build();
    new ForwardedCalls(this, hub, account, region.getValueAsString());
    new RoleConventions(conventions).applyTo(this);
  }
}
