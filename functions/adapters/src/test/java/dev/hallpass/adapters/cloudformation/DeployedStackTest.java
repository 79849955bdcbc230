package dev.hallpass.adapters.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.drift.Difference;
import dev.hallpass.drift.Difference.Changed;
import dev.hallpass.drift.Difference.Missing;
import dev.hallpass.drift.Difference.Undetermined;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What the deployed system itself does not show: managed policies and boundaries, and what cannot
/// be determined.
class DeployedStackTest {

  private static final String DOCUMENT =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
      """;
  private static final String OTHER = DOCUMENT.replace("s3:GetObject", "s3:*");
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole",
         "Principal": {"Service": "lambda.amazonaws.com"}}]}
      """;
  private static final String BOUNDED =
      """
      {"Resources": {
        "Boundary": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": %s}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {
          "AssumeRolePolicyDocument": %s,
          "PermissionsBoundary": {"Ref": "Boundary"}}}
      }}
      """
          .formatted(DOCUMENT, TRUST);

  private final Account account =
      new Account(
          "111122223333",
          InstantSource.fixed(Instant.parse("2026-11-23T09:00:00Z")),
          new Random(1));
  private final IamClient iam = account.iam();
  private final SampleStack stack = new SampleStack();

  @Test
  void aRoleWithinItsBoundaryIsNoDrift() {
    String boundary = boundary();
    iam.createRole(role ->
        role.roleName("bounded").assumeRolePolicyDocument(TRUST).permissionsBoundary(boundary));
    stack.of(BOUNDED).named("Boundary", boundary).named("Role", "bounded");

    assertThat(differences()).isEmpty();
  }

  @Test
  void aRoleWithoutItsBoundaryIsFound() {
    iam.createRole(role -> role.roleName("bounded").assumeRolePolicyDocument(TRUST));
    stack.of(BOUNDED).named("Boundary", boundary()).named("Role", "bounded");

    assertThat(differences())
        .containsExactly(new Changed("Role", "bounded", "permissions boundary"));
  }

  @Test
  void aManagedPolicyIsComparedByTheVersionInForce() {
    String boundary = boundary();
    iam.createRole(role ->
        role.roleName("bounded").assumeRolePolicyDocument(TRUST).permissionsBoundary(boundary));
    stack.of(BOUNDED).named("Boundary", boundary).named("Role", "bounded");
    iam.createPolicyVersion(version -> version.policyArn(boundary).policyDocument(OTHER));
    assertThat(differences()).isEmpty();

    iam.setDefaultPolicyVersion(version -> version.policyArn(boundary).versionId("v2"));

    assertThat(differences()).containsExactly(new Changed("Boundary", boundary, "document"));
  }

  @Test
  void anAttachmentThatWasTakenAwayIsFound() {
    String policy = boundary();
    iam.createRole(role -> role.roleName("worker").assumeRolePolicyDocument(TRUST));
    stack
        .of(
            """
            {"Resources": {
              "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {
                "PolicyDocument": %s, "Roles": [{"Ref": "Role"}]}},
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": %s}}
            }}
            """
                .formatted(DOCUMENT, TRUST))
        .named("Policy", policy)
        .named("Role", "worker");
    assertThat(differences())
        .containsExactly(new Missing("Role", "worker", "attached policy " + policy));

    iam.attachRolePolicy(attach -> attach.roleName("worker").policyArn(policy));

    assertThat(differences()).isEmpty();
  }

  @Test
  void aRoleThatIsGoneIsFound() {
    stack.of(role(TRUST)).named("Role", "worker");

    assertThat(differences()).containsExactly(new Missing("Role", "worker", "role"));
  }

  @Test
  void aResourceThatWasNeverMadeIsFound() {
    stack.of(role(TRUST));

    assertThat(differences()).containsExactly(new Missing("Role", "Role", "resource"));
  }

  @Test
  void aLongerSessionIsFound() {
    iam.createRole(
        role -> role.roleName("worker").assumeRolePolicyDocument(TRUST).maxSessionDuration(43_200));
    stack.of(role(TRUST)).named("Role", "worker");

    assertThat(differences()).containsExactly(new Changed("Role", "worker", "longest session"));
  }

