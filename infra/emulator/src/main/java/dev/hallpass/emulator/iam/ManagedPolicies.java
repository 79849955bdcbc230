package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.iam.ManagedPolicy.Version;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.Tag;

/// The operations on managed policies. Those of AWS are the same in every account, and only AWS
/// changes them.
final class ManagedPolicies {
  private static final int VERSIONS = 5;
  private static final int CHARACTERS = 6_144;

  private final String account;
  private final IamStore store;
  private final RandomIds ids;
  private final Quotas quotas;

  ManagedPolicies(String account, IamStore store, RandomIds ids, Quotas quotas) {
    this.account = account;
    this.store = store;
    this.ids = ids;
    this.quotas = quotas;
  }

  CreatePolicyResponse create(CreatePolicyRequest request) {
    String name = Inputs.name(request.policyName(), 128, "policyName");
    String path = Inputs.path(request.path());
    List<Tag> tags = Inputs.tags(request.tags());
    PolicyDocument document = document(request.policyDocument());
    String arn = "arn:aws:iam::%s:policy%s%s".formatted(account, path, name);
    IamState state =
        store.change((before, now) -> {
          requireFree(before, name);
          Policy policy =
              Policy.builder()
                  .policyName(name)
                  .policyId(ids.unique("ANPA", 21))
                  .arn(arn)
                  .path(path)
                  .description(request.description())
                  .tags(tags)
                  .isAttachable(true)
                  .defaultVersionId("v1")
                  .createDate(now)
                  .updateDate(now)
                  .build();
          return before.with(ManagedPolicy.first(policy, request.policyDocument(), document));
        });
    Policy created = counted(state, policy(state, arn));
    return CreatePolicyResponse.builder().policy(created).build();
  }

