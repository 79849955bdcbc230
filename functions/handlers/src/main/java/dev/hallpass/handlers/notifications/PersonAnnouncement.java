package dev.hallpass.handlers.notifications;

import static dev.hallpass.handlers.view.BusText.quoted;

import dev.hallpass.adapters.json.BlockJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.port.BusEvent;
import tools.jackson.databind.node.ObjectNode;

/// The event by which other systems learn that a person was blocked or unblocked. Each member is
/// named here, so that no seal of the ledger gets out with it.
final class PersonAnnouncement {

  /// The form of the events. Members are added to it; one that would have to change makes a new
  /// one.
  private static final String VERSION = "1";

  private PersonAnnouncement() {}

  /// The event about an entry.
  static BusEvent of(BlockEntry entry) {
    BlockEvent event = entry.event();
    ObjectNode detail =
        Json.object()
            .put("version", VERSION)
            // The same however often it is put, so that a consumer can drop repeats.
            .put("id", "%s/%d".formatted(entry.id(), entry.sequence()))
            .put("sequence", entry.sequence())
            .put("at", Json.text(entry.at()))
            .put("person", event.person().email())
            .put("admin", event.admin().email())
            .put("reason", reason(event));
    detail
        .putObject("text")
        .put("title", "%s: %s".formatted(lead(event), event.person()))
        .put("says", says(event))
        .put("what", "")
        .put("why", quoted(reason(event)))
        .put("next", "");
    return new BusEvent(BlockJson.type(event), entry.at(), Json.write(detail));
  }

  private static String lead(BlockEvent event) {
    return switch (event) {
      case BlockEvent.Blocked _ -> "Blocked";
      case BlockEvent.Unblocked _ -> "Unblocked";
    };
  }

  private static String says(BlockEvent event) {
    return switch (event) {
      case BlockEvent.Blocked blocked ->
          "%s blocked %s, whose access ends.".formatted(blocked.admin(), blocked.person());
      case BlockEvent.Unblocked unblocked ->
          "%s unblocked %s, who can ask for access again."
              .formatted(unblocked.admin(), unblocked.person());
    };
  }

  private static String reason(BlockEvent event) {
    return switch (event) {
      case BlockEvent.Blocked blocked -> blocked.reason();
      case BlockEvent.Unblocked unblocked -> unblocked.reason();
    };
  }
}
