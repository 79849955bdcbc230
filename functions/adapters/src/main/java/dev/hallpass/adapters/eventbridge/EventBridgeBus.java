package dev.hallpass.adapters.eventbridge;

import dev.hallpass.port.Bus;
import dev.hallpass.port.BusEvent;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/// Puts events on an event bus of Amazon EventBridge.
public final class EventBridgeBus implements Bus {

  /// The source of all of them.
  public static final String SOURCE = "hallpass";

  // Mails wait behind it.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final EventBridgeClient client;
  private final String bus;

  /// @param bus the name of the event bus
  public EventBridgeBus(EventBridgeClient client, String bus) {
    this.client = client;
    this.bus = bus;
  }

  /// An answer without an error can still say that the event was not taken (source: EventBridge,
  /// PutEvents, `FailedEntryCount`).
  @Override
  public void put(BusEvent event) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source(SOURCE)
            .detailType(event.type())
            .time(event.at())
            .detail(event.detail())
            .build();
    try {
      PutEventsResponse answer =
          client.putEvents(put ->
              put.overrideConfiguration(call -> call.apiCallTimeout(LONGEST)).entries(entry));
      requireTaken(answer.entries().getFirst());
    } catch (SdkException failure) {
      throw new OutcomeUnknown("put an event on the bus", failure);
    }
  }

  private static void requireTaken(PutEventsResultEntry entry) {
    if (entry.errorCode() != null) {
      throw EventBridgeException.builder()
          .message("The bus did not take the event: " + entry.errorCode())
          .build();
    }
  }
}
