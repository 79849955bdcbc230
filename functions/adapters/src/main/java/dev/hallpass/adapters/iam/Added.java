package dev.hallpass.adapters.iam;

import dev.hallpass.access.SessionPolicies.Additions;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// What somebody added to a policy: whom they attached it to, and its versions that are not in
/// force.
///
/// @param arn the policy's
record Added(IamClient client, String arn) {

  Additions additions() {
    return new Additions(
        isUsedAs(PolicyUsageType.PERMISSIONS_POLICY),
        isUsedAs(PolicyUsageType.PERMISSIONS_BOUNDARY),
        !otherVersions().isEmpty());
  }

  /// Takes the policy from everybody who has it. That takes the boundary from nobody.
  void detach() {
    // Read anew until nobody is left: what is taken away moves the pages.
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

  /// There are five at the most (source: IAM quotas), which is one page.
  private List<PolicyVersion> otherVersions() {
    return client.listPolicyVersions(list -> list.policyArn(arn)).versions().stream()
        .filter(version -> !version.isDefaultVersion())
        .toList();
  }

  private static void orGone(Runnable removal) {
    try {
      removal.run();
    } catch (NoSuchEntityException _) {
      // Gone is gone, no matter who removed it.
    }
  }
}
