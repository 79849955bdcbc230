package dev.hallpass.infra.bus;

import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Installation.Chats;
import dev.hallpass.catalog.Installation.Slack;
import dev.hallpass.catalog.Installation.Teams;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class ChatMessagesTest {

  @TempDir static Path folder;
  private static Deployment chatting;

  @BeforeAll
  static void synthesize() {
    chatting =
        Synthesis.synthesize(
            folder,
            with(
                Synthesis.PLAIN,
                "chats",
                new Chats(
                    List.of(new Slack("T0123ABCDE", "C0123ABCDE")),
                    List.of(
                        new Teams(
                            "0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b",
                            "1a2b3c4d-5e6f-4a0b-9c8d-7e6f5a4b3c2d",
                            "19%3aabcdef%40thread.tacv2")))));
  }

  @ParameterizedTest
  @MethodSource("dev.hallpass.infra.bus.BusSamples#all")
  void eachTurnIsAMessageInTheThreadOfItsGrant(JsonNode event) {
    JsonNode message = JsonMapper.shared().readTree(transformer().of(event));

    assertThat(message.path("version").asString()).isEqualTo("1.0");
    assertThat(message.path("source").asString()).isEqualTo("custom");
    assertThat(message.propertyNames())
        .containsExactlyInAnyOrder("version", "source", "id", "content", "metadata");
    JsonNode content = message.path("content");
    assertThat(content.path("title").asString())
        .hasSizeLessThanOrEqualTo(250)
        .isEqualTo(event.at("/detail/text/title").asString());
    assertThat(content.path("description").asString())
        .startsWith(event.at("/detail/text/says").asString() + "\n*What*: ")
        .doesNotContain("<", ">");
    assertThat(content.at("/nextSteps/0").asString())
        .isEqualTo("`" + event.at("/detail/text/next").asString() + "`");
    assertThat(message.at("/metadata/threadId").asString())
        .isEqualTo(event.at("/detail/grant").asString());
    assertThat(message.at("/metadata/eventType").asString())
        .isEqualTo(event.path("detail-type").asString());
  }

  @Test
  void aMessageTakesNothingThatPeopleWroteAsItIs() {
    assertThat(transformer().needsNoEscape()).isTrue();
  }

  @Test
  void nobodyDoesAnythingInAwsFromAChat() {
    for (String kind :
        List.of(
            "AWS::Chatbot::SlackChannelConfiguration",
            "AWS::Chatbot::MicrosoftTeamsChannelConfiguration")) {
      JsonNode channel = chatting.only(kind).path("Properties");

      assertThat(Deployment.shown(channel.at("/GuardrailPolicies/0")))
          .isEqualTo("arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll");
      assertThat(Deployment.shown(channel.path("IamRoleArn")))
          .isEqualTo("${ChatMessagesAmazonQ.Arn}");
      assertThat(channel.path("SnsTopicArns")).hasSize(1);
    }
    assertThat(chatting.permissions()).noneMatch(one -> one.role().contains("AmazonQ"));
  }

  @Test
  void onlyTheRuleOfTheBusPublishes() {
    assertThat(chatting.permissions().filter(one -> one.role().contains("ChatMessagesPublisher")))
        .flatExtracting(one -> one.actions())
        .containsExactly("sns:Publish");
    assertThat(rule().at("/EventBusName/Ref").asString()).startsWith("TurnsBus");
    assertThat(rule().path("EventPattern").toString())
        .isEqualTo("{\"detail\":{\"grant\":[{\"exists\":true}]},\"source\":[\"hallpass\"]}");
  }

  @Test
  void withoutAChatThereIsNothingOfIt(Deployment deployment) {
    assertThat(deployment.template().path("Resources").propertyNames())
        .noneMatch(id -> id.startsWith("ChatMessages"));
  }

  private static InputTransformer transformer() {
    JsonNode properties = rule().at("/Targets/0/InputTransformer");
    return new InputTransformer(
        properties.path("InputPathsMap"), properties.path("InputTemplate").asString());
  }

  private static JsonNode rule() {
    return chatting.properties("AWS::Events::Rule").entrySet().stream()
        .filter(rule -> rule.getKey().startsWith("ChatMessages"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
