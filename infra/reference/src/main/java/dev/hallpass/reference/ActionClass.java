package dev.hallpass.reference;

import dev.hallpass.policy.Risk;
import java.util.Optional;
import java.util.stream.Stream;

/// What an action can do beyond the access that it names, or past its end. An action is of the
/// first class that lists it; else its access level tells. Most actions are of none.
///
/// Sources: AWS's service authorization reference, and published lists of privilege escalation and
/// of actions that hand out credentials, such as pathfinding.cloud, Rhino Security Labs', PMapper's
/// and cloudsplaining's.
public enum ActionClass {
  /// A user, a key, a role, a trust policy or a policy is separate access without an end.
  IDENTITY(
      "makes, changes or becomes an identity",
      """
      sts:Assume* sts:GetDelegatedAccessToken sts:GetFederationToken sts:GetServiceBearerToken
      sts:GetSessionToken sts:GetWebIdentityToken sts:Set* sts:Tag*
      iam:PassRole signin:Authenticate signin:Authorize* signin:Create* sso-oauth:*
      cognito-identity:GetCredentialsForIdentity cognito-identity:GetOpenIdToken*
      cognito-identity:UnlinkIdentity
      iot:CreateRoleAlias iot:UpdateRoleAlias
      """,
      // Of these services, everything but looking.
      """
      iam organizations account sso sso-directory signin identitystore identitystore-auth
      rolesanywhere controltower cognito-identity
      """),

  /// Sessions, keys, passwords and tokens of somebody else, which the end of the grant does not
  /// end. Also actions that can set a new password of what is there, among many other things. Not
  /// those that make a new database, which has nothing of others in it. And not the two actions
  /// `GetDataAccess`: they give only what S3 Access Grants and Lake Formation gave to the role
  /// itself, and `s3:Get*` would need the risk.
  CREDENTIALS(
      "hands out or sets credentials",
      """
      acm:ExportCertificate acm:GetAcmeExternalAccountBindingCredentials
      aidevops:CreateAccessToken aidevops:GetAccessToken airflow:CreateCliToken
      airflow:CreateWebLoginToken appstream:CreateStreamingURL appsync:CreateApiKey
      bedrock-agentcore:GetResourceApiKey bedrock-agentcore:GetResourceOauth2Token
      bedrock-agentcore:GetResourcePaymentToken bedrock-agentcore:GetWorkloadAccessToken*
      chime:CreateApiKey chime:PutVoiceConnectorTerminationCredentials
      cloud9:CreateEnvironmentToken cloudwatch:GetSpaceCredentials*
      codeartifact:GetAuthorizationToken codepipeline:PollForJobs
      codepipeline:PollForThirdPartyJobs cognito-idp:AddUserPoolClientSecret
      cognito-idp:AdminCreateUser cognito-idp:AdminInitiateAuth cognito-idp:AdminResetUserPassword
      cognito-idp:AdminSet* cognito-idp:GetSigningCertificate connect:AdminGetEmergencyAccessToken
      connect:CreateUser connect:GetFederationToken* datazone:GetDomainExecutionRoleCredentials
      datazone:GetEnvironmentCredentials deadline:Assume* docdb-elastic:UpdateCluster
      ds-data:UpdateUser ds:CreateComputer ds:EnableRadius ds:ResetUserPassword ds:UpdateRadius
      ec2:CreateKeyPair ec2:GetPasswordData ec2:ModifyVpnTunnelOptions
      ecr-public:GetAuthorizationToken ecr:GetAuthorizationToken eks-auth:AssumeRoleForPodIdentity
      elasticache:CreateUser elasticache:ModifyCacheCluster elasticache:ModifyReplicationGroup
      elasticache:ModifyUser elasticmapreduce:GetClusterSessionCredentials
      elasticmapreduce:GetOnClusterAppUIPresignedURL
      emr-containers:GetManagedEndpointSessionCredentials emr-serverless:GetDashboardForJobRun
      events:RetrieveConnectionCredentials finspace-api:GetProgrammaticAccessCredentials
      finspace:ResetUserPassword fsx:UpdateFileSystem fsx:UpdateStorageVirtualMachine
      gamelift:GetComputeAccess gamelift:GetComputeAuthToken gamelift:GetInstanceAccess
      gamelift:RequestUploadCredentials grafana:CreateWorkspaceApiKey
      grafana:CreateWorkspaceServiceAccountToken health-agent:ResetPassword
      iot:CreateKeysAndCertificate iq-permission:AssumePermissionRole
      kafka:BatchAssociateScramSecret lakeformation:GetTemporary* license-manager:GetAccessToken
      lightsail:CreateBucketAccessKey lightsail:CreateKeyPair lightsail:DownloadDefaultKeyPair
      lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword
      lightsail:UpdateRelationalDatabase mediapackage:RotateChannelCredentials
      mediapackage:RotateIngestEndpointCredentials memorydb:CreateUser memorydb:UpdateUser
      mq:CreateUser mq:UpdateUser odb:UpdateAutonomousDatabase
      pca-connector-scep:GetChallengePassword q:CreateScimAccessToken rds-db:connect
      rds:ModifyDBCluster rds:ModifyDBInstance rds:ModifyTenantDatabase rds:RestoreDBClusterFromS3
      rds:RestoreDBInstanceFromS3 redshift-serverless:GetCredentials
      redshift-serverless:GetIdentityCenterAuthToken redshift-serverless:UpdateNamespace
      redshift:CreateClusterUser redshift:GetClusterCredentials*
      redshift:GetIdentityCenterAuthToken redshift:JoinGroup redshift:ModifyCluster
      route53globalresolver:CreateAccessToken route53globalresolver:GetAccessToken
      s3express:CreateSession sagemaker:CreatePresigned* ses:UpdateIngressPoint ssm:GetAccessToken
      storagegateway:Set*Password storagegateway:UpdateChapCredentials workdocs:CreateUser
      workmail:AssumeImpersonationRole workmail:CreateUser workmail:ResetPassword
      """),

