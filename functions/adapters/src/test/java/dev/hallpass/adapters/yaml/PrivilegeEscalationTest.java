package dev.hallpass.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.policy.Outliving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No entitlement can be made whose sessions could become more than what was approved.
class PrivilegeEscalationTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:PassRole",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:UpdateLoginProfile",
        "iam:AttachRolePolicy",
        "iam:PutUserPolicy",
        "iam:CreatePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
        "iam:AddUserToGroup",
        "iam:DeactivateMFADevice",
        "iam:CreateOpenIDConnectProvider",
        "iam:UpdateSAMLProvider",
        "iam:DeleteRolePermissionsBoundary",
        "sts:AssumeRole",
        "sts:AssumeRoleWithWebIdentity",
        "sts:GetFederationToken",
        "sso:CreateAccountAssignment",
        "identitystore:CreateUser",
        "organizations:AttachPolicy",
        "account:PutAlternateContact",
        "rolesanywhere:CreateProfile",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:CreateFunction",
        "lambda:AddPermission",
        "lambda:AddLayerVersionPermission",
        "lambda:PublishLayerVersion",
        "lambda:CreateFunctionUrlConfig",
        "lambda:CreateEventSourceMapping",
        "Lambda:updatefunctioncode",
        "cloudformation:CreateStack",
        "cloudformation:ExecuteChangeSet",
        "ssm:SendCommand",
        "ssm:StartSession",
        "ssm:StartAutomationExecution",
        "ec2:RunInstances",
        "ec2:ModifyInstanceAttribute",
        "ec2:AssociateIamInstanceProfile",
        "ec2-instance-connect:SendSSHPublicKey",
        "ecs:RegisterTaskDefinition",
        "ecs:RunTask",
        "ecs:ExecuteCommand",
        "eks:CreateAccessEntry",
        "glue:UpdateDevEndpoint",
        "glue:UpdateJob",
        "sagemaker:CreatePresignedNotebookInstanceUrl",
        "sagemaker:CreateTrainingJob",
        "datapipeline:PutPipelineDefinition",
        "codebuild:StartBuild",
        "codepipeline:UpdatePipeline",
        "codestar:CreateProject",
        "states:UpdateStateMachine",
        "events:PutTargets",
        "scheduler:CreateSchedule",
        "apprunner:UpdateService",
        "bedrock-agentcore:InvokeCodeInterpreter",
        "iot:CreateRoleAlias",
        "cognito-identity:SetIdentityPoolRoles",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutObjectAcl",
        "s3:PutAccessPointPolicy",
        "kms:PutKeyPolicy",
        "kms:CreateGrant",
        "sns:AddPermission",
        "sqs:SetQueueAttributes",
        "secretsmanager:PutResourcePolicy",
        "dynamodb:PutResourcePolicy",
        "ecr:SetRepositoryPolicy",
        "backup:PutBackupVaultAccessPolicy",
        "cloudtrail:StopLogging",
        "config:StopConfigurationRecorder",
        "logs:DeleteLogGroup",
        "events:DisableRule",
        "*",
        "iam:*",
        "iam:Pass*",
        "lambda:*",
        "lambda:Update*",
        "lambda:*Code",
        "lambda:Upd?teFunctionCode",
        "s3:Put*",
        "s3:*Policy",
        "dynamodb:*",
        "*:PutItem"
      })
  void anActionThatEscalatesIsRefused(String action) throws IOException {
    SampleCatalog.in(folder)
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT.replace(
                "[s3:GetObject]", "[\"%s\", s3:GetObject]".formatted(action)));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(folder))
        .withMessageMatching(
            "entitlements/read-things\\.yaml:19: \\Q%s\\E reaches \\S+, which [a-z].*, and no grant may open that; name only actions that do not reach it"
                .formatted(action));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:Get*",
        "s3:List*",
        "s3:PutObject",
        "s3:DeleteObject*",
        "dynamodb:Get*",
        "dynamodb:PartiQL*",
        "ec2:Describe*",
        "ec2:RebootInstances",
        "ec2:StartInstances",
        "ecs:Describe*",
        "eks:Describe*",
        "lambda:Get*",
        "lambda:List*",
        "lambda:InvokeFunction",
        "logs:Get*",
        "logs:FilterLogEvents",
        "logs:StartQuery",
        "cloudwatch:Get*",
        "cloudformation:Describe*",
        "codebuild:BatchGet*",
        "glue:Get*",
        "athena:StartQueryExecution",
        "kms:Decrypt",
        "kms:Describe*",
        "rds:Describe*",
        "rds:RebootDBInstance",
        "secretsmanager:GetSecretValue",
        "ssm:Get*",
        "ssm:Describe*",
        "sns:Publish",
        "sqs:ReceiveMessage",
        "sqs:PurgeQueue",
        "states:Describe*",
        "states:RedriveExecution"
      })
  void ordinaryWorkIsNot(String action) throws IOException {
    SampleCatalog.in(folder)
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace("[s3:GetObject]", "[\"%s\"]".formatted(action))
                .replace("policy:\n", outlives(action) + "policy:\n"));

    assertThat(YamlCatalog.load(folder).entitlements()).hasSize(1);
  }

  private static String outlives(String action) {
    List<String> words =
        Outliving.of(List.of(action)).stream().map(Outliving::word).sorted().toList();
    return words.isEmpty() ? "" : "outlives: %s\n".formatted(words);
  }
}
