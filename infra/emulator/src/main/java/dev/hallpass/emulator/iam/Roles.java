package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/// The operations on roles.
final class Roles {
  private static final int TRUST_CHARACTERS = 2_048;

  private final String account;
  private final IamStore store;
  private final RandomIds ids;

  Roles(String account, IamStore store, RandomIds ids) {
    this.account = account;
    this.store = store;
    this.ids = ids;
  }

  CreateRoleResponse create(CreateRoleRequest request) {
    String name = Inputs.name(request.roleName(), 64, "roleName");
    String path = Inputs.path(request.path());
    List<Tag> tags = Inputs.tags(request.tags());
    int longest = longestSession(request.maxSessionDuration());
    String text = request.assumeRolePolicyDocument();
    Inputs.require(text != null, "assumeRolePolicyDocument must not be empty.");
    PolicyDocument trust = trust(text);
    IamState state =
        store.change((before, now) -> {
          requireFree(before, name);
          Role role =
              Role.builder()
                  .roleName(name)
                  .roleId(ids.unique("AROA", 21))
                  .arn(arn(path, name))
                  .path(path)
                  .description(request.description())
                  .tags(tags)
                  .maxSessionDuration(longest)
                  .assumeRolePolicyDocument(Inputs.encoded(text))
                  .permissionsBoundary(boundary(before, request.permissionsBoundary()))
                  .createDate(now)
                  .build();
          return before.with(StoredRole.of(role, trust));
        });
    return CreateRoleResponse.builder().role(role(state, name).role()).build();
  }

  private static int longestSession(@Nullable Integer seconds) {
    int longest = Optional.ofNullable(seconds).orElse(3_600);
    Inputs.require(
        longest >= 3_600 && longest <= 43_200,
        "maxSessionDuration must be between 3600 and 43200: " + longest);
    return longest;
  }

  UpdateRoleResponse update(UpdateRoleRequest request) {
    if (request.description() != null) {
      throw new UnsupportedOperationException("Another description of a role is not emulated");
    }
    int longest = longestSession(request.maxSessionDuration());
    change(request.roleName(), (_, role) -> role.maxSessionDuration(longest));
    return UpdateRoleResponse.builder().build();
  }

  PutRolePermissionsBoundaryResponse bound(PutRolePermissionsBoundaryRequest request) {
    change(
        request.roleName(),
        (state, role) -> role.permissionsBoundary(boundary(state, request.permissionsBoundary())));
    return PutRolePermissionsBoundaryResponse.builder().build();
  }

  DeleteRolePermissionsBoundaryResponse free(DeleteRolePermissionsBoundaryRequest request) {
    change(
        request.roleName(),
        (_, role) -> role.permissionsBoundary((AttachedPermissionsBoundary) null));
    return DeleteRolePermissionsBoundaryResponse.builder().build();
  }

  private void change(String name, BiFunction<IamState, Role.Builder, Role.Builder> change) {
    store.change((before, now) -> {
      StoredRole stored = role(before, name);
      return before.with(stored.with(change.apply(before, stored.role().toBuilder()).build()));
    });
  }

  private static PolicyDocument trust(String text) {
    return Inputs.document(text, TRUST_CHARACTERS, "ACLSizePerRole", PolicyDocument::trust);
  }

  UpdateAssumeRolePolicyResponse trust(UpdateAssumeRolePolicyRequest request) {
    String text = request.policyDocument();
    Inputs.require(text != null, "policyDocument must not be empty.");
    PolicyDocument trust = trust(text);
    store.change((before, now) ->
        before.with(role(before, request.roleName()).withTrust(Inputs.encoded(text), trust)));
    return UpdateAssumeRolePolicyResponse.builder().build();
  }

  private String arn(String path, String name) {
    return "arn:aws:iam::%s:role%s%s".formatted(account, path, name);
  }

  private static void requireFree(IamState state, String name) {
    if (state.roles().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw IamErrors.alreadyExists("Role with name %s already exists.".formatted(name));
    }
  }

  private static @Nullable AttachedPermissionsBoundary boundary(
      IamState state, @Nullable String arn) {
    if (arn == null) {
      return null;
    }
    if (state.policy(arn).isEmpty()) {
      throw IamErrors.noSuchEntity(
          "Scope ARN: %s does not exist or is not attachable.".formatted(arn));
    }
    return AttachedPermissionsBoundary.builder()
        .permissionsBoundaryArn(arn)
        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
        .build();
  }

  static GetRoleResponse get(IamState state, GetRoleRequest request) {
    return GetRoleResponse.builder().role(role(state, request.roleName()).role()).build();
  }

  static ListRolesResponse list(IamState state, ListRolesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<Role> all =
        state.roles().values().stream()
            .map(StoredRole::role)
            .filter(role -> role.path().startsWith(prefix))
            .map(role ->
                role.toBuilder()
                    .tags((List<Tag>) null)
                    .permissionsBoundary((AttachedPermissionsBoundary) null)
                    .build())
            .toList();
    IamPage<Role> page = IamPage.cut(all, Role::roleName, request.marker(), request.maxItems());
    return ListRolesResponse.builder()
        .roles(page.items())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  DeleteRoleResponse delete(DeleteRoleRequest request) {
    store.change((before, now) -> {
      StoredRole role = role(before, request.roleName());
      if (!role.attached().isEmpty()) {
        throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
      }
      if (!role.inline().isEmpty()) {
        throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
      }
      return before.withoutRole(role.role().roleName());
    });
    return DeleteRoleResponse.builder().build();
  }

  static StoredRole role(IamState state, String name) {
    return state
        .role(String.valueOf(name))
        .orElseThrow(
            () -> IamErrors.noSuchEntity("The role with name %s cannot be found.".formatted(name)));
  }
}