  /// What they show stays known when the access is over.
  SECRETS(
      "shows secrets",
      """
      secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue states:RevealSecrets
      """),

  /// A way into something that runs, which has a role of its own.
  SHELL(
      "opens a way into a machine, a container or a cluster",
      """
      cloudshell:* ec2-instance-connect:* ecs:ExecuteCommand eks:AccessKubernetesApi
      eks:MutateViaKubernetesApi ssm:ResumeSession ssm:SendCommand ssm:StartSession ssmmessages:*
      ssm-guiconnect:*
      """,
      "cloud9"),

  /// Deployments act with roles that have almost all permissions.
  DEPLOYMENT(
      "deploys with a role that may do more",
      """
      amplify:Create* amplify:Start* amplify:Update*
      cloudformation:Activate* cloudformation:Continue* cloudformation:Create*
      cloudformation:Delete* cloudformation:Execute* cloudformation:Import*
      cloudformation:Register* cloudformation:Rollback* cloudformation:Set*
      cloudformation:Update*
      codebuild:CreateProject codebuild:CreateWebhook codebuild:ImportSourceCredentials
      codebuild:Retry* codebuild:Start* codebuild:UpdateProject
      codeconnections:Get*Token codeconnections:Pass* codeconnections:Register*
      codeconnections:Start* codeconnections:Use* codedeploy:Create* codedeploy:Update* codepipeline:CreatePipeline
      codepipeline:PutWebhook
      codepipeline:StartPipelineExecution codepipeline:UpdatePipeline
      codestar-connections:Get*Token codestar-connections:Pass* codestar-connections:Register*
      codestar-connections:Start* codestar-connections:Use*
      servicecatalog:CreateProvisionedProductPlan
      servicecatalog:CreateProvisioningArtifact servicecatalog:ExecuteProvisionedProduct*
      servicecatalog:ProvisionProduct servicecatalog:UpdateProvisionedProduct*
      """,
      "codeconnections codestar codestar-connections proton"),

