package dev.hallpass.adapters.json;

import dev.hallpass.audit.usage.TrailEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Events as CloudTrail writes them: the files of a trail, and what `aws cloudtrail lookup-events`
/// prints (source: CloudTrail, record contents; LookupEvents).
public final class TrailJson {

  private TrailJson() {}

  /// The events of a file; none if it is a file of digests.
  ///
  /// @throws IllegalArgumentException if the text has another form
  public static Stream<TrailEvent> events(String text) {
    try {
      JsonNode file = Json.read(text);
      return Stream.concat(
          file.path("Records").valueStream(),
          file.path("Events")
              .valueStream()
              .map(event -> Json.read(Json.text(event, "CloudTrailEvent"))))
          .map(TrailJson::event)
          .toList()
          .stream();
    } catch (Json.UnexpectedJson | JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("Not a file of CloudTrail", e);
    }
  }

  private static TrailEvent event(JsonNode event) {
    JsonNode identity = event.path("userIdentity");
    return new TrailEvent(
        Json.text(event, "eventID"),
        Instant.parse(Json.text(event, "eventTime")),
        session(identity),
        Json.optionalText(identity.path("sessionContext"), "sourceIdentity"),
        Json.text(event, "eventSource"),
        Json.text(event, "eventName"),
        Json.text(event, "awsRegion"),
        Json.optionalText(event, "errorCode"),
        event
            .path("resources")
            .valueStream()
            .flatMap(resource -> Json.optionalText(resource, "ARN").stream())
            .toList(),
        Json.optionalText(event, "recipientAccountId"),
        event.path("eventCategory").asString("").equals("Data"),
        Json.optionalText(event.path("requestParameters"), "roleSessionName")
            .filter(_ -> event.path("errorCode").isMissingNode()));
  }

  /// The last part of `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
  private static Optional<String> session(JsonNode identity) {
    return Json.optionalText(identity, "arn")
        .filter(arn -> arn.contains(":assumed-role/"))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
  }
}
