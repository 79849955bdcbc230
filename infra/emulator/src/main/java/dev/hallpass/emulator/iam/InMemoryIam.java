package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.RandomIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/// The IAM of one account in memory: managed policies and roles, and users and groups with their
/// attached policies. It has those of AWS's own policies that are published to it. IAM's own reads
/// are up to date, except for a reader with old reads. The rest of AWS sees a change after the
/// propagation time. It does not check that the principals of a trust policy exist.
public final class InMemoryIam implements IamClient {
  private final IamStore store;
  private final ManagedPolicies policies;
  private final Roles roles;
  private final RolePolicies rolePolicies;
  private final UsersAndGroups usersAndGroups;
  private final Function<SdkRequest, Duration> staleness;

  /// An empty account with AWS's standard quotas and no delay.
  public InMemoryIam(String account, InstantSource clock, RandomGenerator random) {
    this(account, clock, random, Quotas.standard(), Duration.ZERO);
  }

  /// An empty account.
  ///
  /// @param account twelve digits
  /// @param random the source of ids
  /// @param propagation the delay until STS and the evaluator see a change
  public InMemoryIam(
      String account,
      InstantSource clock,
      RandomGenerator random,
      Quotas quotas,
      Duration propagation) {
    RandomIds ids = new RandomIds(random);
    this.store = new IamStore(clock, propagation);
    this.policies = new ManagedPolicies(account, store, ids, quotas);
    this.roles = new Roles(account, store, ids);
    this.rolePolicies = new RolePolicies(store, quotas);
    this.usersAndGroups = new UsersAndGroups(account, store, ids);
    this.staleness = _ -> Duration.ZERO;
  }

  private InMemoryIam(InMemoryIam same, Function<SdkRequest, Duration> staleness) {
    this.store = same.store;
    this.policies = same.policies;
    this.roles = same.roles;
    this.rolePolicies = same.rolePolicies;
    this.usersAndGroups = same.usersAndGroups;
    this.staleness = staleness;
  }

  /// The same IAM with old reads. Writes act on the current state.
  ///
  /// @param staleness the age of each read, up to five minutes
  public InMemoryIam readLate(Function<SdkRequest, Duration> staleness) {
    return new InMemoryIam(this, staleness);
  }

  /// Lets AWS put a version of one of its own policies in force. Nobody in the account can change
  /// such a policy.
  ///
  /// @param arn such as `arn:aws:iam::aws:policy/ReadOnlyAccess`
  /// @param version such as `v190`
  public void publish(String arn, String version, String document) {
    policies.publish(arn, version, document);
  }

  private IamState shown(SdkRequest read) {
    return store.before(staleness.apply(read));
  }

  /// The state that the rest of AWS sees at a moment. It must not be before the latest change,
  /// because old states are not kept for ever.
  public IamView seenAt(Instant now) {
    return new IamView(store.seenAt(now));
  }

  @Override
  public CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    return policies.create(request);
  }

  @Override
  public GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest request) {
    return policies.summary(shown(request));
  }

  @Override
  public GetPolicyResponse getPolicy(GetPolicyRequest request) {
    return ManagedPolicies.get(shown(request), request);
  }

  @Override
  public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    return ManagedPolicies.list(shown(request), request);
  }

  @Override
  public ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
    return ManagedPolicies.tags(shown(request), request);
  }

  @Override
  public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
    return ManagedPolicies.version(shown(request), request);
  }

  @Override
  public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
    return ManagedPolicies.versions(shown(request), request);
  }

  @Override
  public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
    return policies.createVersion(request);
  }

  @Override
  public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(
      SetDefaultPolicyVersionRequest request) {
    return policies.setDefault(request);
  }

  @Override
  public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
    return policies.deleteVersion(request);
  }

  @Override
  public DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    return policies.delete(request);
  }

  @Override
  public ListEntitiesForPolicyResponse listEntitiesForPolicy(ListEntitiesForPolicyRequest request) {
    return RolePolicies.entities(shown(request), request);
  }

  @Override
  public CreateRoleResponse createRole(CreateRoleRequest request) {
    return roles.create(request);
  }

  @Override
  public GetRoleResponse getRole(GetRoleRequest request) {
    return Roles.get(shown(request), request);
  }

  @Override
  public ListRolesResponse listRoles(ListRolesRequest request) {
    return Roles.list(shown(request), request);
  }

  @Override
  public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
      UpdateAssumeRolePolicyRequest request) {
    return roles.trust(request);
  }

  @Override
  public UpdateRoleResponse updateRole(UpdateRoleRequest request) {
    return roles.update(request);
  }

  @Override
  public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
      PutRolePermissionsBoundaryRequest request) {
    return roles.bound(request);
  }

  @Override
  public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
      DeleteRolePermissionsBoundaryRequest request) {
    return roles.free(request);
  }

  @Override
  public DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
    return roles.delete(request);
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
    return rolePolicies.put(request);
  }

  @Override
  public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
    return RolePolicies.get(shown(request), request);
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
    return RolePolicies.list(shown(request), request);
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
    return rolePolicies.delete(request);
  }

  @Override
  public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
    return rolePolicies.attach(request);
  }

  @Override
  public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
    return rolePolicies.detach(request);
  }

  @Override
  public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request) {
    return RolePolicies.listAttached(shown(request), request);
  }

  @Override
  public CreateUserResponse createUser(CreateUserRequest request) {
    return usersAndGroups.create(request);
  }

  @Override
  public CreateGroupResponse createGroup(CreateGroupRequest request) {
    return usersAndGroups.create(request);
  }

  @Override
  public AttachUserPolicyResponse attachUserPolicy(AttachUserPolicyRequest request) {
    return usersAndGroups.attach(request);
  }

  @Override
  public AttachGroupPolicyResponse attachGroupPolicy(AttachGroupPolicyRequest request) {
    return usersAndGroups.attach(request);
  }

  @Override
  public DetachUserPolicyResponse detachUserPolicy(DetachUserPolicyRequest request) {
    return usersAndGroups.detach(request);
  }

  @Override
  public DetachGroupPolicyResponse detachGroupPolicy(DetachGroupPolicyRequest request) {
    return usersAndGroups.detach(request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