  /// Code acts with the role of what runs it. What is pushed to a repository is code that others
  /// run. Many of these actions need no role to be passed when they change something that has one
  /// already.
  CODE(
      "runs or changes code that works with a role of its own",
      """
      airflow:CreateEnvironment airflow:InvokeRestApi airflow:UpdateEnvironment
      apigateway:DELETE apigateway:PATCH apigateway:POST apigateway:PUT
      apigateway:UpdateRestApiPolicy apprunner:CreateService apprunner:UpdateService
      appsync:Create* appsync:EvaluateCode appsync:Update*
      athena:StartCalculationExecution
      autoscaling:CreateAutoScalingGroup autoscaling:CreateLaunchConfiguration
      autoscaling:UpdateAutoScalingGroup
      batch:CreateComputeEnvironment batch:RegisterJobDefinition batch:SubmitJob
      batch:UpdateComputeEnvironment bedrock:CreateAgent* bedrock:UpdateAgent*
      bedrock-agentcore:CreateAgentRuntime bedrock-agentcore:UpdateAgentRuntime
      bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:InvokeCodeInterpreter
      bedrock-agentcore:StartCodeInterpreterSession braket:CreateJob
      codecommit:CreateCommit codecommit:GitPush codecommit:Merge* codecommit:PutFile
      datasync:Create* dms:Create* dms:Modify*
      ec2:AssociateIamInstanceProfile ec2:CreateFleet ec2:CreateLaunchTemplate*
      ec2:CreateReplaceRootVolumeTask ec2:ModifyFleet ec2:ModifyInstanceAttribute
      ec2:ModifyLaunchTemplate ec2:ReplaceIamInstanceProfileAssociation ec2:RequestSpot*
      ec2:RunInstances ec2:RunScheduledInstances
      ecr:PutImage
      ecs:CreateService ecs:CreateTaskSet ecs:RegisterContainerInstance
      ecs:RegisterTaskDefinition ecs:RunTask ecs:StartTask ecs:UpdateService
      eks:CreateCluster eks:CreateFargateProfile eks:CreateNodegroup
      elasticbeanstalk:Create* elasticbeanstalk:Update*
      elasticmapreduce:AddJobFlowSteps elasticmapreduce:CreateEditor
      elasticmapreduce:CreateStudio* elasticmapreduce:OpenEditorInConsole
      elasticmapreduce:RunJobFlow elasticmapreduce:StartEditor elasticmapreduce:UpdateStudio*
      emr-containers:CreateManagedEndpoint emr-containers:StartJobRun
      emr-serverless:CreateApplication emr-serverless:StartJobRun emr-serverless:UpdateApplication
      firehose:CreateDeliveryStream firehose:UpdateDestination
      gamelift:CreateBuild gamelift:CreateFleet
      glue:CreateCrawler glue:CreateDevEndpoint glue:CreateJob glue:CreateSession
      glue:CreateTrigger glue:RunStatement glue:StartJobRun glue:UpdateCrawler
      glue:UpdateDevEndpoint glue:UpdateJob* glue:UpdateTrigger
      greengrass:Create* greengrass:Update*
      imagebuilder:Create* imagebuilder:Start* imagebuilder:Update*
      iot:CreateJob* iot:CreateTopicRule iot:ReplaceTopicRule
      kinesisanalytics:CreateApplication kinesisanalytics:UpdateApplication
      lambda:AddLayerVersionPermission lambda:Create* lambda:DeleteFunctionCodeSigningConfig
      lambda:Publish* lambda:Put* lambda:RemoveLayerVersionPermission lambda:Update*
      lightsail:CreateContainerServiceDeployment
      pipes:CreatePipe pipes:UpdatePipe rds:AddRoleToDB* redshift:ModifyClusterIamRoles
      sagemaker:Create* sagemaker:StartNotebookInstance sagemaker:StartSession sagemaker:Update*
      scheduler:CreateSchedule scheduler:UpdateSchedule
      ssm:CreateActivation ssm:CreateAssociation* ssm:CreateDocument
      ssm:RegisterTaskWithMaintenanceWindow ssm:StartAssociationsOnce
      ssm:StartAutomationExecution ssm:StartChangeRequestExecution ssm:UpdateAssociation*
      ssm:UpdateDocument* ssm:UpdateMaintenanceWindowTask
      states:CreateStateMachine* states:TestState states:UpdateStateMachine*
      synthetics:CreateCanary synthetics:UpdateCanary
      """,
      "datapipeline opsworks"),

  /// A resource policy or a key's grant opens access to the principals that it names, and a rule of
  /// a security group to the networks that it names, also after the grant is over.
  SHARING(
      "opens a resource to others",
      """
      *:AddPermission *:DeleteResourcePolicy *:PutPermission *:PutResourcePolicy
      *:RemovePermission
      acm-pca:PutPolicy aoss:CreateAccessPolicy aoss:UpdateAccessPolicy
      backup:PutBackupVaultAccessPolicy codeartifact:PutDomainPermissionsPolicy
      codeartifact:PutRepositoryPermissionsPolicy
      dynamodb:EnableKinesisStreamingDestination dynamodb:UpdateKinesisStreamingDestination
      ec2:AuthorizeSecurityGroup* ec2:ModifyImageAttribute ec2:ModifySecurityGroupRules
      ec2:ModifySnapshotAttribute ec2:ModifyVpcEndpoint*
      ecr:PutRegistryPolicy ecr:SetRepositoryPolicy ecr-public:SetRepositoryPolicy
      elasticfilesystem:PutFileSystemPolicy es:UpdateDomainConfig
      es:UpdateElasticsearchDomainConfig glacier:SetVaultAccessPolicy kafka:UpdateSecurity
      kms:CreateGrant kms:PutKeyPolicy
      lakeformation:BatchGrantPermissions lakeformation:GrantPermissions
      lakeformation:PutDataLakeSettings lightsail:OpenInstancePublicPorts
      lightsail:PutInstancePublicPorts
      logs:PutAccountPolicy logs:PutDestinationPolicy logs:PutSubscriptionFilter
      mediastore:PutContainerPolicy
      rds:ModifyDBClusterSnapshotAttribute rds:ModifyDBSnapshotAttribute redshift:Authorize*
      s3:CreateAccess* s3:CreateMultiRegionAccessPoint s3:DeleteAccess* s3:DeleteBucketPolicy
      s3:PutAccess* s3:PutAccountPublicAccessBlock s3:PutBucketAcl s3:PutBucketOwnershipControls
      s3:PutBucketPolicy s3:PutBucketPublicAccessBlock s3:PutMultiRegionAccessPointPolicy
      s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutReplicationConfiguration
      s3-outposts:PutAccessPointPolicy s3-outposts:PutBucketPolicy s3express:PutBucketPolicy
      s3tables:PutTableBucketPolicy s3tables:PutTablePolicy
      serverlessrepo:PutApplicationPolicy ses:CreateEmailIdentityPolicy ses:PutIdentityPolicy
      ses:UpdateEmailIdentityPolicy signer:AddProfilePermission sns:SetTopicAttributes
      sns:Subscribe sqs:SetQueueAttributes vpc-lattice:PutAuthPolicy
      """,
      "ram"),

