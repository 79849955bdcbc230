package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.NamedPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// The IAM of an account as the rest of AWS sees it at one moment, later than IAM itself does.
public final class IamView {
  private final IamState state;

  IamView(IamState state) {
    this.state = state;
  }

  /// The managed policy of that ARN with the document of its default version.
  public Optional<NamedPolicy> policy(String arn) {
    return state.policy(arn).map(ManagedPolicy::named);
  }

  /// The role of that ARN with its path.
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
        role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
        new NamedPolicy("trust policy of " + role.roleName(), stored.trust()),
        Stream.concat(
                stored.inline().values().stream().map(StoredRole.Inline::policy),
                stored.attached().stream().flatMap(arn -> policy(arn).stream()))
            .toList(),
        boundaries);
  }
}
