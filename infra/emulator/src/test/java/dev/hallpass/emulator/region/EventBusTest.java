package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.sts.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import tools.jackson.databind.JsonNode;

/// Events that are put on a bus: who may, what is taken, and whom it reaches.
class EventBusTest {

  private static final String BUS =
      """
      "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "turns"}},
      "Other": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "closed"}},
      "Closed": {"Type": "AWS::Events::EventBusPolicy", "Properties": {
        "EventBusName": {"Ref": "Other"},
        "StatementId": "Nobody",
        "Statement": {"Effect": "Deny", "Principal": "*", "Action": "events:PutEvents",
          "Resource": {"Fn::GetAtt": ["Other", "Arn"]}}
      }},
      "Mine": {"Type": "AWS::Events::Rule", "Properties": {
        "EventBusName": {"Ref": "Bus"},
        "EventPattern": {"source": ["hallpass"]},
        "Targets": [{"Id": "work", "Arn": {"Ref": "Alias"}}]
      }},
      "Elsewhere": {"Type": "AWS::Events::Rule", "Properties": {
        "EventPattern": {"source": ["hallpass"]},
        "Targets": [{"Id": "work", "Arn": {"Ref": "Alias"}}]
      }},
      "MayCall": {"Type": "AWS::Lambda::Permission", "Properties": {
        "FunctionName": {"Ref": "Alias"},
        "Principal": "events.amazonaws.com",
        "Action": "lambda:InvokeFunction"
      }}
      """;

  private final SampleRegion sample = new SampleRegion(BUS);
  private final Caller caller = sample.function().caller();

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void anEventReachesTheRulesOfItsBusAndNoOthers() {
    PutEventsResponse answer = put("turns", "hallpass", "{\"id\": \"one\"}");

    assertThat(answer.failedEntryCount()).isZero();
    assertThat(answer.entries()).extracting(PutEventsResultEntry::eventId).doesNotContainNull();
    assertThat(sample.region.taken("turns"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.at("/detail/id").asString()).isEqualTo("one");
          assertThat(event.path("detail-type").asString()).isEqualTo("approved");
        });
    assertThat(sample.events)
        .singleElement()
        .extracting(event -> event.at("/detail/id"))
        .extracting(JsonNode::asString)
        .isEqualTo("one");
  }

  @Test
  void anEntryThatIsNotTakenFailsInAnAnswerWithoutAnError() {
    assertThat(put("turns", "aws.ec2", "{}").entries())
        .extracting(PutEventsResultEntry::errorCode)
        .containsExactly("NotAuthorizedForSourceException");
    PutEventsResponse answer = put("turns", "hallpass", "not JSON");

    assertThat(answer.failedEntryCount()).isEqualTo(1);
    assertThat(answer.entries())
        .extracting(PutEventsResultEntry::errorCode)
        .containsExactly("MalformedDetail");
    assertThat(sample.region.taken("turns")).isEmpty();
  }

  @Test
  void aCallerNeedsThePermissionAndThatTheBusDeniesItNot() {
    assertThatExceptionOfType(EventBridgeException.class).isThrownBy(() -> putAsCaller("turns"));
    sample.allow("events:PutEvents");

    assertThat(putAsCaller("turns").failedEntryCount()).isZero();
    assertThatExceptionOfType(EventBridgeException.class).isThrownBy(() -> putAsCaller("closed"));
  }

  private PutEventsResponse put(String bus, String source, String detail) {
    return sample.region.rules().putEvents(put -> put.entries(entry(bus, source, detail)));
  }

  private PutEventsResponse putAsCaller(String bus) {
    return sample.region.rules(caller).putEvents(put -> put.entries(entry(bus, "hallpass", "{}")));
  }

  private static PutEventsRequestEntry entry(String bus, String source, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType("approved")
        .detail(detail)
        .build();
  }
}