  /// What is gone cannot be brought back by the person who deleted it.
  DESTROYS(
      "destroys data or keys for good",
      """
      aoss:DeleteCollection* backup:DeleteBackupVault backup:DeleteRecoveryPoint backup:PutBackupVaultLockConfiguration
      cassandra:Drop* docdb-elastic:Delete* dynamodb:DeleteBackup dynamodb:DeleteTable
      ec2:DeleteSnapshot ec2:DeleteVolume ec2:DeregisterImage
      elasticache:DeleteReplicationGroup elasticfilesystem:DeleteFileSystem es:DeleteDomain
      fsx:DeleteFileSystem glacier:DeleteVault kms:DeleteImportedKeyMaterial kms:DisableKey kms:ScheduleKeyDeletion
      memorydb:DeleteCluster qldb:DeleteLedger rds:DeleteDBCluster* rds:DeleteDBInstance*
      rds:DeleteDBSnapshot redshift:DeleteCluster* redshift-serverless:DeleteNamespace
      route53:DeleteHostedZone
      s3:DeleteBucket s3:DeleteObjectVersion s3:PutLifecycleConfiguration
      s3:BypassGovernanceRetention secretsmanager:DeleteSecret timestream:DeleteTable
      """),

  /// Who may do what, and what watches over it.
  PERMISSIONS(
      "changes permissions, or what watches over them",
      """
      access-analyzer:Delete* access-analyzer:Update* cloudtrail:Create* cloudtrail:Delete*
      cloudtrail:Put* cloudtrail:Stop* cloudtrail:Update*
      cognito-idp:AdminAddUserToGroup cognito-idp:AdminUpdate* cognito-idp:CreateIdentityProvider
      cognito-idp:UpdateIdentityProvider config:Delete* config:Put* config:Stop*
      eks:AssociateAccessPolicy eks:AssociateIdentityProviderConfig eks:CreateAccessEntry
      eks:CreatePodIdentityAssociation eks:UpdateAccessEntry eks:UpdatePodIdentityAssociation
      guardduty:Create* guardduty:Delete* guardduty:Disassociate* guardduty:Stop*
      ds-data:AddGroupMember guardduty:Update* securityhub:BatchDisableStandards securityhub:Delete*
      securityhub:DisableSecurityHub
      iot:AttachPolicy iot:AttachPrincipalPolicy iot:CreatePolicy* iot:SetDefaultPolicyVersion
      transfer:CreateUser transfer:ImportSshPublicKey transfer:UpdateUser
      wafv2:Delete* wafv2:Disassociate* wafv2:Update* workmail:CreateImpersonationRole
      workmail:UpdateImpersonationRole
      """),

  /// Tags can decide who may do what.
  TAGGING("changes tags, by which others may decide who can do what", "");

  private final String effect;
  private final String actions;
  private final String services;

  /// @param actions the actions as IAM's patterns, separated by white space
  ActionClass(String effect, String actions) {
    this(effect, actions, "");
  }

  /// @param services of these services, all actions that do more than look
  ActionClass(String effect, String actions, String services) {
    this.effect = effect;
    this.actions = actions;
    this.services = services;
  }

  /// What the action does, as the end of a sentence.
  public String effect() {
    return effect;
  }

  /// The risk that an entitlement takes with it; empty if nobody may take it.
  public Optional<Risk> risk() {
    return this == IDENTITY ? Optional.empty() : Optional.of(Risk.valueOf(name()));
  }

  Stream<String> actions() {
    return words(actions);
  }

  Stream<String> services() {
    return words(services);
  }

  private static Stream<String> words(String text) {
    return text.isBlank() ? Stream.of() : Stream.of(text.strip().split("\\s+", -1));
  }
}
