package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Glob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A way by which a session could get more than the approved access, or last longer: its effect,
/// and its actions as IAM's patterns. No grant opens any of these actions, on any resource and
/// under any condition (sources: AWS's service authorization reference, and published lists of
/// privilege escalation, such as Rhino Security Labs' and pathfinding.cloud).
///
/// Wildcards stand only at the end of names, so no pattern includes an action that only reads, such
/// as `s3:Get*`.
///
/// The list also has actions that need `iam:PassRole`: many of them need no role to be passed when
/// they change something that has a role already.
enum PrivilegeEscalation {
  /// A user, a key, a role, a trust policy or a policy is separate access without an end.
  IDENTITY(
      "makes, changes or becomes an identity",
      """
      iam:* sts:* organizations:* account:* sso:* sso-directory:* sso-oauth:* identitystore:*
      identitystore-auth:* signin:* rolesanywhere:* controltower:* ram:* cognito-identity:*
      cognito-idp:AdminAddUserToGroup cognito-idp:AdminCreateUser cognito-idp:AdminInitiateAuth
      cognito-idp:AdminSet* cognito-idp:AdminUpdate* cognito-idp:CreateIdentityProvider
      cognito-idp:UpdateIdentityProvider
      iot:AttachPolicy iot:AttachPrincipalPolicy iot:CreatePolicy* iot:SetDefaultPolicyVersion
      iot:CreateRoleAlias iot:UpdateRoleAlias iot:AssumeRoleWithCertificate
      iot:CreateKeysAndCertificate
      eks:CreateAccessEntry eks:UpdateAccessEntry eks:AssociateAccessPolicy
      eks:CreatePodIdentityAssociation eks:UpdatePodIdentityAssociation
      eks:AssociateIdentityProviderConfig
      transfer:CreateUser transfer:UpdateUser transfer:ImportSshPublicKey
      """),

  /// Sessions of other roles, which this grant's policy does not end.
  CREDENTIALS(
      "hands out credentials of somebody else",
      """
      connect:GetFederationToken
      elasticmapreduce:GetClusterSessionCredentials elasticmapreduce:GetOnClusterAppUIPresignedURL
      emr-containers:GetManagedEndpointSessionCredentials emr-serverless:GetDashboardForJobRun
      gamelift:RequestUploadCredentials gamelift:GetInstanceAccess lakeformation:GetTemporary*
      lightsail:GetInstanceAccessDetails lightsail:DownloadDefaultKeyPair
      sagemaker:CreatePresigned* airflow:CreateCliToken airflow:CreateWebLoginToken
      appstream:CreateStreamingURL
      """),

  /// Who changes a function acts with its role; Hallpass itself consists of functions.
  FUNCTIONS(
      "changes what functions do with their roles",
      """
      lambda:Create* lambda:Update* lambda:Publish* lambda:Put* lambda:AddLayerVersionPermission
      lambda:RemoveLayerVersionPermission lambda:DeleteFunctionCodeSigningConfig
      states:CreateStateMachine* states:UpdateStateMachine* states:TestState
      appsync:Create* appsync:Update* appsync:EvaluateCode
      apigateway:POST apigateway:PUT apigateway:PATCH apigateway:DELETE
      apigateway:UpdateRestApiPolicy events:PutRule events:PutTargets
      scheduler:CreateSchedule scheduler:UpdateSchedule pipes:CreatePipe pipes:UpdatePipe
      """),

