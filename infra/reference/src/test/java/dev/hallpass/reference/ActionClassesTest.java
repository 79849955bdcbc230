package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.Risk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionClassesTest {

  private static final Path PUBLISHED = Path.of("src/test/resources/published.txt");

  /// What hands out, sets or shows a password, a key or a certificate. These are good until they
  /// are changed, and not only for a time. Source of those that set: the members of the requests in
  /// AWS's API models.
  private static final Set<String> LASTING =
      Set.of(
          "acm:ExportCertificate",
          "acm:GetAcmeExternalAccountBindingCredentials",
          "appsync:CreateApiKey",
          "bedrock-agentcore:GetResourceApiKey",
          "chime:CreateApiKey",
          "chime:PutVoiceConnectorTerminationCredentials",
          "codepipeline:PollForJobs",
          "codepipeline:PollForThirdPartyJobs",
          "cognito-idp:AddUserPoolClientSecret",
          "cognito-idp:AdminCreateUser",
          "cognito-idp:AdminResetUserPassword",
          "cognito-idp:AdminSetUserMFAPreference",
          "cognito-idp:AdminSetUserPassword",
          "cognito-idp:AdminSetUserSettings",
          "cognito-idp:GetSigningCertificate",
          "connect:CreateUser",
          "docdb-elastic:UpdateCluster",
          "ds-data:UpdateUser",
          "ds:CreateComputer",
          "ds:EnableRadius",
          "ds:ResetUserPassword",
          "ds:UpdateRadius",
          "ec2:CreateKeyPair",
          "ec2:GetPasswordData",
          "ec2:ModifyVpnTunnelOptions",
          "elasticache:CreateUser",
          "elasticache:ModifyCacheCluster",
          "elasticache:ModifyReplicationGroup",
          "elasticache:ModifyUser",
          "events:RetrieveConnectionCredentials",
          "finspace:ResetUserPassword",
          "fsx:UpdateFileSystem",
          "fsx:UpdateStorageVirtualMachine",
          "grafana:CreateWorkspaceApiKey",
          "grafana:CreateWorkspaceServiceAccountToken",
          "health-agent:ResetPassword",
          "iot:CreateKeysAndCertificate",
          "kafka:BatchAssociateScramSecret",
          "lightsail:CreateBucketAccessKey",
          "lightsail:CreateKeyPair",
          "lightsail:DownloadDefaultKeyPair",
          "lightsail:GetRelationalDatabaseMasterUserPassword",
          "lightsail:UpdateRelationalDatabase",
          "mediapackage:RotateChannelCredentials",
          "mediapackage:RotateIngestEndpointCredentials",
          "memorydb:CreateUser",
          "memorydb:UpdateUser",
          "mq:CreateUser",
          "mq:UpdateUser",
          "odb:UpdateAutonomousDatabase",
          "pca-connector-scep:GetChallengePassword",
          "rds:ModifyDBCluster",
          "rds:ModifyDBInstance",
          "rds:ModifyTenantDatabase",
          "rds:RestoreDBClusterFromS3",
          "rds:RestoreDBInstanceFromS3",
          "redshift-serverless:UpdateNamespace",
          "redshift:CreateClusterUser",
          "redshift:JoinGroup",
          "redshift:ModifyCluster",
          "ses:UpdateIngressPoint",
          "storagegateway:SetLocalConsolePassword",
          "storagegateway:SetSMBGuestPassword",
          "storagegateway:UpdateChapCredentials",
          "workdocs:CreateUser",
          "workmail:CreateUser",
          "workmail:ResetPassword");

  /// What is named like that, and hands out nothing.
  private static final Set<String> HARMLESS =
      Set.of(
          "consolidatedbilling:GetAccountBillingRole",
          "es:CreateElasticsearchServiceRole",
          "es:CreateServiceRole",
          "greengrass:GetAssociatedRole",
          "iam:GetRole",
          "secretsmanager:GetRandomPassword",
          "workmail:GetImpersonationRole");

  private final Reference reference = Reference.snapshot();
  private final ActionClasses classes = new ActionClasses(reference);

  @ParameterizedTest
  @EnumSource
  void eachListedActionIsOneOfAws(ActionClass one) {
    assertThat(one.actions().filter(pattern -> !pattern.startsWith("*:")))
        .allSatisfy(pattern -> assertThat(reference.matching(pattern)).as(pattern).isNotEmpty());
    assertThat(one.services())
        .allSatisfy(service -> assertThat(reference.service(service)).isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void eachClassIsARiskButTheIdentity(ActionClass one) {
    assertThat(one.risk().map(Risk::word))
        .isEqualTo(
            one == ActionClass.IDENTITY
                ? Optional.empty()
                : Optional.of(one.name().toLowerCase(Locale.ROOT)));
  }

  @Test
  void noActionThatChangesPermissionsOrTagsIsAnOrdinaryOne() {
    List<Action> all =
        all()
            .filter(action ->
                action.levels().contains(AccessLevel.PERMISSIONS_MANAGEMENT)
                    || action.levels().contains(AccessLevel.TAGGING))
            .toList();
    List<Action> ordinary = all.stream().filter(action -> classes.of(action).isEmpty()).toList();

    System.out.printf(
        "Of %d actions that change permissions or tags, %d need no risk%n",
        all.size(), ordinary.size());
    assertThat(all).hasSizeGreaterThan(1_000);
    assertThat(ordinary).isEmpty();
  }

  /// AWS calls most of these reads or writes, so their level does not tell.
  @Test
  void noActionThatIsNamedForCredentialsOrPasswordsIsAnOrdinaryOne() {
    Pattern named =
        Pattern.compile(
            ":(Get|Assume|Generate|Retrieve|Reset|Set|Create|Issue|Refresh).*"
                + "(Credentials|Password|(?<!De)AccessToken|AuthToken|Role)$");

    assertThat(all().filter(action -> named.matcher(action.name()).find()))
        .filteredOn(action -> classes.of(action).isEmpty())
        .map(Action::name)
        .filteredOn(name -> !HARMLESS.contains(name))
        .isEmpty();
  }

  @Test
  void noActionForALastingPasswordOrKeyIsAnOrdinaryOne() {
    assertThat(LASTING)
        .allSatisfy(name ->
            assertThat(classes.of(reference.action(name).orElseThrow())).as(name).isPresent());
  }

  @Test
  void whatHandsOutTemporaryCredentialsIsSaidToOutliveTheAccess() {
    assertThat(
            all().filter(action -> classes.of(action).equals(Optional.of(ActionClass.CREDENTIALS))))
        .isNotEmpty()
        .map(Action::name)
        .filteredOn(name -> !LASTING.contains(name))
        .allSatisfy(name -> assertThat(Outliving.of(name::equals)).as(name).isNotEmpty());
  }

  @Test
  void noPublishedWayToMoreRightsIsMadeOfOrdinaryActions() throws IOException {
    List<String> ways =
        Files.readAllLines(PUBLISHED).stream().filter(line -> !line.startsWith("#")).toList();
    List<String> open = new ArrayList<>();
    for (String way : ways) {
      if (Arrays.stream(way.split(" ", -1))
              .flatMap(name -> reference.action(name).stream())
              .allMatch(action -> classes.of(action).isEmpty())
          && Arrays.stream(way.split(" ", -1))
              .anyMatch(name -> reference.action(name).isPresent())) {
        open.add(way);
      }
    }

    System.out.printf(
        "Of %d published ways to more rights, %d need no risk%n", ways.size(), open.size());
    assertThat(ways).hasSizeGreaterThan(100);
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iam:CreateUser, IDENTITY",
    "iam:PassRole, IDENTITY",
    "sts:AssumeRole, IDENTITY",
    "organizations:AttachPolicy, IDENTITY",
    "signin:CreateOAuth2Token, IDENTITY",
    "cloud9:CreateEnvironmentSSH, SHELL",
    "codeconnections:GetConnectionToken, DEPLOYMENT",
    "codeconnections:UseConnection, DEPLOYMENT",
    "ecs:ExecuteCommand, SHELL",
    "ssm:StartSession, SHELL",
    "lambda:UpdateFunctionCode, CODE",
    "ecs:UpdateService, CODE",
    "cloudformation:CreateStack, DEPLOYMENT",
    "codepipeline:StartPipelineExecution, DEPLOYMENT",
    "rds:ModifyDBSnapshotAttribute, SHARING",
    "secretsmanager:PutResourcePolicy, SHARING",
    "secretsmanager:GetSecretValue, SECRETS",
    "ec2:AuthorizeSecurityGroupIngress, SHARING",
    "codecommit:GitPush, CODE",
    "iam:UpdateLoginProfile, IDENTITY",
    "es:UpdateDomainConfig, SHARING",
    "es:UpdateElasticsearchDomainConfig, SHARING",
    "codepipeline:PutWebhook, DEPLOYMENT",
    "rds-db:connect, CREDENTIALS",
    "rds:ModifyDBInstance, CREDENTIALS",
    "ds:ResetUserPassword, CREDENTIALS",
    "kms:ScheduleKeyDeletion, DESTROYS",
    "cloudtrail:StopLogging, PERMISSIONS",
    "ec2:CreateTags, TAGGING"
  })
  void eachActionHasOneClass(String action, ActionClass one) {
    assertThat(classes.of(reference.action(action).orElseThrow())).contains(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:ListRoles",
        "iam:GetRole",
        "iam:SimulatePrincipalPolicy",
        "sts:GetCallerIdentity",
        "cloud9:DescribeEnvironments",
        "codeconnections:ListConnections",
        "proton:ListServices",
        "signin:ListTrustedIdentityPropagationApplicationsForConsole",
        "s3:GetObject",
        "s3:PutObject",
        "dynamodb:UpdateItem",
        "ec2:StartInstances",
        "lambda:InvokeFunction",
        "logs:StartQuery",
        "cloudwatch:DeleteAlarms",
        "events:DisableRule",
        "kms:Decrypt",
        "rds:RebootDBInstance",
        "sqs:PurgeQueue",
        "states:RedriveExecution",
        "ssm:GetParameter",
        "organizations:ListAccounts"
      })
  void ordinaryWorkIsOfNone(String action) {
    assertThat(classes.of(reference.action(action).orElseThrow())).isEmpty();
  }

  @Test
  void aPatternHasTheClassesOfAllItsActions() {
    assertThat(classes.of("lambda:*", _ -> false).keySet())
        .contains(ActionClass.CODE, ActionClass.SHARING, ActionClass.TAGGING);
    assertThat(classes.of("ec2:Describe*", _ -> false)).isEmpty();
  }

  @Test
  void whatIsDeniedAllTheSameHasNoClass() {
    assertThat(classes.of("lambda:*Permission", action -> action.endsWith("Permission"))).isEmpty();
  }

  private Stream<Action> all() {
    return reference.prefixes().stream()
        .flatMap(prefix -> reference.service(prefix).orElseThrow().all().stream());
  }
}
