package dev.hallpass.infra.shared;

import dev.hallpass.catalog.Installation.Conventions;
import java.util.Set;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnRole;

/// What an organization demands of roles: a permissions boundary of its own, and a path.
///
/// The roles of entitlements keep their boundary, which is their ceiling, and their path, by which
/// rights and alarms know them. A role with a boundary or a path of its own keeps it.
public final class RoleConventions {

  private final Conventions conventions;

  public RoleConventions(Conventions conventions) {
    this.conventions = conventions;
  }

  /// Applies them to all roles that a stack has. Call it when it has all.
  ///
  /// @param kept the names of roles that functions know, which keep their path
  public void applyTo(Stack stack, String... kept) {
    stack.getNode().findAll().stream()
        .filter(CfnRole.class::isInstance)
        .map(CfnRole.class::cast)
        .forEach(role -> applyTo(role, stack, Set.of(kept)));
  }

  private void applyTo(CfnRole role, Stack stack, Set<String> kept) {
    if (role.getPermissionsBoundary() == null) {
      conventions
          .boundary()
          .map(name ->
              "arn:%s:iam::%s:policy/%s".formatted(stack.getPartition(), Aws.ACCOUNT_ID, name))
          .ifPresent(role::setPermissionsBoundary);
    }
    boolean isKept = role.getRoleName() != null && kept.contains(role.getRoleName());
    if (role.getPath() == null && !isKept && !conventions.rolePath().equals("/")) {
      role.setPath(conventions.rolePath());
    }
  }

  /// The end of the ARN of a role with the path.
  ///
  /// @param name the name, or a pattern
  public String role(String name) {
    return "role" + conventions.rolePath() + name;
  }
}
