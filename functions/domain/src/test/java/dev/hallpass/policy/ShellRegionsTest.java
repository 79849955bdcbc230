package dev.hallpass.policy;

import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.openingShells;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.policy.Statement.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellRegionsTest {

  @Test
  void shellsAreLookedForInEachRegionThatThePolicyNames() {
    assertThat(ShellRegions.of(openingShells("us-gov-west-1", "eu-central-1")))
        .containsExactly("eu-central-1", "us-gov-west-1");
  }

  @Test
  void theEndAndTheFenceOfThePolicyChangeNothing() {
    assertThat(
            ShellRegions.of(
                openingShells("eu-central-1")
                    .ofGrant(GRANT, Instant.parse("2026-01-01T12:00:00Z"))))
        .containsExactly("eu-central-1");
  }

  @Test
  void aPolicyThatOpensNoShellNamesNone() {
    assertThat(ShellRegions.of(POLICY)).isEmpty();
    assertThat(
            ShellRegions.of(
                new Policy(
                    List.of(
                        statement("ssm:GetParameter", "arn:aws:ssm:eu-central-1:1:parameter/a")))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ec2:*:111122223333:instance/*",
        "arn:aws:ec2:eu-*-1:111122223333:instance/*",
        "arn:aws:ssm::111122223333:document/x",
        "*"
      })
  void aResourceWithoutOneRegionIsFound(String arn) {
    assertThat(ShellRegions.withoutRegion(statement("ecs:ExecuteCommand", arn))).contains(arn);
    assertThat(ShellRegions.withoutRegion(statement("s3:GetObject", arn))).isEmpty();
  }

  @Test
  void aTemplateCanHaveAPlaceForTheRegion() {
    assertThat(
            ShellRegions.withoutRegion(
                statement("ssm:Start*", "arn:aws:ec2:{region}:111122223333:instance/*")))
        .isEmpty();
  }

  @Test
  void aResourceWithARegionIsNone() {
    assertThat(
            ShellRegions.withoutRegion(
                statement("ssm:Start*", "arn:aws:ec2:eu-central-1:111122223333:instance/*")))
        .isEmpty();
  }

  private static Statement statement(String action, String resource) {
    return new Statement("One", Effect.ALLOW, List.of(action), List.of(resource), Map.of());
  }
}
