package dev.hallpass.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class GrantBusTest {

  @Test
  void nobodyPutsEventsOnItButTheFunctionThatTellsPeople(Deployment deployment) {
    JsonNode policy =
        deployment.properties("AWS::Events::EventBusPolicy").values().stream()
            .filter(one -> one.at("/EventBusName/Ref").asString().startsWith("TurnsBus"))
            .findFirst()
            .orElseThrow();

    assertThat(policy.at("/Statement/Effect").asString()).isEqualTo("Deny");
    assertThat(policy.at("/Statement/Principal/AWS").asString()).isEqualTo("*");
    assertThat(policy.at("/Statement/Action").asString()).isEqualTo("events:PutEvents");
    assertThat(Deployment.shown(policy.at("/Statement/Condition/ArnNotEquals/aws:PrincipalArn/0")))
        .isEqualTo("${NotifyRole.Arn}");
    assertThat(deployment.permissions("Notify"))
        .filteredOn(one -> one.actions().contains("events:PutEvents"))
        .singleElement()
        .satisfies(one ->
            assertThat(one.resources())
                .extracting(Deployment::shown)
                .containsExactly("${TurnsBus.Arn}"));
  }

  @Test
  void itsEventsAreDescribedByTheFileBesideTheSamples(Deployment deployment) throws IOException {
    JsonNode schema = deployment.only("AWS::EventSchemas::Schema").path("Properties");

    assertThat(schema.path("Type").asString()).isEqualTo("JSONSchemaDraft4");
    assertThat(JsonMapper.shared().readTree(schema.path("Content").asString()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(Files.readString(Synthesis.PROJECT.resolve("events/bus/schema.json"))));
  }
}
