package dev.hallpass.infra.iam;

import dev.hallpass.adapters.identitystore.IdentityStoreDirectory;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.IdentityStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The role by which the hub reads the groups of IAM Identity Center and the addresses of their
/// members.
public final class DirectoryRole extends Construct {

  /// The name that the functions use to assume it.
  public static final String NAME = IdentityStoreDirectory.ROLE;

  /// The handlers of the hub that ask the directory.
  public static List<String> readers(Settings settings, Installation installation) {
    List<String> readers =
        new ArrayList<>(List.of("Requests", "Reads", "Activate", "IssueCredentials"));
    if (!settings.adminGroups().isEmpty() || settings.looksUpUsers()) {
      // A command asks who calls, and whether they are an admin.
      readers.add("Commands");
    }
    if (!installation.workflows().isEmpty()) {
      readers.add("HearEvents");
    }
    return readers;
  }

  /// @param hub the only principals that the role trusts, if they name the external id
  public DirectoryRole(Construct scope, IdentityStore store, IPrincipal hub) {
    super(scope, "Directory");
    Stack stack = Stack.of(this);
    Role role =
        Role.Builder.create(this, "Role")
            .roleName(NAME)
            .description("Reads the groups that entitlements of Hallpass name")
            .assumedBy(
                new PrincipalWithConditions(
                    hub, Map.of("StringEquals", Map.of("sts:ExternalId", store.externalId()))))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "identitystore:DescribeUser",
                    "identitystore:GetGroupId",
                    "identitystore:GetUserId",
                    "identitystore:IsMemberInGroups",
                    "identitystore:ListGroupMemberships"))
            .resources(
                Stream.of(
                        ":%s:identitystore/%s".formatted(store.account(), store.id()),
                        "::group/*",
                        "::membership/*",
                        "::user/*")
                    .map(resource ->
                        "arn:%s:identitystore:%s".formatted(stack.getPartition(), resource))
                    .toList())
            .build());
  }
}