  @Test
  void whatTheTemplateSaysInAWayThatIsNotKnownIsUndeterminedAndTheRestIsCompared() {
    iam.createRole(
        role -> role.roleName("worker").assumeRolePolicyDocument(TRUST).maxSessionDuration(43_200));
    stack
        .of(role(TRUST.replace("\"lambda.amazonaws.com\"", "{\"Fn::ImportValue\": \"Service\"}")))
        .named("Role", "worker");

    assertThat(differences())
        .containsExactly(
            new Undetermined("Role", "worker", "trust policy", "Fn::ImportValue is not known here"),
            new Changed("Role", "worker", "longest session"));
  }

  @Test
  void whosePolicyItIsMustBeKnown() {
    iam.createRole(role -> role.roleName("worker").assumeRolePolicyDocument(TRUST));
    stack
        .of(
            """
            {"Resources": {
              "Policy": {"Type": "AWS::IAM::Policy", "Properties": {
                "PolicyName": "mine", "PolicyDocument": %s, "Roles": [{"Fn::If": ["A", "b", "c"]}]}},
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": %s}}
            }}
            """
                .formatted(DOCUMENT, TRUST))
        .named("Role", "worker");

    assertThat(differences())
        .containsExactly(
            new Undetermined("Role", "worker", "inline policies", "Fn::If is not known here"));
  }

  @Test
  void whatMayNotBeReadIsUndetermined() {
    iam.createRole(role -> role.roleName("worker").assumeRolePolicyDocument(TRUST));
    stack.of(role(TRUST)).named("Role", "worker");
    Caller stranger =
        Caller.of(RoleSession.of("arn:aws:iam::111122223333:role/worker", "stranger"));

    assertThat(differences(account.iam(stranger)))
        .containsExactly(
            new Undetermined(
                "Role", "worker", "everything", "AccessDenied", Optional.of("iam:GetRole")));
  }

  @ParameterizedTest
  @EnumSource(
      value = StackStatus.class,
      names = {"UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "CREATE_IN_PROGRESS"})
  void whileADeploymentIsUnderWayNothingIsKnown(StackStatus status) {
    stack.of(role(TRUST)).is(status);

    assertThat(differences())
        .containsExactly(
            new Undetermined("the stack", "Sample", "template", "a deployment is under way"));
  }

  @Test
  void aTemplateThatIsNotJsonIsUndeterminedAndNotRepeated() {
    stack.of("Resources: {secret: 1}");

    assertThat(differences())
        .containsExactly(new Undetermined("the stack", "Sample", "template", "it is not JSON"));
  }

  @Test
  void aStackThatCannotBeReadIsUndetermined() {
    String elsewhere = SampleStack.ARN.replace("Sample", "Other");

    assertThat(new DeployedStack(elsewhere, clients(iam)).differences())
        .containsExactly(
            new Undetermined("the stack", "Other", "template", "CloudFormationException"));
  }

  private static String role(String trust) {
    return """
    {"Resources": {
      "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": %s}}
    }}
    """
        .formatted(trust);
  }

  private String boundary() {
    return iam.createPolicy(policy -> policy.policyName("boundary").policyDocument(DOCUMENT))
        .policy()
        .arn();
  }

  private List<Difference> differences() {
    return differences(iam);
  }

  private List<Difference> differences(IamClient as) {
    return new DeployedStack(SampleStack.ARN, clients(as)).differences();
  }

  private DeployedStack.Clients clients(IamClient as) {
    return new DeployedStack.Clients(
        stack, as, new NoTables(), new NoMachines(), new NoFunctions());
  }

  /// Not asked, as the samples have none.
  private static final class NoTables implements DynamoDbClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class NoMachines implements SfnClient {
    @Override
    public String serviceName() {
      return "states";
    }

    @Override
    public void close() {}
  }

  private static final class NoFunctions implements LambdaClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
