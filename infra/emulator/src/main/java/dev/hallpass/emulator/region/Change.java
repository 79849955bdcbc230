package dev.hallpass.emulator.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.template.PseudoParameters;
import java.time.Instant;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One change of an item of a table.
///
/// @param record as Lambda hands it to a function. [Source](
///   https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html)
record Change(Instant at, String sequenceNumber, ObjectNode record) {

  /// @param stream its ARN
  static Change of(Record read, PseudoParameters place, String stream, Instant at) {
    StreamRecord change = read.dynamodb();
    ObjectNode record =
        JsonMapper.shared()
            .createObjectNode()
            .put("eventID", id(stream, change.sequenceNumber()))
            .put("eventName", read.eventNameAsString())
            .put("eventVersion", read.eventVersion())
            .put("eventSource", read.eventSource())
            .put("awsRegion", place.region());
    ObjectNode said =
        record.putObject("dynamodb").put("ApproximateCreationDateTime", at.getEpochSecond());
    said.set("Keys", TypedItem.of(change.keys()));
    if (change.hasNewImage()) {
      said.set("NewImage", TypedItem.of(change.newImage()));
    }
    if (change.hasOldImage()) {
      said.set("OldImage", TypedItem.of(change.oldImage()));
    }
    said.put("SequenceNumber", change.sequenceNumber())
        .put("SizeBytes", change.sizeBytes())
        .put("StreamViewType", change.streamViewTypeAsString());
    record.put("eventSourceARN", stream);
    return new Change(at, change.sequenceNumber(), record);
  }

  /// Not the engine's own id, which is random: a history must repeat.
  private static String id(String stream, String sequenceNumber) {
    return UUID.nameUUIDFromBytes((stream + "/" + sequenceNumber).getBytes(UTF_8))
        .toString()
        .replace("-", "");
  }
}
