package dev.hallpass.policy;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What can go on when the access is over, because AWS checks permissions only when it begins.
/// Sources: the service's own documentation of each action.
public enum Outliving {
  /// A connection to a database, a cache or a broker. It stays open until one of its sides closes
  /// it.
  CONNECTION,

  /// A session on a machine or in a container, or a live view of logs. It lasts a day at the most.
  SESSION,

  /// Something that runs by itself once it is started: a function, a query, a command, a job. An
  /// execution of Step Functions lasts a year at the most, all others less.
  JOB,

  /// Credentials or tokens of another service. They are good for twelve hours at the most.
  CREDENTIALS;

  /// The actions that begin it.
  public List<String> actions() {
    return switch (this) {
      case CONNECTION ->
          List.of(
              "dsql:DbConnect",
              "dsql:DbConnectAdmin",
              "elasticache:Connect",
              "iot:Connect",
              "kafka-cluster:Connect",
              "memorydb:Connect",
              "neptune-db:connect",
              "rds-db:connect");
      case SESSION ->
          List.of(
              "ec2-instance-connect:OpenTunnel",
              "ec2-instance-connect:SendSSHPublicKey",
              "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
              "ecs:ExecuteCommand",
              "logs:StartLiveTail",
              "ssm:ResumeSession",
              "ssm:StartSession");
      case JOB ->
          List.of(
              "athena:StartQueryExecution",
              "batch:SubmitJob",
              "codebuild:RetryBuild",
              "codebuild:StartBuild",
              "codebuild:StartBuildBatch",
              "codepipeline:StartPipelineExecution",
              "datasync:StartTaskExecution",
              "ecs:RunTask",
              "ecs:StartTask",
              "elasticmapreduce:AddJobFlowSteps",
              "elasticmapreduce:RunJobFlow",
              "emr-serverless:StartJobRun",
              "events:StartReplay",
              "glue:StartCrawler",
              "glue:StartJobRun",
              "glue:StartWorkflowRun",
              "lambda:InvokeAsync",
              "lambda:InvokeFunction",
              "logs:StartQuery",
              "rds:StartExportTask",
              "redshift-data:BatchExecuteStatement",
              "redshift-data:ExecuteStatement",
              "s3:CreateJob",
              "sqs:StartMessageMoveTask",
              "ssm:SendCommand",
              "ssm:StartAutomationExecution",
              "states:RedriveExecution",
              "states:StartExecution",
              "states:StartSyncExecution");
      case CREDENTIALS ->
          List.of(
              "codeartifact:GetAuthorizationToken",
              "cognito-identity:GetCredentialsForIdentity",
              "datazone:GetEnvironmentCredentials",
              "ecr:GetAuthorizationToken",
              "lakeformation:GetTemporaryGlueTableCredentials",
              "redshift-serverless:GetCredentials",
              "redshift:GetClusterCredentials",
              "redshift:GetClusterCredentialsWithIAM",
              "s3express:CreateSession");
    };
  }

  /// Its name in the catalogue.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether one of these actions begins it.
  ///
  /// @param patterns names of actions, which can have wildcards
  public boolean isBegunBy(Collection<String> patterns) {
    return actions().stream()
        .anyMatch(action ->
            patterns.stream().anyMatch(pattern -> Glob.coversIgnoringCase(pattern, action)));
  }

  /// What these actions begin.
  ///
  /// @param patterns names of actions, which can have wildcards
  public static Set<Outliving> of(Collection<String> patterns) {
    Set<Outliving> all = EnumSet.noneOf(Outliving.class);
    for (Outliving one : values()) {
      if (one.isBegunBy(patterns)) {
        all.add(one);
      }
    }
    return all;
  }
}
