package dev.hallpass.adapters.iam;

import dev.hallpass.access.SessionPolicies.Additions;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// The additions of others to a policy: its attachments, and its versions that are not in force.
///
/// @param arn the ARN of the policy
record Added(IamClient client, String arn) {

  Additions additions() {
    return new Additions(
        isUsedAs(PolicyUsageType.PERMISSIONS_POLICY),
        isUsedAs(PolicyUsageType.PERMISSIONS_BOUNDARY),
        !otherVersions().isEmpty());
  }

  /// Detaches the policy from everybody. This does not remove it as a boundary.
  void detach() {
    // Lists again until nobody is left, because each detachment moves the pages.
    ListEntitiesForPolicyResponse users = users(PolicyUsageType.PERMISSIONS_POLICY);
    while (isAny(users)) {
      for (var role : users.policyRoles()) {
        orGone(() -> client.detachRolePolicy(one -> one.roleName(role.roleName()).policyArn(arn)));
      }
      for (var user : users.policyUsers()) {
        orGone(() -> client.detachUserPolicy(one -> one.userName(user.userName()).policyArn(arn)));
      }
      for (var group : users.policyGroups()) {
        orGone(
            () -> client.detachGroupPolicy(one -> one.groupName(group.groupName()).policyArn(arn)));
      }
      if (!users.isTruncated()) {
        return;
      }
      users = users(PolicyUsageType.PERMISSIONS_POLICY);
    }
  }

  void deleteOtherVersions() {
    for (PolicyVersion version : otherVersions()) {
      orGone(() ->
          client.deletePolicyVersion(one -> one.policyArn(arn).versionId(version.versionId())));
    }
  }

  private boolean isUsedAs(PolicyUsageType usage) {
    return isAny(users(usage));
  }

  private ListEntitiesForPolicyResponse users(PolicyUsageType usage) {
    return client.listEntitiesForPolicy(list -> list.policyArn(arn).policyUsageFilter(usage));
  }

  private static boolean isAny(ListEntitiesForPolicyResponse users) {
    return !users.policyRoles().isEmpty()
        || !users.policyUsers().isEmpty()
        || !users.policyGroups().isEmpty();
  }

  /// A policy has at most five versions (source: IAM quotas), which fit on one page.
  private List<PolicyVersion> otherVersions() {
    return client.listPolicyVersions(list -> list.policyArn(arn)).versions().stream()
        .filter(version -> !version.isDefaultVersion())
        .toList();
  }

  private static void orGone(Runnable removal) {
    try {
      removal.run();
    } catch (NoSuchEntityException _) {
      // It is gone already, no matter who removed it.
    }
  }
}
