package dev.hallpass.infra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class EncryptionKeyTest {

  private static final String KEY = "AWS::KMS::Key";

  @Test
  void everyLogIsUnderIt(Deployment deployment) {
    String key = id(deployment);

    assertThat(deployment.properties("AWS::Logs::LogGroup").values())
        .isNotEmpty()
        .allMatch(log -> log.at("/KmsKeyId/Fn::GetAtt/0").asString("").equals(key));
  }

  @Test
  void isTurnedEachYearAndStaysAsLongAsWhatItOpens(Deployment deployment) {
    JsonNode key = key(deployment);

    assertThat(key.at("/Properties/EnableKeyRotation").asBoolean()).isTrue();
    assertThat(key.path("DeletionPolicy").asString()).startsWith("Retain");
    assertThat(key.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
  }

  @Test
  void servesThisAccountAlone(Deployment deployment) {
    List<JsonNode> services =
        key(deployment)
            .at("/Properties/KeyPolicy/Statement")
            .valueStream()
            .filter(statement -> statement.path("Principal").has("Service"))
            .toList();

    assertThat(services)
        .isNotEmpty()
        .allSatisfy(statement ->
            assertThat(statement.path("Condition").path("ArnLike").valueStream())
                .singleElement()
                .satisfies(arn ->
                    assertThat(Deployment.shown(arn))
                        .contains(":${AWS::Region}:${AWS::AccountId}:")));
  }

  private static JsonNode key(Deployment deployment) {
    return deployment.template().path("Resources").path(id(deployment));
  }

  private static String id(Deployment deployment) {
    return deployment.properties(KEY).keySet().stream()
        .filter(id -> id.startsWith("EncryptionKey"))
        .findFirst()
        .orElseThrow();
  }
}