  /// A machine, a container or a job runs with a role, and gives its credentials to everybody on
  /// it.
  MACHINES(
      "runs commands on something that has a role",
      """
      ec2:RunInstances ec2:RunScheduledInstances ec2:RequestSpot* ec2:CreateFleet ec2:ModifyFleet
      ec2:CreateLaunchTemplate* ec2:ModifyLaunchTemplate ec2:ModifyInstanceAttribute
      ec2:AssociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation
      ec2:CreateReplaceRootVolumeTask ec2:SendSerialConsole* ec2-instance-connect:*
      ssm:SendCommand ssm:StartSession ssm:ResumeSession ssm:StartAutomationExecution
      ssm:StartChangeRequestExecution ssm:CreateAssociation* ssm:UpdateAssociation*
      ssm:StartAssociationsOnce ssm:CreateDocument ssm:UpdateDocument*
      ssm:ModifyDocumentPermission ssm:RegisterTaskWithMaintenanceWindow
      ssm:UpdateMaintenanceWindowTask ssm:CreateActivation ssmmessages:* ssm-guiconnect:*
      autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup
      autoscaling:UpdateAutoScalingGroup
      imagebuilder:Create* imagebuilder:Update* imagebuilder:Start*
      ecs:RegisterTaskDefinition ecs:RunTask ecs:StartTask ecs:CreateService ecs:UpdateService
      ecs:CreateTaskSet ecs:ExecuteCommand ecs:RegisterContainerInstance
      eks:CreateCluster eks:CreateNodegroup eks:CreateFargateProfile eks:AccessKubernetesApi
      eks:MutateViaKubernetesApi
      batch:RegisterJobDefinition batch:SubmitJob batch:CreateComputeEnvironment
      batch:UpdateComputeEnvironment apprunner:CreateService apprunner:UpdateService
      elasticbeanstalk:Create* elasticbeanstalk:Update* opsworks:*
      lightsail:CreateContainerServiceDeployment greengrass:Create* greengrass:Update*
      cloudshell:* cloud9:*
      """),

  /// The same for jobs on data.
  JOBS(
      "runs code on data with a role of its own",
      """
      glue:CreateDevEndpoint glue:UpdateDevEndpoint glue:CreateJob glue:UpdateJob*
      glue:StartJobRun glue:CreateTrigger glue:UpdateTrigger glue:CreateSession glue:RunStatement
      glue:CreateCrawler glue:UpdateCrawler
      sagemaker:Create* sagemaker:Update* sagemaker:StartNotebookInstance sagemaker:StartSession
      bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:InvokeCodeInterpreter
      bedrock-agentcore:StartCodeInterpreterSession bedrock:CreateAgent* bedrock:UpdateAgent*
      datapipeline:*
      elasticmapreduce:RunJobFlow elasticmapreduce:AddJobFlowSteps elasticmapreduce:CreateStudio*
      elasticmapreduce:UpdateStudio* elasticmapreduce:CreateEditor
      elasticmapreduce:OpenEditorInConsole elasticmapreduce:StartEditor
      emr-serverless:CreateApplication emr-serverless:UpdateApplication emr-serverless:StartJobRun
      emr-containers:StartJobRun emr-containers:CreateManagedEndpoint
      airflow:CreateEnvironment airflow:UpdateEnvironment
      kinesisanalytics:CreateApplication kinesisanalytics:UpdateApplication
      firehose:CreateDeliveryStream firehose:UpdateDestination
      iot:CreateTopicRule iot:ReplaceTopicRule dms:Create* dms:Modify* datasync:Create*
      redshift:ModifyClusterIamRoles rds:AddRoleToDB*
      """),

  /// Deployments act with roles that have almost all permissions.
  DEPLOYMENTS(
      "deploys with a role that may do more",
      """
      cloudformation:Create* cloudformation:Update* cloudformation:Delete* cloudformation:Execute*
      cloudformation:Continue* cloudformation:Rollback* cloudformation:Set*
      cloudformation:Register* cloudformation:Activate* cloudformation:Import*
      codebuild:CreateProject codebuild:UpdateProject codebuild:CreateWebhook codebuild:Start*
      codebuild:Retry* codebuild:ImportSourceCredentials
      codepipeline:CreatePipeline codepipeline:UpdatePipeline codepipeline:StartPipelineExecution
      codepipeline:PollForJobs codedeploy:Create* codedeploy:Update* codestar:*
      codestar-connections:* codeconnections:* amplify:Create* amplify:Start* amplify:Update*
      servicecatalog:ProvisionProduct servicecatalog:UpdateProvisionedProduct*
      servicecatalog:ExecuteProvisionedProduct* servicecatalog:CreateProvisionedProductPlan
      servicecatalog:CreateProvisioningArtifact proton:*
      """),

