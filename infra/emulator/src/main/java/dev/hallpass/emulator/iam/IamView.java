package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.NamedPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.Role;

/// The IAM of an account as the rest of AWS sees it at one moment, with a delay.
public final class IamView {
  private final IamState state;

  IamView(IamState state) {
    this.state = state;
  }

  /// The managed policy with this ARN, with the document of its default version.
  public Optional<NamedPolicy> policy(String arn) {
    return state.policy(arn).map(ManagedPolicy::named);
  }

  /// The role with this ARN and its path.
  public Optional<RoleView> role(String arn) {
    return state
        .role(arn.substring(arn.lastIndexOf('/') + 1))
        .filter(role -> role.role().arn().equals(arn))
        .map(this::viewed);
  }

  private RoleView viewed(StoredRole stored) {
    Role role = stored.role();
    List<NamedPolicy> boundaries =
        role.permissionsBoundary() == null
            ? List.of()
            : policy(role.permissionsBoundary().permissionsBoundaryArn()).stream().toList();
    return new RoleView(
        role.arn(),
        role.roleId(),
        Duration.ofSeconds(role.maxSessionDuration()),
        tags(role),
        new NamedPolicy("trust policy of " + role.roleName(), stored.trust()),
        identity(stored),
        boundaries);
  }

  private List<NamedPolicy> identity(StoredRole stored) {
    List<NamedPolicy> identity = new ArrayList<>();
    stored.inline().values().forEach(inline -> identity.add(inline.policy()));
    stored.attached().forEach(arn -> policy(arn).ifPresent(identity::add));
    return identity;
  }

  private static Map<String, String> tags(Role role) {
    Map<String, String> tags = new HashMap<>();
    role.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }
}
