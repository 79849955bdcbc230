package dev.hallpass.emulator.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.template.PseudoParameters;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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
    said.set("Keys", item(change.keys()));
    if (change.hasNewImage()) {
      said.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      said.set("OldImage", item(change.oldImage()));
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

  private static ObjectNode item(Map<String, AttributeValue> attributes) {
    ObjectNode item = JsonMapper.shared().createObjectNode();
    attributes.forEach((name, value) -> item.set(name, typed(value)));
    return item;
  }

  private static ObjectNode typed(AttributeValue value) {
    ObjectNode typed = JsonMapper.shared().createObjectNode();
    switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case B -> typed.put("B", base64(value.b()));
      case BOOL -> typed.put("BOOL", value.bool());
      case NUL -> typed.put("NULL", true);
      case SS -> texts(typed.putArray("SS"), value.ss());
      case NS -> texts(typed.putArray("NS"), value.ns());
      case BS -> texts(typed.putArray("BS"), value.bs().stream().map(Change::base64).toList());
      case L -> value.l().stream().map(Change::typed).forEach(typed.putArray("L")::add);
      case M -> typed.set("M", item(value.m()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new UnsupportedOperationException("An attribute of this type is not emulated");
    }
    return typed;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
