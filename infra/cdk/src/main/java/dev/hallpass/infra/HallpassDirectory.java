package dev.hallpass.infra;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.iam.DirectoryRole;
import dev.hallpass.infra.iam.HubHandlers;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.infra.shared.StackTags;
import java.util.List;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The stack of the account of IAM Identity Center: the role by which the hub reads groups. It is
/// bound to that account, so a deployment with the wrong credentials stops.
public final class HallpassDirectory extends Stack {

  private static final String NAME = "HallpassDirectory";

  /// @param hub the account of Hallpass
  /// @param readers the handlers of the hub that ask the directory
  public HallpassDirectory(
      Construct scope,
      AccountId hub,
      IdentityStore store,
      List<String> readers,
      Conventions conventions) {
    super(
        scope,
        store.account().value(),
        StackProps.builder()
            .stackName(NAME)
            .description("Hallpass: what the account of Identity Center needs")
            .env(
                Environment.builder()
                    .account(store.account().value())
                    .region(store.region())
                    .build())
            .tags(StackTags.of(conventions))
            .build());
    RoleConventions roles = new RoleConventions(conventions);
    new DirectoryRole(
        this, store, HubHandlers.in(this, hub, roles, readers.toArray(String[]::new)));
    roles.applyTo(this, DirectoryRole.NAME);
  }
}
