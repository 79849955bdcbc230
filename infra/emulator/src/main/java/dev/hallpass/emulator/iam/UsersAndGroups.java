package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.iam.IamIdentity.Kind;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;

/// The operations on users and groups that concern attached policies.
final class UsersAndGroups {

  private final String account;
  private final IamStore store;
  private final RandomIds ids;

  UsersAndGroups(String account, IamStore store, RandomIds ids) {
    this.account = account;
    this.store = store;
    this.ids = ids;
  }

  CreateUserResponse create(CreateUserRequest request) {
    IamIdentity made = create(Kind.USER, request.userName(), "AIDA");
    return CreateUserResponse.builder()
        .user(user ->
            user.userName(made.name())
                .userId(made.id())
                .path("/")
                .arn("arn:aws:iam::%s:user/%s".formatted(account, made.name())))
        .build();
  }

  CreateGroupResponse create(CreateGroupRequest request) {
    IamIdentity made = create(Kind.GROUP, request.groupName(), "AGPA");
    return CreateGroupResponse.builder()
        .group(group ->
            group
                .groupName(made.name())
                .groupId(made.id())
                .path("/")
                .arn("arn:aws:iam::%s:group/%s".formatted(account, made.name())))
        .build();
  }

  AttachUserPolicyResponse attach(AttachUserPolicyRequest request) {
    attach(Kind.USER, request.userName(), request.policyArn());
    return AttachUserPolicyResponse.builder().build();
  }

  AttachGroupPolicyResponse attach(AttachGroupPolicyRequest request) {
    attach(Kind.GROUP, request.groupName(), request.policyArn());
    return AttachGroupPolicyResponse.builder().build();
  }

  DetachUserPolicyResponse detach(DetachUserPolicyRequest request) {
    detach(Kind.USER, request.userName(), request.policyArn());
    return DetachUserPolicyResponse.builder().build();
  }

  DetachGroupPolicyResponse detach(DetachGroupPolicyRequest request) {
    detach(Kind.GROUP, request.groupName(), request.policyArn());
    return DetachGroupPolicyResponse.builder().build();
  }

  private IamIdentity create(Kind kind, String name, String prefix) {
    IamIdentity made =
        new IamIdentity(
            kind, Inputs.name(name, 64, "name"), ids.unique(prefix, 21), new TreeSet<>());
    store.change((before, now) -> {
      if (before.bearer(kind, name).isPresent()) {
        throw IamErrors.alreadyExists("%s with name %s already exists.".formatted(kind, name));
      }
      return before.with(made);
    });
    return made;
  }

  private void attach(Kind kind, String name, String arn) {
    change(kind, name, arn, bearer -> bearer.withAttached(arn));
  }

  private void detach(Kind kind, String name, String arn) {
    change(
        kind,
        name,
        arn,
        bearer -> {
          if (!bearer.attached().contains(arn)) {
            throw IamErrors.noSuchEntity("Policy %s was not found.".formatted(arn));
          }
          return bearer.withoutAttached(arn);
        });
  }

  private void change(Kind kind, String name, String arn, UnaryOperator<IamIdentity> change) {
    store.change((before, now) -> {
      ManagedPolicies.policy(before, arn);
      return before.with(
          change.apply(
              before
                  .bearer(kind, String.valueOf(name))
                  .orElseThrow(() ->
                      IamErrors.noSuchEntity(
                          "The %s with name %s cannot be found.".formatted(kind, name)))));
    });
  }
}
