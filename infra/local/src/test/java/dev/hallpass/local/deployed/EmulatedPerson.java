package dev.hallpass.local.deployed;

import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// Somebody on an emulator, with a session such as IAM Identity Center gives to a permission set.
///
/// @param userArn what API Gateway would tell of the signer
record EmulatedPerson(Person person, String userArn, AwsSessionCredentials session) {

  private static final String MAY_CALL_THE_API =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}]}
      """;

  /// Makes the role, and begins the session.
  static EmulatedPerson in(Cloud cloud, PermissionSet identities) {
    Person person = new Person("alice@" + identities.userNames().domain());
    try (IamClient iam = cloud.iam();
        StsClient sts = cloud.sts()) {
      String name = role(identities);
      String arn =
          iam.createRole(role ->
                  role.path("/aws-reserved/sso.amazonaws.com/%s/".formatted(cloud.region()))
                      .roleName(name)
                      .assumeRolePolicyDocument(trustIn(identities.account())))
              .role()
              .arn();
      iam.putRolePolicy(
          policy -> policy.roleName(name).policyName("Call").policyDocument(MAY_CALL_THE_API));
      AssumeRoleResponse role =
          sts.assumeRole(session -> session.roleArn(arn).roleSessionName(person.email()));
      AwsSessionCredentials session =
          AwsSessionCredentials.create(
              role.credentials().accessKeyId(),
              role.credentials().secretAccessKey(),
              role.credentials().sessionToken());
      return new EmulatedPerson(person, role.assumedRoleUser().arn(), session);
    }
  }

  private static String trustIn(AccountId account) {
    return """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"}}]}
    """
        .formatted(account);
  }

  /// Removes the role.
  static void removeFrom(Cloud cloud, PermissionSet identities) {
    try (IamClient iam = cloud.iam()) {
      iam.deleteRolePolicy(policy -> policy.roleName(role(identities)).policyName("Call"));
      iam.deleteRole(role -> role.roleName(role(identities)));
    }
  }

  /// Whether the emulator lets this person do what no policy allows.
  boolean mayDoAnything(Cloud cloud) {
    try (IamClient iam = cloud.as(session).iam()) {
      iam.listRoles();
      return true;
    } catch (IamException denied) {
      return false;
    }
  }

  private static String role(PermissionSet identities) {
    return "AWSReservedSSO_%s_0123456789abcdef".formatted(identities.name());
  }
}
