package dev.hallpass.policy;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What can go on when the access is over, because AWS checks permissions only when it begins.
/// Sources: the service's own documentation of each action, also for the longest time. Where that
/// names no longest time, or one that its owner can raise or switch off, there is no limit here.
public enum Outliving {
  /// A connection to a database, a cache or a broker. It stays open until one of its sides closes
  /// it.
  CONNECTION,

  /// A session on a machine, or a live view of logs, that Hallpass cannot end.
  SESSION,

  /// A session of Session Manager on a machine, or of ECS Exec in a container: a shell, a command
  /// or a forwarded port. Hallpass terminates it at the end.
  SHELL,

  /// Something that runs by itself once it is started: a function, a query, a command, a job.
  JOB,

  /// Credentials or tokens of another service. What was opened with them can stay open longer.
  CREDENTIALS,

  /// Users, keys, roles and trust, which are access of their own and have no end. Only managed
  /// policies reach them.
  IDENTITY,

  /// A change of who can do what, which is there until it is taken back. It follows from the risks
  /// and not from single actions.
  CHANGE;

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private List<Beginning> beginnings() {
    return switch (this) {
      case CONNECTION ->
          List.of(
              limited("dsql:DbConnect", ofHours(1)),
              limited("dsql:DbConnectAdmin", ofHours(1)),
              limited("elasticache:Connect", ofHours(12)),
              limited("iot:Connect", ofDays(1)),
              open("kafka-cluster:Connect"),
              limited("memorydb:Connect", ofHours(12)),
              limited("neptune-db:connect", ofDays(11)),
              open("rds-db:connect"));
      case SESSION ->
          List.of(
              open("cloudshell:CreateSession"),
              limited("ec2-instance-connect:OpenTunnel", ofHours(1)),
              open("ec2-instance-connect:SendSSHPublicKey"),
              open("ec2-instance-connect:SendSerialConsoleSSHPublicKey"),
              limited("logs:StartLiveTail", ofHours(3)));
      case SHELL ->
          List.of(open("ecs:ExecuteCommand"), open("ssm:ResumeSession"), open("ssm:StartSession"));
      case JOB -> Jobs.ALL;
      case CREDENTIALS ->
          List.of(
              open("aidevops:CreateAccessToken"),
              open("aidevops:GetAccessToken"),
              open("airflow:CreateCliToken"),
              open("airflow:CreateWebLoginToken"),
              open("appstream:CreateStreamingURL"),
              open("bedrock-agentcore:GetResourceOauth2Token"),
              open("bedrock-agentcore:GetResourcePaymentToken"),
              open("bedrock-agentcore:GetWorkloadAccessToken"),
              open("bedrock-agentcore:GetWorkloadAccessTokenForJWT"),
              open("bedrock-agentcore:GetWorkloadAccessTokenForUserId"),
              open("cloud9:CreateEnvironmentToken"),
              open("cloudwatch:GetSpaceCredentials"),
              open("cloudwatch:GetSpaceCredentialsForOrganization"),
              limited("codeartifact:GetAuthorizationToken", ofHours(12)),
              limited("cognito-identity:GetCredentialsForIdentity", ofHours(12)),
              open("cognito-idp:AdminInitiateAuth"),
              open("connect:AdminGetEmergencyAccessToken"),
              open("connect:GetFederationToken"),
              open("datazone:GetDomainExecutionRoleCredentials"),
              limited("datazone:GetEnvironmentCredentials", ofHours(12)),
              open("deadline:AssumeFleetRoleForRead"),
              open("deadline:AssumeFleetRoleForWorker"),
              open("deadline:AssumeQueueRoleForRead"),
              open("deadline:AssumeQueueRoleForUser"),
              open("deadline:AssumeQueueRoleForWorker"),
              limited("ecr-public:GetAuthorizationToken", ofHours(12)),
              limited("ecr:GetAuthorizationToken", ofHours(12)),
              open("eks-auth:AssumeRoleForPodIdentity"),
              open("elasticmapreduce:GetClusterSessionCredentials"),
              open("elasticmapreduce:GetOnClusterAppUIPresignedURL"),
              limited("emr-containers:GetManagedEndpointSessionCredentials", ofHours(12)),
              open("emr-serverless:GetDashboardForJobRun"),
              open("finspace-api:GetProgrammaticAccessCredentials"),
              open("gamelift:GetComputeAccess"),
              open("gamelift:GetComputeAuthToken"),
              open("gamelift:GetInstanceAccess"),
              open("gamelift:RequestUploadCredentials"),
              open("iq-permission:AssumePermissionRole"),
              limited("lakeformation:GetTemporaryGluePartitionCredentials", ofHours(12)),
              limited("lakeformation:GetTemporaryGlueTableCredentials", ofHours(12)),
              open("license-manager:GetAccessToken"),
              open("lightsail:GetInstanceAccessDetails"),
              open("q:CreateScimAccessToken"),
              limited("redshift-serverless:GetCredentials", ofHours(1)),
              open("redshift-serverless:GetIdentityCenterAuthToken"),
              limited("redshift:GetClusterCredentials", ofHours(1)),
              limited("redshift:GetClusterCredentialsWithIAM", ofHours(1)),
              open("redshift:GetIdentityCenterAuthToken"),
              open("route53globalresolver:CreateAccessToken"),
              open("route53globalresolver:GetAccessToken"),
              limited("s3express:CreateSession", ofMinutes(5)),
              open("sagemaker:CreatePresignedDomainUrl"),
              open("sagemaker:CreatePresignedMlflowAppUrl"),
              open("sagemaker:CreatePresignedMlflowTrackingServerUrl"),
              open("sagemaker:CreatePresignedNotebookInstanceUrl"),
              open("ssm:GetAccessToken"),
              limited("sts:AssumeRole", ofHours(1)),
              open("workmail:AssumeImpersonationRole"));
      case IDENTITY ->
          List.of(
              open("iam:AddUserToGroup"),
              open("iam:AttachGroupPolicy"),
              open("iam:AttachRolePolicy"),
              open("iam:AttachUserPolicy"),
              open("iam:CreateAccessKey"),
              open("iam:CreateLoginProfile"),
              open("iam:CreateOpenIDConnectProvider"),
              open("iam:CreatePolicyVersion"),
              open("iam:CreateRole"),
              open("iam:CreateSAMLProvider"),
              open("iam:CreateUser"),
              open("iam:PutGroupPolicy"),
              open("iam:PutRolePolicy"),
              open("iam:PutUserPolicy"),
              open("iam:SetDefaultPolicyVersion"),
              open("iam:UpdateAssumeRolePolicy"),
              open("iam:UpdateLoginProfile"),
              open("rolesanywhere:CreateProfile"),
              open("rolesanywhere:CreateTrustAnchor"),
              open("sso:CreateAccountAssignment"));
      case CHANGE -> List.of();
    };
  }

