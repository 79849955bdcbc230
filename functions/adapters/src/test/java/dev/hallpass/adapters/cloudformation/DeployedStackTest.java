package dev.hallpass.adapters.cloudformation;

import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.grant.Examples.managed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
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
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

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
        .containsExactly(
            new Changed(
                "Role",
                "bounded",
                "permissions boundary",
                "aws iam put-role-permissions-boundary --role-name bounded --permissions-boundary"
                    + " arn:aws:iam::111122223333:policy/boundary"));
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

    assertThat(differences())
        .containsExactly(
            new Changed(
                "Boundary",
                boundary,
                "document",
                "aws iam create-policy-version --policy-arn %s --policy-document '%s' --set-as-default"
                    .formatted(boundary, Json.read(DOCUMENT))));
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
        .containsExactly(
            new Missing(
                "Role",
                "worker",
                "attached policy " + policy,
                "aws iam attach-role-policy --role-name worker --policy-arn " + policy));

    iam.attachRolePolicy(attach -> attach.roleName("worker").policyArn(policy));

    assertThat(differences()).isEmpty();
  }

  @Test
  void aRoleThatIsGoneIsFound() {
    stack.of(role(TRUST)).named("Role", "worker");

    assertThat(differences())
        .containsExactly(
            new Missing(
                "Role",
                "worker",
                "role",
                "aws iam create-role --role-name worker --path / --assume-role-policy-document '%s'"
                        .formatted(Json.read(TRUST))
                    + " --max-session-duration 3600"));
  }

  @Test
  void aRoleThatIsGoneIsFoundEvenIfWhatMakesItCannotBeWrittenDown() {
    stack
        .of(role(TRUST.replace("\"lambda.amazonaws.com\"", "{\"Fn::ImportValue\": \"Service\"}")))
        .named("Role", "worker");

    assertThat(differences())
        .containsExactly(
            new Missing("Role", "worker", "role", "put back by hand what the template says"));
  }

  @Test
  void aManagedPolicyThatIsGoneIsMadeUnderItsName() {
    String arn = "arn:aws:iam::111122223333:policy/some/path/boundary";
    stack
        .of(
            """
            {"Resources": {
              "Boundary": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": %s}}
            }}
            """
                .formatted(DOCUMENT))
        .named("Boundary", arn);

    assertThat(differences())
        .containsExactly(
            new Missing(
                "Boundary",
                arn,
                "policy",
                "aws iam create-policy --path /some/path/ --policy-name boundary --policy-document"
                    + " '%s'".formatted(Json.read(DOCUMENT))));
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
            new Changed(
                "Role",
                "worker",
                "longest session",
                "aws iam update-role --role-name worker --max-session-duration 3600"));
  }

  @Test
  void aRuleThatShowsGrantsToOtherSystemsIsNotCompared() {
    stack
        .of(
            """
            {"Resources": {
              "Rule": {"Type": "AWS::Events::Rule", "Properties": {"EventBusName": "turns"}}
            }}
            """)
        .named("Rule", "turns|shown");

    assertThat(differences()).isEmpty();
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
  void aVersionThatWasPublishedOtherwiseIsReplacedByAnother() {
    aFunctionWith("{}");

    assertThat(
            stack
                .deployed(
                    SampleStack.ARN, iam, new OneFunction("good.Handler", "7", "mine.Handler"))
                .differences())
        .containsExactly(
            new Changed(
                "Function", "work", "version 7: handler", "commit, build and deploy again"));
  }

  @Test
  void codeThatIsWhatWasBuiltIsNoDrift() {
    aFunctionWith("{\"CodeSha256\": \"same\"}");

    assertThat(
            stack
                .deployed(
                    SampleStack.ARN, iam, new OneFunction("good.Handler", "7", "good.Handler"))
                .differences())
        .isEmpty();
  }

  /// An intruder may have published other code, and moved the alias.
  @Test
  void codeThatWasNotBuiltIsFoundEvenWhereItIsPublished() {
    aFunctionWith("{\"CodeSha256\": \"built\"}");

    assertThat(
            stack
                .deployed(
                    SampleStack.ARN, iam, new OneFunction("good.Handler", "7", "good.Handler"))
                .differences())
        .containsExactly(
            new Changed("Function", "work", "version 7: code", "commit, build and deploy again"),
            new Changed(
                "Function",
                "work",
                "code",
                "aws lambda update-function-code --function-name work --s3-bucket uploads"
                    + " --s3-key built.jar"));
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
  void aPolicyOfAwsIsComparedWithTheVersionThatWasReviewed() {
    String arn = VIEW_ONLY.arn().value();
    stack.of("{\"Resources\": {}}");
    account.publish(arn, "v1", DOCUMENT);

    assertThat(stack.deployed(iam, List.of(VIEW_ONLY)).differences()).isEmpty();

    account.publish(arn, "v2", OTHER);

    assertThat(stack.deployed(iam, List.of(VIEW_ONLY)).differences())
        .containsExactly(
            new Changed(
                "ViewOnlyAccess",
                arn,
                "version in force, which was v1 when it was reviewed",
                "write ViewOnlyAccess.json in infra/catalog/managed anew, read what is new in it,"
                    + " and deploy again"));
  }

  @Test
  void aPolicyOfAwsThatCannotBeReadIsUndetermined() {
    stack.of("{\"Resources\": {}}");

    assertThat(stack.deployed(iam, List.of(VIEW_ONLY)).differences())
        .containsExactly(
            new Undetermined(
                "ViewOnlyAccess", VIEW_ONLY.arn().value(), "version in force", "NoSuchEntity"));
  }

  @Test
  void aPolicyOfAnotherAccountIsNotComparedHere() {
    stack.of("{\"Resources\": {}}");

    assertThat(
            stack
                .deployed(iam, List.of(managed("arn:aws:iam::444455556666:policy/Operate")))
                .differences())
        .isEmpty();
  }

  @Test
  void aStackThatCannotBeReadIsUndetermined() {
    String elsewhere = SampleStack.ARN.replace("Sample", "Other");

    assertThat(stack.deployed(elsewhere, iam, new SampleStack.NoFunctions()).differences())
        .containsExactly(
            new Undetermined("the stack", "Other", "template", "CloudFormationException"));
  }

  private void aFunctionWith(String metadata) {
    String function = "arn:aws:lambda:eu-central-1:111122223333:function:work";
    stack
        .of(
            """
            {"Resources": {
              "Function": {"Type": "AWS::Lambda::Function", "Metadata": %s, "Properties": {
                "Code": {"S3Bucket": "uploads", "S3Key": "built.jar"},
                "Handler": "good.Handler", "Runtime": "java25", "Role": "arn"}},
              "Version": {"Type": "AWS::Lambda::Version", "Properties": {
                "FunctionName": {"Ref": "Function"}}},
              "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {
                "FunctionName": {"Ref": "Function"}, "Name": "live",
                "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}}}
            }}
            """
                .formatted(metadata))
        .named("Function", "work")
        .named("Version", function + ":7")
        .named("Alias", function + ":live");
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
    return stack.deployed(as).differences();
  }

  /// A function of which a version is not as the function is now.
  private record OneFunction(String handler, String version, String published)
      implements LambdaClient {
    @Override
    public GetFunctionConfigurationResponse getFunctionConfiguration(
        GetFunctionConfigurationRequest request) {
      return GetFunctionConfigurationResponse.builder()
          .handler(version.equals(request.qualifier()) ? published : handler)
          .runtime("java25")
          .role("arn")
          .codeSha256("same")
          .build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
      return ListAliasesResponse.builder()
          .aliases(AliasConfiguration.builder().name("live").functionVersion(version).build())
          .build();
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
      throw ResourceNotFoundException.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