  /// Lets AWS put a version of its own in force.
  void publish(String arn, String version, String text) {
    PolicyDocument document = PolicyDocument.identity(text);
    store.change((before, now) -> {
      String name = arn.substring(arn.lastIndexOf('/') + 1);
      Policy policy =
          Policy.builder()
              .policyName(name)
              .policyId(ids.unique("ANPA", 21))
              .arn(arn)
              .path(arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1))
              .isAttachable(true)
              .defaultVersionId(version)
              .createDate(now)
              .updateDate(now)
              .build();
      int number = Integer.parseInt(version.substring(1));
      return before.with(ManagedPolicy.first(policy, number, text, document));
    });
  }

  private static Stream<ManagedPolicy> own(IamState state) {
    return state.policies().values().stream().filter(policy -> !policy.isOfAws());
  }

  /// How many the account has, and may have.
  GetAccountSummaryResponse summary(IamState state) {
    return GetAccountSummaryResponse.builder()
        .summaryMap(
            Map.of(
                SummaryKeyType.POLICIES,
                Math.toIntExact(own(state).count()),
                SummaryKeyType.POLICIES_QUOTA,
                quotas.policiesPerAccount()))
        .build();
  }

  private void requireFree(IamState state, String name) {
    boolean taken =
        own(state).anyMatch(policy -> policy.policy().policyName().equalsIgnoreCase(name));
    if (taken) {
      throw IamErrors.alreadyExists(
          "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
    }
    if (own(state).count() >= quotas.policiesPerAccount()) {
      throw IamErrors.limitExceeded(
          "Cannot exceed quota for PoliciesPerAccount: " + quotas.policiesPerAccount());
    }
  }

  static GetPolicyResponse get(IamState state, GetPolicyRequest request) {
    return GetPolicyResponse.builder()
        .policy(counted(state, policy(state, request.policyArn())))
        .build();
  }

  static ListPoliciesResponse list(IamState state, ListPoliciesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    List<Policy> all =
        state.policies().values().stream()
            .filter(policy -> isIn(request.scope(), policy))
            .filter(policy -> policy.policy().path().startsWith(prefix))
            .map(policy -> counted(state, policy))
            .filter(policy -> isWanted(policy, request))
            .map(policy -> policy.toBuilder().description(null).tags((List<Tag>) null).build())
            .toList();
    IamPage<Policy> page = IamPage.cut(all, Policy::arn, request.marker(), request.maxItems());
    return ListPoliciesResponse.builder()
        .policies(page.items())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  private static boolean isIn(@Nullable PolicyScopeType scope, ManagedPolicy policy) {
    return scope != (policy.isOfAws() ? PolicyScopeType.LOCAL : PolicyScopeType.AWS);
  }

  private static boolean isWanted(Policy policy, ListPoliciesRequest request) {
    boolean asBoundary = policy.permissionsBoundaryUsageCount() > 0;
    boolean asPermissions = policy.attachmentCount() > 0;
    if (request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY) {
      return asBoundary;
    }
    if (request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_POLICY) {
      return asPermissions;
    }
    return !Boolean.TRUE.equals(request.onlyAttached()) || asPermissions;
  }

  static ListPolicyTagsResponse tags(IamState state, ListPolicyTagsRequest request) {
    List<Tag> tags =
        policy(state, request.policyArn()).policy().tags().stream()
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .toList();
    IamPage<Tag> page = IamPage.cut(tags, Tag::key, request.marker(), request.maxItems());
    return ListPolicyTagsResponse.builder()
        .tags(page.items())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  static GetPolicyVersionResponse version(IamState state, GetPolicyVersionRequest request) {
    ManagedPolicy policy = policy(state, request.policyArn());
    Version version = version(policy, request.versionId());
    return GetPolicyVersionResponse.builder()
        .policyVersion(
            policy.described(version).toBuilder().document(Inputs.encoded(version.text())).build())
        .build();
  }

  static ListPolicyVersionsResponse versions(IamState state, ListPolicyVersionsRequest request) {
    ManagedPolicy policy = policy(state, request.policyArn());
    List<Version> ordered = new ArrayList<>(policy.versions().values());
    IamPage<Version> page =
        IamPage.cut(
            ordered,
            version -> "%09d".formatted(version.number()),
            request.marker(),
            request.maxItems());
    return ListPolicyVersionsResponse.builder()
        .versions(page.items().stream().map(policy::described).toList())
        .isTruncated(page.truncated())
        .marker(page.marker())
        .build();
  }

  CreatePolicyVersionResponse createVersion(CreatePolicyVersionRequest request) {
    PolicyDocument document = document(request.policyDocument());
    boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
    IamState state =
        store.change((before, now) -> {
          ManagedPolicy policy = ownPolicy(before, request.policyArn());
          if (policy.versions().size() >= VERSIONS) {
            throw IamErrors.limitExceeded(
                "A managed policy can have up to 5 versions. Before you create a new version,"
                    + " you must delete an existing version.");
          }
          return before.with(
              policy.withVersion(request.policyDocument(), document, now, asDefault));
        });
    ManagedPolicy policy = policy(state, request.policyArn());
    return CreatePolicyVersionResponse.builder()
        .policyVersion(policy.described(version(policy, "v" + policy.newest())))
        .build();
  }

  SetDefaultPolicyVersionResponse setDefault(SetDefaultPolicyVersionRequest request) {
    store.change((before, now) -> {
      ManagedPolicy policy = ownPolicy(before, request.policyArn());
      return before.with(policy.withDefault(version(policy, request.versionId()).id(), now));
    });
    return SetDefaultPolicyVersionResponse.builder().build();
  }

  DeletePolicyVersionResponse deleteVersion(DeletePolicyVersionRequest request) {
    store.change((before, now) -> {
      ManagedPolicy policy = ownPolicy(before, request.policyArn());
      Version version = version(policy, request.versionId());
      if (policy.isDefault(version)) {
        throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
      }
      return before.with(policy.withoutVersion(version));
    });
    return DeletePolicyVersionResponse.builder().build();
  }

  DeletePolicyResponse delete(DeletePolicyRequest request) {
    store.change((before, now) -> {
      ManagedPolicy policy = ownPolicy(before, request.policyArn());
      String arn = policy.policy().arn();
      if (before.attachments(arn) + before.boundaryUses(arn) > 0) {
        throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
      }
      if (policy.versions().size() > 1) {
        throw IamErrors.deleteConflict(
            "This policy has more than one version. Before you delete a policy, you must delete"
                + " the policy's versions. The default version is deleted with the policy.");
      }
      return before.withoutPolicy(arn);
    });
    return DeletePolicyResponse.builder().build();
  }

  /// [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html)
  private static ManagedPolicy ownPolicy(IamState state, String arn) {
    ManagedPolicy policy = policy(state, arn);
    if (policy.isOfAws()) {
      throw IamErrors.accessDenied(
          "Policies of AWS can be changed by AWS alone: " + policy.policy().arn());
    }
    return policy;
  }

  static ManagedPolicy policy(IamState state, String arn) {
    return state
        .policy(String.valueOf(arn))
        .orElseThrow(() ->
            IamErrors.noSuchEntity(
                "Policy %s does not exist or is not attachable.".formatted(arn)));
  }

  private static Version version(ManagedPolicy policy, String id) {
    return policy
        .version(String.valueOf(id))
        .orElseThrow(() ->
            IamErrors.noSuchEntity(
                "Policy %s version %s does not exist or is not attachable."
                    .formatted(policy.policy().arn(), id)));
  }

  private static Policy counted(IamState state, ManagedPolicy policy) {
    String arn = policy.policy().arn();
    return policy.policy().toBuilder()
        .attachmentCount(state.attachments(arn))
        .permissionsBoundaryUsageCount(state.boundaryUses(arn))
        .build();
  }

  private static PolicyDocument document(String text) {
    Inputs.require(text != null && !text.isEmpty(), "policyDocument must not be empty.");
    Inputs.require(
        text.chars().allMatch(letter -> letter <= 'ÿ'),
        "policyDocument must satisfy the pattern [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+.");
    return Inputs.document(text, CHARACTERS, "PolicySize", PolicyDocument::identity);
  }
}
