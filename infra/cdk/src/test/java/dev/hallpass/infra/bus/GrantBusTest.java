package dev.hallpass.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
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
  void itsEventsAreDescribedByTheFilesBesideTheSamples(Deployment deployment) {
    assertThat(deployment.properties("AWS::EventSchemas::Schema").values())
        .allSatisfy(
            schema -> assertThat(schema.path("Type").asString()).isEqualTo("JSONSchemaDraft4"))
        .extracting(
            schema -> schema.path("SchemaName").asString(),
            schema -> JsonMapper.shared().readTree(schema.path("Content").asString()))
        .containsExactlyInAnyOrder(
            tuple("hallpass@Turn", file("schema.json")),
            tuple("hallpass@Person", file("people/schema.json")));
  }

  private static JsonNode file(String name) {
    return JsonMapper.shared().readTree(Synthesis.PROJECT.resolve("events/bus").resolve(name));
  }
}
