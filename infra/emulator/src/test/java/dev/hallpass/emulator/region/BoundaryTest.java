package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/// Managed policies of a stack, and the roles that they bound.
class BoundaryTest {

  private static final String STACK =
      """
      "Bounded": {"Type": "AWS::IAM::Role", "Properties": {
        "RoleName": "bounded",
        "Path": "/hallpass/",
        "PermissionsBoundary": {"Ref": "Ceiling"},
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow",
          "Action": "sts:AssumeRole",
          "Principal": {"Service": "lambda.amazonaws.com"}
        }]}
      }},
      "Ceiling": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {
        %s
        "Path": "/ceilings/",
        "Description": "What bounds",
        "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
        }]}
      }}
      """;

  @Test
  void aRoleIsBoundedByTheStacksPolicy() {
    try (SampleRegion sample = new SampleRegion(STACK.formatted(""))) {
      IamClient iam = sample.region.account().iam();
      String arn =
          iam.getRole(get -> get.roleName("bounded"))
              .role()
              .permissionsBoundary()
              .permissionsBoundaryArn();

      assertThat(arn).startsWith("arn:aws:iam::111122223333:policy/ceilings/Sample-Ceiling-");
      assertThat(iam.getPolicy(get -> get.policyArn(arn)).policy().description())
          .isEqualTo("What bounds");
    }
  }

  @Test
  void aRoleHasTheManagedPoliciesThatItNames() {
    String managed = "\"ManagedPolicyArns\": [{\"Ref\": \"Ceiling\"}],";
    String stack =
        STACK
            .formatted("")
            .replace("\"RoleName\": \"bounded\",", "\"RoleName\": \"bounded\"," + managed);
    try (SampleRegion sample = new SampleRegion(stack)) {
      assertThat(
              sample
                  .region
                  .account()
                  .iam()
                  .listAttachedRolePolicies(list -> list.roleName("bounded"))
                  .attachedPolicies())
          .singleElement()
          .satisfies(policy -> assertThat(policy.policyArn()).contains("Sample-Ceiling-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Groups", "Roles", "Users"})
  void aPolicyThatAttachesItselfIsRefused(String property) {
    assertThatThrownBy(
            () -> new SampleRegion(STACK.formatted("\"%s\": [\"somebody\"],".formatted(property))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("%s of Ceiling is not emulated", property);
  }

  @Test
  void rolesOfAPathAreListedPageByPage() {
    try (SampleRegion sample = new SampleRegion(STACK.formatted(""))) {
      IamClient iam = sample.region.account().iam();
      String trust =
          """
          {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"}
          }]}
          """;
      IntStream.range(0, 150)
          .forEach(number ->
              iam.createRole(role ->
                  role.path("/hallpass/")
                      .roleName("role-" + number)
                      .assumeRolePolicyDocument(trust)));

      assertThat(iam.listRoles(list -> list.pathPrefix("/hallpass/")).roles()).hasSize(100);
      assertThat(iam.listRolesPaginator(list -> list.pathPrefix("/hallpass/")).roles())
          .hasSize(151)
          .extracting(Role::roleName)
          .contains("bounded")
          .doesNotContain("worker");
    }
  }
}
