package dev.hallpass.infra.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Synthesis.class)
class DriftCheckTest {

  private static final String RULE = "AWS::Events::Rule";

  @Test
  void isMadeEachHour(Deployment deployment) {
    assertThat(deployment.properties(RULE).values())
        .filteredOn(rule -> rule.path("ScheduleExpression").asString("").equals("rate(1 hour)"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.path("State").asString()).isEqualTo("ENABLED");
          assertThat(rule.at("/Targets/0/Arn/Ref").asString())
              .isEqualTo(deployment.alias("FindDrift"));
        });
  }

  @Test
  void isCalledByItsRuleOnly(Deployment deployment) {
    assertThat(deployment.properties("AWS::Lambda::Permission").values())
        .filteredOn(
            one -> one.at("/FunctionName/Ref").asString("").equals(deployment.alias("FindDrift")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("Principal").asString()).isEqualTo("events.amazonaws.com");
          String rule = one.at("/SourceArn/Fn::GetAtt/0").asString();
          assertThat(deployment.template().at("/Resources/" + rule + "/Properties").toString())
              .contains("rate(1 hour)");
        });
  }

  @Test
  void isAboutTheStackThatItIsOf(Deployment deployment) {
    assertThat(
            Deployment.shown(deployment.function("FindDrift").at("/Environment/Variables/STACK")))
        .isEqualTo("${AWS::StackId}");
  }

  @Test
  void hasTimeForSlowAnswers(Deployment deployment) {
    assertThat(deployment.function("FindDrift").path("Timeout").asInt()).isEqualTo(300);
  }

  /// Without a name the CDK's command asks for the stacks of other accounts too, and stops for want
  /// of their credentials.
  @Test
  void theGuideHasCloudFormationLookAtTheHubAlone() throws IOException {
    assertThat(Files.readString(Synthesis.PROJECT.resolve("infra/README.md")))
        .containsPattern("npx cdk drift Hallpass\n")
        .doesNotContainPattern("npx cdk drift(?! Hallpass\n)");
  }
}
