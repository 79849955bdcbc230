package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.iam.StoredRole.Inline;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/// The operations on a role's inline and attached policies.
final class RolePolicies {
  private static final int INLINE_CHARACTERS = 10_240;

  private final IamStore store;
  private final Quotas quotas;

  RolePolicies(IamStore store, Quotas quotas) {
    this.store = store;
    this.quotas = quotas;
  }

  PutRolePolicyResponse put(PutRolePolicyRequest request) {
    String name = Inputs.name(request.policyName(), 128, "policyName");
    String text = request.policyDocument();
    Inputs.require(text != null, "policyDocument must not be empty.");
    PolicyDocument document =
        Inputs.document(text, INLINE_CHARACTERS, "RolePolicySize", PolicyDocument::identity);
    store.change((before, now) -> {
      StoredRole role =
          Roles.role(before, request.roleName())
              .withInline(name, new Inline(text, new NamedPolicy(name, document)));
      int characters =
          role.inline().values().stream().mapToInt(inline -> Inputs.length(inline.text())).sum();
      if (characters > INLINE_CHARACTERS) {
        throw IamErrors.limitExceeded(
            "Maximum policy size of %d bytes exceeded for role %s"
                .formatted(INLINE_CHARACTERS, request.roleName()));
      }
      return before.with(role);
    });
    return PutRolePolicyResponse.builder().build();
  }

  static GetRolePolicyResponse get(IamState state, GetRolePolicyRequest request) {
    StoredRole role = Roles.role(state, request.roleName());
    return GetRolePolicyResponse.builder()
        .roleName(role.role().roleName())
        .policyName(request.policyName())
        .policyDocument(Inputs.encoded(inline(role, request.policyName()).text()))
        .build();
  }

  static ListRolePoliciesResponse list(IamState state, ListRolePoliciesRequest request) {
    StoredRole role = Roles.role(state, request.roleName());
    IamPage<String> page =
        IamPage.cut(
            List.copyOf(role.inline().keySet()),
            Function.identity(),
            request.marker(),
            request.maxItems());
    return ListRolePoliciesResponse.builder()
        .policyNames(page.items())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  DeleteRolePolicyResponse delete(DeleteRolePolicyRequest request) {
    store.change((before, now) -> {
      StoredRole role = Roles.role(before, request.roleName());
      inline(role, request.policyName());
      return before.with(role.withoutInline(request.policyName()));
    });
    return DeleteRolePolicyResponse.builder().build();
  }

  /// Attaches once; a second time changes nothing, as in IAM.
  AttachRolePolicyResponse attach(AttachRolePolicyRequest request) {
    store.change((before, now) -> {
      StoredRole role = Roles.role(before, request.roleName());
      ManagedPolicies.policy(before, request.policyArn());
      StoredRole attached = role.withAttached(request.policyArn());
      if (attached.attached().size() > quotas.policiesPerRole()) {
        throw IamErrors.limitExceeded(
            "Cannot exceed quota for PoliciesPerRole: " + quotas.policiesPerRole());
      }
      return before.with(attached);
    });
    return AttachRolePolicyResponse.builder().build();
  }

  DetachRolePolicyResponse detach(DetachRolePolicyRequest request) {
    store.change((before, now) -> {
      StoredRole role = Roles.role(before, request.roleName());
      if (!role.attached().contains(String.valueOf(request.policyArn()))) {
        throw IamErrors.noSuchEntity("Policy %s was not found.".formatted(request.policyArn()));
      }
      return before.with(role.withoutAttached(request.policyArn()));
    });
    return DetachRolePolicyResponse.builder().build();
  }

  static ListAttachedRolePoliciesResponse listAttached(
      IamState state, ListAttachedRolePoliciesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<AttachedPolicy> all =
        Roles.role(state, request.roleName()).attached().stream()
            .map(arn -> ManagedPolicies.policy(state, arn).policy())
            .filter(policy -> policy.path().startsWith(prefix))
            .map(policy ->
                AttachedPolicy.builder()
                    .policyArn(policy.arn())
                    .policyName(policy.policyName())
                    .build())
            .toList();
    IamPage<AttachedPolicy> page =
        IamPage.cut(all, AttachedPolicy::policyArn, request.marker(), request.maxItems());
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  static ListEntitiesForPolicyResponse entities(
      IamState state, ListEntitiesForPolicyRequest request) {
    String arn = ManagedPolicies.policy(state, request.policyArn()).policy().arn();
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<Entity> roles =
        state.roles().values().stream()
            .filter(role -> role.role().path().startsWith(prefix))
            .filter(role -> uses(role, arn, request.policyUsageFilter()))
            .map(StoredRole::role)
            .map(role -> new Entity(EntityType.ROLE, role.roleName(), role.roleId()))
            .toList();
    List<Entity> others =
        state.bearers().values().stream()
            .filter(_ -> request.policyUsageFilter() != PolicyUsageType.PERMISSIONS_BOUNDARY)
            .filter(one -> one.attached().contains(arn) && "/".startsWith(prefix))
            .map(Entity::of)
            .toList();
    IamPage<Entity> page =
        IamPage.cut(
            Stream.concat(roles.stream(), others.stream())
                .filter(
                    one -> request.entityFilter() == null || request.entityFilter() == one.type())
                .sorted(Comparator.comparing(Entity::key))
                .toList(),
            Entity::key,
            request.marker(),
            request.maxItems());
    return ListEntitiesForPolicyResponse.builder()
        .policyRoles(
            of(
                EntityType.ROLE,
                page,
                one -> PolicyRole.builder().roleName(one.name()).roleId(one.id()).build()))
        .policyUsers(
            of(
                EntityType.USER,
                page,
                one -> PolicyUser.builder().userName(one.name()).userId(one.id()).build()))
        .policyGroups(
            of(
                EntityType.GROUP,
                page,
                one -> PolicyGroup.builder().groupName(one.name()).groupId(one.id()).build()))
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  private static <T> List<T> of(EntityType type, IamPage<Entity> page, Function<Entity, T> named) {
    return page.items().stream().filter(one -> one.type() == type).map(named).toList();
  }

  /// A principal that has a policy.
  private record Entity(EntityType type, String name, String id) {
    static Entity of(IamIdentity bearer) {
      return new Entity(
          switch (bearer.kind()) {
            case USER -> EntityType.USER;
            case GROUP -> EntityType.GROUP;
          },
          bearer.name(),
          bearer.id());
    }

    String key() {
      return type + "/" + name;
    }
  }

  private static boolean uses(StoredRole role, String arn, PolicyUsageType usage) {
    boolean asBoundary = usage != PolicyUsageType.PERMISSIONS_POLICY && role.isBoundedBy(arn);
    boolean asPermissions =
        usage != PolicyUsageType.PERMISSIONS_BOUNDARY && role.attached().contains(arn);
    return asBoundary || asPermissions;
  }

  private static Inline inline(StoredRole role, String name) {
    return Optional.ofNullable(role.inline().get(String.valueOf(name)))
        .orElseThrow(() ->
            IamErrors.noSuchEntity(
                "The role policy with name %s cannot be found.".formatted(name)));
  }
}