  private static Beginning limited(String action, Duration longest) {
    return new Beginning(action, Optional.of(longest));
  }

  private static Beginning open(String action) {
    return new Beginning(action, Optional.empty());
  }

  /// What has a name of the catalogue; empty if nothing has.
  public static Optional<Outliving> named(String word) {
    return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /// The actions that begin it.
  public List<String> actions() {
    return beginnings().stream().map(Beginning::action).toList();
  }

  /// Its name in the catalogue.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether statements together let one of its actions through.
  public boolean isBegunBy(Collection<Statement> statements) {
    return begunBy(statements).findAny().isPresent();
  }

  /// The first of its actions that statements together let through.
  public Optional<String> firstIn(Collection<Statement> statements) {
    return begunBy(statements).map(Beginning::action).findFirst();
  }

  /// The longest time that AWS gives what statements begin, from its beginning; empty if AWS sets
  /// no limit to some of it.
  ///
  /// @param statements which let one of its actions through
  public Optional<Duration> longest(Collection<Statement> statements) {
    return begunBy(statements)
        .map(Beginning::longest)
        .max(Comparator.comparing(limit -> limit.orElse(FOREVER)))
        .flatMap(limit -> limit);
  }

  private Stream<Beginning> begunBy(Collection<Statement> statements) {
    return beginnings().stream().filter(one -> lets(statements, one.action()));
  }

  private static boolean lets(Collection<Statement> statements, String action) {
    return statements.stream().anyMatch(one -> one.allows() && one.covers(action))
        && statements.stream().noneMatch(one -> one.deniesEverywhere(action));
  }

  /// What is begun by actions that are allowed.
  ///
  /// @param allowed asked about names of actions
  public static Set<Outliving> of(Predicate<String> allowed) {
    Set<Outliving> all = EnumSet.noneOf(Outliving.class);
    for (Outliving one : values()) {
      if (one.actions().stream().anyMatch(allowed)) {
        all.add(one);
      }
    }
    return all;
  }

  /// What statements together begin.
  public static Set<Outliving> of(Collection<Statement> statements) {
    return of(action -> lets(statements, action));
  }

  /// An action that begins it.
  ///
  /// @param longest how long it can go on at the most; empty if AWS sets no limit
  private record Beginning(String action, Optional<Duration> longest) {}

  /// The jobs. Only what asks about jobs reads this list.
  private static final class Jobs {

    /// Jobs without a limit. AWS names most of them so, as in `StartReplicationTask`.
    private static final String OPEN =
        """
          a2c:StartContainerizationJob a2c:StartDeploymentJob aidevops:CreateBacklogTask
          airflow-serverless:StartWorkflowRun amplify:StartJob amplifyuibuilder:StartCodegenJob
          app-integrations:StartDataIntegrationExecution appconfig:StartExperimentRun
          appstream:CopyImage appstream:CreateExportImageTask apptest:StartTestRun
          arc-region-switch:StartPlanExecution arc-zonal-shift:StartPracticeRun
          athena:StartCalculationExecution athena:StartQueryExecution athena:StartSession
          aws-marketplace:StartBuild aws-marketplace:StartInvoiceSubmissionTask
          aws-marketplace:StartTaxComplianceProfileChangeTask b2bi:StartTransformerJob
          backup-search:StartSearchJob backup-search:StartSearchResultExportJob
          backup:CopyFromBackupVault backup:CopyIntoBackupVault backup:StartBackupJob
          backup:StartCopyJob backup:StartReportJob backup:StartRestoreJob backup:StartScanJob
          batch:SubmitJob batch:SubmitServiceJob bcm-data-exports:CreateExport
          bedrock-agentcore:StartMemoryExtractionJob bedrock-mantle:CreateFineTuningJob
          bedrock:CreateAdvancedPromptOptimizationJob bedrock:CreateEvaluationJob
          bedrock:CreateModelCopyJob bedrock:CreateModelCustomizationJob
          bedrock:CreateModelEvaluationJob bedrock:CreateModelImportJob
          bedrock:CreateModelInvocationJob bedrock:StartAutomatedReasoningPolicyBuildWorkflow
          bedrock:StartAutomatedReasoningPolicyTestWorkflow bedrock:StartFlowExecution
          bedrock:StartIngestionJob braket:CreateJob braket:CreateQuantumTask chime:StartDataExport
          chime:StartSpeakerSearchTask chime:StartVoiceToneAnalysisTask
          cleanrooms-ml:StartAudienceExportJob cleanrooms-ml:StartAudienceGenerationJob
          cleanrooms-ml:StartTrainedModelExportJob cleanrooms-ml:StartTrainedModelInferenceJob
          cleanrooms:StartAnalysisLogExport cleanrooms:StartProtectedJob cloudhsm:CopyBackupToRegion
          cloudtrail:StartImport codebuild:StartBuildBatch codebuild:StartCommandExecution
          codepipeline:StartPipelineExecution cognito-idp:StartUserImportJob
          comprehend:StartDocumentClassificationJob comprehend:StartDominantLanguageDetectionJob
          comprehend:StartEntitiesDetectionJob comprehend:StartEventsDetectionJob
          comprehend:StartKeyPhrasesDetectionJob comprehend:StartPiiEntitiesDetectionJob
          comprehend:StartSentimentDetectionJob comprehend:StartTargetedSentimentDetectionJob
          comprehend:StartTopicsDetectionJob comprehendmedical:StartEntitiesDetectionV2Job
          comprehendmedical:StartICD10CMInferenceJob comprehendmedical:StartPHIDetectionJob
          comprehendmedical:StartRxNormInferenceJob comprehendmedical:StartSNOMEDCTInferenceJob
          compute-optimizer:ExportAutoScalingGroupRecommendations
          compute-optimizer:ExportEBSVolumeRecommendations
          compute-optimizer:ExportEC2InstanceRecommendations
          compute-optimizer:ExportECSServiceRecommendations
          compute-optimizer:ExportIdleRecommendations
          compute-optimizer:ExportLambdaFunctionRecommendations
          compute-optimizer:ExportLicenseRecommendations
          compute-optimizer:ExportRDSDatabaseRecommendations config:StartRemediationExecution
          connect-campaigns:StartInstanceOnboardingJob
          connect:StartContactConversationalAnalyticsJob databrew:StartJobRun dataexchange:StartJob
          datasync:StartDiscoveryJob datasync:StartTaskExecution datazone:StartDataSourceRun
          datazone:StartMetadataGenerationRun datazone:StartNotebookExport
          datazone:StartNotebookImport datazone:StartNotebookRun deadline:CreateJob
          discovery:StartBatchDeleteConfigurationTask discovery:StartContinuousExport
          discovery:StartExportTask discovery:StartImportTask dms:StartDataMigration
          dms:StartMetadataModelImport dms:StartReplication dms:StartReplicationTask
          dms:StartReplicationTaskAssessmentRun docdb-elastic:CopyClusterSnapshot
          docdb-elastic:RestoreClusterFromSnapshot drs:RetryDataReplication drs:StartRecovery
          drs:StartRecoveryPlanExecution drs:StartReplication drs:StartSourceNetworkRecovery
          drs:StartSourceNetworkReplication ds:RestoreFromSnapshot dsql:StartBackupJob
          dsql:StartRestoreJob dynamodb:ExportTableToPointInTime dynamodb:ImportTable
          dynamodb:RestoreTableFromAwsBackup dynamodb:RestoreTableFromBackup
          dynamodb:RestoreTableToPointInTime ec2:CopyFpgaImage ec2:CopyImage ec2:CopySnapshot
          ec2:CopyVolumes ec2:CreateCapacityManagerDataExport
          ec2:CreateDelegateMacVolumeOwnershipTask ec2:CreateInstanceExportTask
          ec2:CreateMacSystemIntegrityProtectionModificationTask ec2:CreateReplaceRootVolumeTask
          ec2:CreateRestoreImageTask ec2:CreateStoreImageTask ec2:ExportImage ec2:ImportImage
          ec2:ImportInstance ec2:ImportSnapshot ec2:ImportVolume ecs:RunTask ecs:StartTask
          elasticache:CopyServerlessCacheSnapshot elasticache:CopySnapshot
          elasticache:ExportServerlessCacheSnapshot elasticmapreduce:AddJobFlowSteps
          elasticmapreduce:RunJobFlow elasticmapreduce:StartNotebookExecution
          elastictranscoder:CreateJob emr-containers:StartJobRun emr-serverless:StartJobRun
          entityresolution:StartIdMappingJob entityresolution:StartMatchingJob events:StartReplay
          evidently:StartExperiment finops-agent:CreateTask fis:StartExperiment
          forecast:CreateDatasetImportJob forecast:CreateExplainabilityExport
          forecast:CreateForecastExportJob forecast:CreatePredictorBacktestExportJob
          forecast:CreateWhatIfForecastExport frauddetector:CreateBatchImportJob
          frauddetector:CreateBatchPredictionJob fsx:CopyBackup fsx:CopySnapshotAndUpdateVolume
          fsx:CreateDataRepositoryTask fsx:RestoreVolumeFromSnapshot
          fsx:StartMisconfiguredStateRecovery geo:StartJob glacier:InitiateJob glue:CreateSession
          glue:ImportCatalogToGlue glue:RunStatement glue:StartBlueprintRun
          glue:StartColumnStatisticsTaskRun glue:StartDataQualityRuleRecommendationRun
          glue:StartDataQualityRulesetEvaluationRun glue:StartExportLabelsTaskRun
          glue:StartImportLabelsTaskRun glue:StartJobRun glue:StartMLEvaluationTaskRun
          glue:StartMLLabelingSetGenerationTaskRun glue:StartWorkflowRun
          greengrass:CreateSoftwareUpdateJob groundtruthlabeling:RunFilterOrSampleDatasetJob
          groundtruthlabeling:RunGenerateManifestByCrawlingJob
          groundtruthlabeling:RunGenerateManifestMetricsJob health-agent:StartPatientInsightsJob
          healthlake:RestoreFHIRDatastore healthlake:StartDataTransformationJob
          healthlake:StartFHIRBulkDeleteJob healthlake:StartFHIRBulkMemberMatchJob
          healthlake:StartFHIRBulkPatchJob healthlake:StartFHIRExportJob
          healthlake:StartFHIRImportJob honeycode:StartTableDataImportJob
          imagebuilder:ImportDiskImage imagebuilder:ImportVmImage
          imagebuilder:StartImagePipelineExecution importexport:CreateJob
          inspector2:CreateSbomExport inspector:StartAssessmentRun iot:CreateJob
          iot:StartAuditMitigationActionsTask iot:StartCommandExecution
          iot:StartDetectMitigationActionsTask iot:StartOnDemandAuditTask
          iot:StartThingRegistrationTask iotdeviceadvisor:StartSuiteRun
          iotmanagedintegrations:CreateOtaTask iotsitewise:CreateBulkImportJob
          iotsitewise:CreateDatasetExportJob iotsitewise:CreateEnrichmentJob iotsitewise:CreateTask
          iotsitewise:StartPipelineExecution iottwinmaker:CreateMetadataTransferJob
          iottwinmaker:CreateSyncJob iotwireless:CreateWirelessGatewayTask
          iotwireless:StartFuotaTask iotwireless:StartSingleWirelessDeviceImportTask
          iotwireless:StartWirelessDeviceImportTask kendra:StartDataSourceSyncJob lex:CreateExport
          lex:StartImport lex:StartTestExecution lightsail:CopySnapshot lightsail:ExportSnapshot
          logs:CreateExportTask logs:CreateImportTask lookoutequipment:StartDataIngestionJob
          lookoutvision:StartModelPackagingJob m2:CreateDataSetExportTask m2:CreateDataSetImportTask
          m2:StartBatchJob macie2:CreateClassificationJob
          marketplacecommerceanalytics:StartSupportDataExport mediaconvert:CreateJob
          mediapackage:CreateHarvestJob mediapackagev2:CreateHarvestJob medical-imaging:CopyImageSet
          medical-imaging:StartDICOMImportJob memorydb:CopySnapshot mgn:ResumeReplication
          mgn:RetryDataReplication mgn:StartExport mgn:StartImport mgn:StartReplication
          migrationhub-orchestrator:StartWorkflow migrationhub-strategy:StartImportFileTask
          mobiletargeting:CreateExportJob mobiletargeting:CreateImportJob neptune-db:StartLoaderJob
          neptune-db:StartMLDataProcessingJob neptune-db:StartMLModelTrainingJob
          neptune-db:StartMLModelTransformJob neptune-graph:CreateGraphUsingImportTask
          neptune-graph:RestoreGraphFromSnapshot neptune-graph:StartExportTask
          neptune-graph:StartImportTask odb:RestoreAutonomousDatabase omics:StartAnnotationImportJob
          omics:StartReadSetActivationJob omics:StartReadSetExportJob omics:StartReadSetImportJob
          omics:StartReferenceImportJob omics:StartRun omics:StartRunBatch
          omics:StartVariantImportJob opensearch:SubmitAutoOptimizeJob outposts:StartCapacityTask
          panorama:CreateNodeFromTemplateJob panorama:CreatePackageImportJob
          partnercentral:StartEngagementByAcceptingInvitationTask
          partnercentral:StartEngagementFromOpportunityTask
          partnercentral:StartOpportunityFromEngagementTask partnercentral:StartProfileUpdateTask
          partnercentral:StartProspectingFromEngagementTask
          partnercentral:StartQualificationsAssociationTask
          partnercentral:StartQualificationsDisassociationTask
          partnercentral:StartResourceSnapshotJob
          partnercentral:StartRevenueAttributionAllocationsTask personalize:CreateBatchInferenceJob
          personalize:CreateBatchSegmentJob personalize:CreateDataDeletionJob
          personalize:CreateDataInsightsJob personalize:CreateDatasetExportJob
          personalize:CreateDatasetImportJob polly:StartSpeechSynthesisTask profile:StartUploadJob
          qbusiness:StartDataSourceSyncJob qldb:ExportJournalToS3
          quicksight:StartAssetBundleExportJob quicksight:StartAssetBundleImportJob
          quicksight:StartAutomationJob quicksight:StartDashboardSnapshotJob quicksight:StartDlpJob
          rds:CopyDBClusterSnapshot rds:CopyDBSnapshot rds:RestoreDBClusterFromS3
          rds:RestoreDBClusterFromSnapshot rds:RestoreDBClusterToPointInTime
          rds:RestoreDBInstanceFromDBSnapshot rds:RestoreDBInstanceFromS3
          rds:RestoreDBInstanceToPointInTime rds:StartDBInstanceAutomatedBackupsReplication
          rds:StartExportTask redshift-serverless:RestoreFromRecoveryPoint
          redshift-serverless:RestoreFromSnapshot redshift-serverless:RestoreTableFromRecoveryPoint
          redshift-serverless:RestoreTableFromSnapshot redshift:CopyClusterSnapshot
          redshift:RestoreFromClusterSnapshot redshift:RestoreTableFromClusterSnapshot
          rekognition:StartMediaAnalysisJob resiliencehub:StartMetricsExport
          resiliencehub:StartResourceGroupingRecommendationTask resiliencehub:StartTestRun
          resource-groups:StartTagSyncTask robomaker:CreateDeploymentJob
          robomaker:CreateSimulationJob robomaker:CreateWorldExportJob
          robomaker:CreateWorldGenerationJob robomaker:RestartSimulationJob s3:CreateJob
          s3:InitiateReplication sagemaker-geospatial:StartEarthObservationJob
          sagemaker-geospatial:StartVectorEnrichmentJob sagemaker:CreateAIBenchmarkJob
          sagemaker:CreateAIRecommendationJob sagemaker:CreateAutoMLJob
          sagemaker:CreateCompilationJob sagemaker:CreateEdgePackagingJob
          sagemaker:CreateHyperParameterTuningJob sagemaker:CreateInferenceRecommendationsJob
          sagemaker:CreateJob sagemaker:CreateLabelingJob sagemaker:CreateModelCardExportJob
          sagemaker:CreateOptimizationJob sagemaker:CreateProcessingJob sagemaker:CreateTrainingJob
          sagemaker:CreateTransformJob sagemaker:StartInferenceExperiment
          sagemaker:StartPipelineExecution scn:CreateBillOfMaterialsImportJob sdb:StartDomainExport
          securityagent:StartCodeReviewJob securityagent:StartPentestJob
          securityagent:StartThreatModelJob securityagent:StartValidationRun ses:CreateExportJob
          ses:CreateImportJob ses:StartAddressListImportJob ses:StartArchiveExport
          signer:StartSigningJob sms:CreateReplicationJob sms:StartAppReplication
          sms:StartOnDemandAppReplication sms:StartOnDemandReplicationRun
          snow-device-management:CreateTask snowball:CreateJob ssm-sap:RestoreDatabase
          ssm:StartAutomationExecution ssm:StartChangeRequestExecution swf:StartWorkflowExecution
          synthetics:StartCanaryDryRun timestream-influxdb:RestoreFromDbBackup
          timestream:CreateBatchLoadTask timestream:ResumeBatchLoadTask
          transcribe:StartCallAnalyticsJob transcribe:StartMedicalScribeJob
          transcribe:StartMedicalTranscriptionJob transcribe:StartTranscriptionJob
          translate:StartTextTranslationJob ts:StartExecution voiceid:StartFraudsterRegistrationJob
          voiceid:StartSpeakerEnrollmentJob wisdom:StartImportJob workdocs:StartInstanceExport
          workmail:StartMailboxExportJob workspaces:CopyWorkspaceImage
          workspaces:ImportCustomWorkspaceImage workspaces:ImportWorkspaceImage
        """;

    static final List<Beginning> ALL =
        Stream.concat(
                Stream.of(
                    limited("codebuild:RetryBuild", ofHours(44)),
                    limited("codebuild:StartBuild", ofHours(44)),
                    limited("glue:StartCrawler", ofDays(1)),
                    limited("lambda:InvokeAsync", ofDays(366)),
                    limited("lambda:InvokeFunction", ofDays(366)),
                    limited("logs:StartQuery", ofHours(1)),
                    limited("redshift-data:BatchExecuteStatement", ofDays(1)),
                    limited("redshift-data:ExecuteStatement", ofDays(1)),
                    limited("sqs:StartMessageMoveTask", ofHours(36)),
                    limited("ssm:SendCommand", ofDays(32)),
                    limited("states:RedriveExecution", ofDays(366)),
                    limited("states:StartExecution", ofDays(366)),
                    limited("states:StartSyncExecution", ofMinutes(5))),
                Stream.of(OPEN.strip().split("\\s+", -1)).map(Outliving::open))
            .toList();
  }
}
