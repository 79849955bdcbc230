package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BounceTest {
  private static final String TO_EVENT_BRIDGE =
      """
      "Name": "events", "Enabled": true, "MatchingEventTypes": ["bounce"],
      "EventBridgeDestination": {"EventBusArn": {
        "Fn::Sub": "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"
      }}\
      """;
  private static final String TO_CLOUD_WATCH =
      """
      "Name": "counted", "Enabled": true, "MatchingEventTypes": ["send", "bounce"],
      "CloudWatchDestination": {"DimensionConfigurations": []}\
      """;
  private static final String EVERY_BOUNCE =
      "{\"source\": [\"aws.ses\"], \"detail-type\": [\"Email Bounced\"]}";

  private final List<SampleRegion> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SampleRegion::close);
  }

  @Test
  void aBounceReachesTheRulesFunctionAMomentLaterInTheFormOfSes() {
    SampleRegion sample = sample(TO_EVENT_BRIDGE, EVERY_BOUNCE);
    sample.region.ses().bounces("carol@example.com");
    String id =
        send(
            sample,
            mail ->
                mail.tags(
                    MessageTag.builder().name("grant").value("grant-1").build(),
                    MessageTag.builder().name("level").value("2").build()));
    assertThat(sample.events).isEmpty();
    sample.timeline.advance(Duration.ofSeconds(2));

    JsonNode event = sample.events.getFirst();
    assertThat(event.path("source").asString()).isEqualTo("aws.ses");
    assertThat(event.path("detail-type").asString()).isEqualTo("Email Bounced");
    assertThat(event.path("resources").toString())
        .isEqualTo("[\"arn:aws:ses:eu-central-1:111122223333:configuration-set/mails\"]");
    assertThat(event.path("detail"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {
                      "eventType": "Bounce",
                      "bounce": {
                        "feedbackId": "%s",
                        "bounceType": "Permanent",
                        "bounceSubType": "General",
                        "timestamp": "2026-11-22T10:00:01Z",
                        "bouncedRecipients": [{
                          "emailAddress": "Carol@example.com",
                          "action": "failed",
                          "status": "5.1.1"
                        }]
                      },
                      "mail": {
                        "timestamp": "2026-11-22T10:00:00Z",
                        "source": "hallpass@example.com",
                        "sendingAccountId": "111122223333",
                        "messageId": "%s",
                        "destination": ["bob@example.com", "Carol@example.com"],
                        "tags": {
                          "ses:configuration-set": ["mails"],
                          "grant": ["grant-1"],
                          "level": ["2"]
                        }
                      }
                    }
                    """
                        .formatted(event.at("/detail/bounce/feedbackId").asString(), id)));
    assertThat(event.at("/detail/bounce/feedbackId").asString()).isNotEmpty().isNotEqualTo(id);
    assertThat(sample.events).hasSize(1);
    assertThat(sample.region.ses().sent()).hasSize(1);
  }

  @Test
  void aMailThatReachesEverybodyIsNotToldOf() {
    SampleRegion sample = sample(TO_EVENT_BRIDGE, EVERY_BOUNCE);
    sample.region.ses().bounces("dave@example.com");
    send(sample, _ -> {});
    sample.timeline.runUntilIdle();

    assertThat(sample.events).isEmpty();
  }

  @Test
  void aBounceOfAMailThatNamesNoConfigurationSetIsNotToldOf() {
    SampleRegion sample = sample(TO_EVENT_BRIDGE, EVERY_BOUNCE);
    sample.region.ses().bounces("carol@example.com");
    send(sample, mail -> mail.configurationSetName(null));
    sample.timeline.runUntilIdle();

    assertThat(sample.events).isEmpty();
  }

  @Test
  void aBounceIsNotToldOfWhereTheConfigurationSetHasNoSuchDestination() {
    for (String destination :
        List.of(
            TO_CLOUD_WATCH, TO_EVENT_BRIDGE.replace("\"Enabled\": true", "\"Enabled\": false"))) {
      SampleRegion sample = sample(destination, EVERY_BOUNCE);
      sample.region.ses().bounces("carol@example.com");
      send(sample, _ -> {});
      sample.timeline.runUntilIdle();

      assertThat(sample.events).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"detail\": {\"mail\": {\"tags\": {\"ses:configuration-set\": [\"mails\"]}}}} | 1",
        "{\"detail\": {\"mail\": {\"destination\": [\"dave@example.com\", \"bob@example.com\"]}}} | 1",
        "{\"detail\": {\"mail\": {\"destination\": [\"dave@example.com\"]}}} | 0",
        "{\"detail-type\": [\"Email Complaint Received\"]} | 0"
      })
  void aRuleIsMetByAnyOfSeveralValues(String pattern, int calls) {
    SampleRegion sample = sample(TO_EVENT_BRIDGE, pattern);
    sample.region.ses().bounces("carol@example.com");
    send(sample, _ -> {});
    sample.timeline.runUntilIdle();

    assertThat(sample.events).hasSize(calls);
  }

  @Test
  void aDestinationThatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(() -> sample(TO_EVENT_BRIDGE.replace("/default", "/other"), EVERY_BOUNCE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "The event bus arn:aws:events:eu-central-1:111122223333:event-bus/other is not"
                + " emulated");
    assertThatThrownBy(
            () -> sample(TO_EVENT_BRIDGE.replace("\"bounce\"", "\"send\""), EVERY_BOUNCE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("MatchingEventTypes [send] is not emulated");
  }

  private static String send(SampleRegion sample, Consumer<SendEmailRequest.Builder> change) {
    return sample
        .region
        .ses()
        .sendEmail(
            SendEmailRequest.builder()
                .source("hallpass@example.com")
                .configurationSetName("mails")
                .destination(to -> to.toAddresses("bob@example.com", "Carol@example.com"))
                .message(message ->
                    message
                        .subject(subject -> subject.data("A request"))
                        .body(body -> body.text(text -> text.data("plain"))))
                .applyMutation(change)
                .build())
        .messageId();
  }

  private SampleRegion sample(String destination, String pattern) {
    SampleRegion sample =
        new SampleRegion(
            """
            "Mails": {"Type": "AWS::SES::ConfigurationSet", "Properties": {"Name": "mails"}},
            "Destination": {
              "Type": "AWS::SES::ConfigurationSetEventDestination",
              "Properties": {
                "ConfigurationSetName": {"Ref": "Mails"},
                "EventDestination": {%s}
              }
            },
            "Rule": {"Type": "AWS::Events::Rule", "Properties": {
              "EventPattern": %s,
              "Targets": [{"Id": "Target0", "Arn": {"Ref": "Alias"}}]
            }},
            "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {
              "Action": "lambda:InvokeFunction",
              "FunctionName": {"Ref": "Alias"},
              "Principal": "events.amazonaws.com",
              "SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}
            }}
            """
                .formatted(destination, pattern));
    opened.add(sample);
    return sample;
  }
}
