package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.policy.Statement.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    assertThat(Outliving.of(allowing("s3:GetObject", action))).contains(what);
  }

  @Test
  void aPolicyCanBeginSeveral() {
    assertThat(Outliving.of(allowing("ssm:*")))
        .containsExactly(Outliving.SHELL, Outliving.JOB, Outliving.CREDENTIALS);
  }

  @Test
  void whatAwsAllowsCallByCallEndsWithTheAccess() {
    assertThat(Outliving.of(allowing("s3:GetObject", "dynamodb:*Item", "ssm:GetParameter")))
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
    assertThat(what.longest(allowing("s3:GetObject", action))).contains(longest);
  }

  @Test
  void theLongestTimeIsThatOfAllThatThePolicyBegins() {
    assertThat(Outliving.CREDENTIALS.longest(allowing("s3express:*", "ecr:GetAuthorizationToken")))
        .contains(Duration.ofHours(12));
  }

  @Test
  void whatHasNoLimitOutlastsWhatHasOne() {
    assertThat(Outliving.CONNECTION.longest(allowing("dsql:DbConnect", "rds-db:connect")))
        .isEmpty();
  }

  @Test
  void whatIsDeniedOnEveryResourceDoesNotBegin() {
    assertThat(Outliving.JOB.isBegunBy(denying("states:Start*", List.of("*"), Map.of()))).isFalse();
    assertThat(Outliving.JOB.longest(denying("states:StartExecution", List.of("*"), Map.of())))
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void aDenialThatLeavesSomethingDoesNotCount() {
    assertThat(Outliving.of(denying("states:*", List.of("arn:aws:states:*:*:*"), Map.of())))
        .contains(Outliving.JOB);
    assertThat(
            Outliving.of(
                denying(
                    "states:*",
                    List.of("*"),
                    Map.of("NotIpAddress", Map.of("aws:SourceIp", List.of("192.0.2.0/24"))))))
        .contains(Outliving.JOB);
  }

  private static List<Statement> denying(
      String action, List<String> resources, Map<String, Map<String, List<String>>> conditions) {
    return Stream.concat(
            allowing("states:Start*Execution").stream(),
            Stream.of(new Statement("No", Effect.DENY, List.of(action), resources, conditions)))
        .toList();
  }

  private static List<Statement> allowing(String... actions) {
    return List.of(new Statement("Some", Effect.ALLOW, List.of(actions), List.of("*"), Map.of()));
  }
}
