package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlivingTest {

  @ParameterizedTest
  @CsvSource({
    "rds-db:connect, CONNECTION",
    "RDS-DB:Connect, CONNECTION",
    "ecs:ExecuteCommand, SESSION",
    "ssm:Start*, SESSION",
    "lambda:Invoke*, JOB",
    "redshift:GetClusterCredentials, CREDENTIALS"
  })
  void whatAnActionBeginsCanGoOn(String action, Outliving what) {
    assertThat(Outliving.of(List.of("s3:GetObject", action))).contains(what);
  }

  @Test
  void aPolicyCanBeginSeveral() {
    assertThat(Outliving.of(List.of("ssm:*"))).containsExactly(Outliving.SESSION, Outliving.JOB);
  }

  @Test
  void whatAwsAllowsCallByCallEndsWithTheAccess() {
    assertThat(Outliving.of(List.of("s3:GetObject", "dynamodb:*", "ssm:GetParameter"))).isEmpty();
  }
}
