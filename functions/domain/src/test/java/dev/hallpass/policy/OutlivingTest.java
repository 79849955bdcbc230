package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlivingTest {

  @ParameterizedTest
  @CsvSource({
    "rds-db:connect, CONNECTION",
    "RDS-DB:Connect, CONNECTION",
    "logs:StartLiveTail, SESSION",
    "ecs:ExecuteCommand, SHELL",
    "ssm:Start*, SHELL",
    "lambda:Invoke*, JOB",
    "emr-containers:StartJobRun, JOB",
    "dms:StartReplicationTask, JOB",
    "backup:StartRestoreJob, JOB",
    "dynamodb:ExportTableToPointInTime, JOB",
    "rds:RestoreDB*, JOB",
    "bedrock:CreateModelCustomizationJob, JOB",
    "redshift:GetClusterCredentials, CREDENTIALS"
  })
  void whatAnActionBeginsCanGoOn(String action, Outliving what) {
    assertThat(Outliving.of(List.of("s3:GetObject", action))).contains(what);
  }

  @Test
  void aPolicyCanBeginSeveral() {
    assertThat(Outliving.of(List.of("ssm:*")))
        .containsExactly(Outliving.SHELL, Outliving.JOB, Outliving.CREDENTIALS);
  }

  @Test
  void whatAwsAllowsCallByCallEndsWithTheAccess() {
    assertThat(Outliving.of(List.of("s3:GetObject", "dynamodb:*Item", "ssm:GetParameter")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTION, elasticache:Connect, PT12H",
    "SESSION, logs:StartLiveTail, PT3H",
    "JOB, states:StartSyncExecution, PT5M",
    "JOB, states:Start*, P366D",
    "CREDENTIALS, redshift:GetClusterCredentials, PT1H"
  })
  void itLastsNoLongerThanAwsLetsIt(Outliving what, String action, Duration longest) {
    assertThat(what.longest(List.of("s3:GetObject", action))).contains(longest);
  }

  @Test
  void theLongestTimeIsThatOfAllThatThePolicyBegins() {
    assertThat(Outliving.CREDENTIALS.longest(List.of("s3express:*", "ecr:GetAuthorizationToken")))
        .contains(Duration.ofHours(12));
  }

  @Test
  void whatHasNoLimitOutlastsWhatHasOne() {
    assertThat(Outliving.CONNECTION.longest(List.of("dsql:DbConnect", "rds-db:connect"))).isEmpty();
  }
}
