package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.Tag;

/// What requests about managed policies, and about the inline policies of roles, need leave for.
/// [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html)
public final class IamAccesses implements Accesses {
  private final String account;
  private final Function<String, Optional<Role>> roles;

  /// @param account twelve digits: the one that the caller's policies are made in
  /// @param roles of that account, by name
  public IamAccesses(String account, Function<String, Optional<Role>> roles) {
    this.account = account;
    this.roles = roles;
  }

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      case CreatePolicyRequest create -> created(create);
      case GetPolicyRequest get -> one("GetPolicy", get.policyArn());
      case GetPolicyVersionRequest get -> one("GetPolicyVersion", get.policyArn());
      case DeletePolicyRequest delete -> one("DeletePolicy", delete.policyArn());
      case ListPolicyVersionsRequest list -> one("ListPolicyVersions", list.policyArn());
      case ListPolicyTagsRequest list -> one("ListPolicyTags", list.policyArn());
      case CreatePolicyVersionRequest create -> one("CreatePolicyVersion", create.policyArn());
      case DeletePolicyVersionRequest delete -> one("DeletePolicyVersion", delete.policyArn());
      case SetDefaultPolicyVersionRequest set -> one("SetDefaultPolicyVersion", set.policyArn());
      case GetRoleRequest get -> one("GetRole", arn(get.roleName()));
      case ListAttachedRolePoliciesRequest list ->
          one("ListAttachedRolePolicies", arn(list.roleName()));
      // Lists name no resource, so no policy can narrow them.
      case ListPoliciesRequest _ -> one("ListPolicies", "*");
      case ListRolesRequest _ -> one("ListRoles", "*");
      case ListRolePoliciesRequest list -> one("ListRolePolicies", arn(list.roleName()));
      case GetRolePolicyRequest get -> one("GetRolePolicy", arn(get.roleName()));
      case PutRolePolicyRequest put -> changed("PutRolePolicy", put.roleName());
      case DeleteRolePolicyRequest delete -> changed("DeleteRolePolicy", delete.roleName());
      case ListEntitiesForPolicyRequest list -> one("ListEntitiesForPolicy", list.policyArn());
      case DetachRolePolicyRequest detach ->
          detached("DetachRolePolicy", "role/" + detach.roleName(), detach.policyArn());
      case DetachUserPolicyRequest detach ->
          detached("DetachUserPolicy", "user/" + detach.userName(), detach.policyArn());
      case DetachGroupPolicyRequest detach ->
          detached("DetachGroupPolicy", "group/" + detach.groupName(), detach.policyArn());
      default -> throw Accesses.unknown(request);
    };
  }

  /// Whoever changes a role's policies may have to leave it within a boundary.
  private List<Access> changed(String action, String role) {
    Context keys =
        roles
            .apply(role)
            .map(Role::permissionsBoundary)
            .map(boundary ->
                Context.empty().with("iam:PermissionsBoundary", boundary.permissionsBoundaryArn()))
            .orElseGet(Context::empty);
    return List.of(new Access("iam:" + action, arn(role), keys));
  }

  /// Only a role that is there has a path.
  private String arn(String role) {
    return roles
        .apply(role)
        .map(Role::arn)
        .orElseGet(() -> "arn:aws:iam::%s:role/%s".formatted(account, role));
  }

  /// Tags given at the beginning need leave of their own.
  private List<Access> created(CreatePolicyRequest create) {
    String path = Optional.ofNullable(create.path()).orElse("/");
    String arn = "arn:aws:iam::%s:policy%s%s".formatted(account, path, create.policyName());
    Context keys =
        Context.empty()
            .with("aws:TagKeys", create.tags().stream().map(Tag::key).toArray(String[]::new));
    for (Tag tag : create.tags()) {
      keys = keys.with("aws:RequestTag/" + tag.key(), tag.value());
    }
    List<Access> accesses = new ArrayList<>(List.of(new Access("iam:CreatePolicy", arn, keys)));
    if (!create.tags().isEmpty()) {
      accesses.add(new Access("iam:TagPolicy", arn, keys));
    }
    return accesses;
  }

  /// Whose path is not in the request is taken to have none.
  private List<Access> detached(String action, String from, String policyArn) {
    return List.of(
        new Access(
            "iam:" + action,
            "arn:aws:iam::%s:%s".formatted(account, from),
            Context.empty().with("iam:PolicyARN", policyArn)));
  }

  private static List<Access> one(String action, String resource) {
    return List.of(Access.to("iam:" + action, resource));
  }
}
