package dev.hallpass.adapters.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.policy.RoleArn;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/// The inline policies of one role.
record InlinePolicies(IamClient iam, RoleArn role) {

  /// @throws NoSuchEntityException if the role does not exist
  List<String> names() {
    return iam.listRolePoliciesPaginator(list -> list.roleName(role.name())).policyNames().stream()
        .toList();
  }

  /// The document of a policy; empty if the policy is gone.
  Optional<String> document(String name) {
    try {
      String document =
          iam.getRolePolicy(get -> get.roleName(role.name()).policyName(name)).policyDocument();
      return Optional.of(URLDecoder.decode(document, UTF_8));
    } catch (NoSuchEntityException _) {
      return Optional.empty();
    }
  }

  /// Puts a denial on the role. It replaces a policy with the same name.
  ///
  /// @return whether the role had room for it
  /// @throws NoSuchEntityException if the role does not exist
  boolean put(SessionDenial denial) {
    try {
      iam.putRolePolicy(put ->
          put.roleName(role.name()).policyName(denial.name()).policyDocument(denial.document()));
      return true;
    } catch (LimitExceededException _) {
      return false;
    }
  }

  void delete(String name) {
    try {
      iam.deleteRolePolicy(delete -> delete.roleName(role.name()).policyName(name));
    } catch (NoSuchEntityException _) {
      // It is gone already, no matter who removed it.
    }
  }
}