  /// A resource policy or a key's grant opens access to the principals that it names, also after
  /// the grant is over.
  SHARING(
      "opens a resource to others",
      """
      *:PutResourcePolicy *:DeleteResourcePolicy *:AddPermission *:RemovePermission
      *:PutPermission
      s3:PutBucketAcl s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutBucketPolicy
      s3:DeleteBucketPolicy s3:CreateAccess* s3:PutAccess* s3:DeleteAccess*
      s3:PutMultiRegionAccessPointPolicy s3:CreateMultiRegionAccessPoint
      s3:PutBucketPublicAccessBlock s3:PutAccountPublicAccessBlock s3:PutBucketOwnershipControls
      s3:PutReplicationConfiguration s3express:PutBucketPolicy
      s3-outposts:PutBucketPolicy s3-outposts:PutAccessPointPolicy
      s3tables:PutTablePolicy s3tables:PutTableBucketPolicy kms:PutKeyPolicy kms:CreateGrant
      sns:SetTopicAttributes sns:Subscribe sqs:SetQueueAttributes
      ecr:SetRepositoryPolicy ecr:PutRegistryPolicy ecr-public:SetRepositoryPolicy
      es:UpdateDomainConfig aoss:CreateAccessPolicy aoss:UpdateAccessPolicy
      glacier:SetVaultAccessPolicy backup:PutBackupVaultAccessPolicy
      elasticfilesystem:PutFileSystemPolicy
      codeartifact:PutDomainPermissionsPolicy codeartifact:PutRepositoryPermissionsPolicy
      mediastore:PutContainerPolicy vpc-lattice:PutAuthPolicy
      lakeformation:BatchGrantPermissions lakeformation:GrantPermissions
      lakeformation:PutDataLakeSettings
      ses:PutIdentityPolicy ses:CreateEmailIdentityPolicy ses:UpdateEmailIdentityPolicy
      logs:PutDestinationPolicy logs:PutSubscriptionFilter logs:PutAccountPolicy acm-pca:PutPolicy
      signer:AddProfilePermission serverlessrepo:PutApplicationPolicy
      ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute ec2:ModifyVpcEndpoint*
      rds:ModifyDBSnapshotAttribute rds:ModifyDBClusterSnapshotAttribute redshift:Authorize*
      dynamodb:EnableKinesisStreamingDestination dynamodb:UpdateKinesisStreamingDestination
      """),

  /// Actions that hide access or keep it open: on records, on alarms, and on the keys and rules of
  /// the clean-up.
  WATCH(
      "takes away what watches over grants or ends them",
      """
      cloudtrail:Create* cloudtrail:Delete* cloudtrail:Put* cloudtrail:Stop* cloudtrail:Update*
      config:Delete* config:Put* config:Stop*
      guardduty:Create* guardduty:Delete* guardduty:Disassociate* guardduty:Stop*
      guardduty:Update*
      securityhub:DisableSecurityHub securityhub:BatchDisableStandards securityhub:Delete*
      access-analyzer:Delete* access-analyzer:Update*
      cloudwatch:DeleteAlarms cloudwatch:DisableAlarmActions cloudwatch:PutMetricAlarm
      cloudwatch:PutCompositeAlarm cloudwatch:SetAlarmState
      logs:DeleteLog* logs:DeleteSubscriptionFilter logs:PutRetentionPolicy
      logs:DeleteRetentionPolicy logs:DisassociateKmsKey
      events:DeleteRule events:DisableRule events:RemoveTargets
      kms:DisableKey kms:ScheduleKeyDeletion kms:DeleteImportedKeyMaterial
      wafv2:Delete* wafv2:Disassociate* wafv2:Update*
      """);

  private static final List<Reach> REACHES =
      Stream.of(values()).flatMap(PrivilegeEscalation::reaches).toList();

  private final String effect;
  private final String actions;

  /// @param actions the actions, separated by white space
  PrivilegeEscalation(String effect, String actions) {
    this.effect = effect;
    this.actions = actions;
  }

  /// The effect of an action, if it is one of these or has a wildcard that includes one, such as
  /// `iam:*, which makes an identity`.
  static Optional<String> reachedBy(String action) {
    Name name = Name.of(action);
    return REACHES.stream()
        .filter(reach -> reach.name.overlaps(name))
        .findFirst()
        .map(reach ->
            "%s:%s, which %s".formatted(reach.name.service, reach.name.action, reach.effect));
  }

  private Stream<Reach> reaches() {
    return Stream.of(actions.strip().split("\\s+", -1)).map(one -> new Reach(Name.of(one), effect));
  }

  private record Reach(Name name, String effect) {}

  /// The two parts of an action. Each is a pattern that does not extend over the colon.
  private record Name(String service, String action) {

    static Name of(String text) {
      String[] parts = text.split(":", 2);
      return new Name(parts[0], parts.length == 1 ? "*" : parts[1]);
    }

    boolean overlaps(Name other) {
      return Glob.overlapIgnoringCase(service, other.service)
          && Glob.overlapIgnoringCase(action, other.action);
    }
  }
}
