package dev.hallpass.adapters.eventbridge;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.SENT_TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.port.Bus;
import dev.hallpass.port.BusContract;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeBusTest extends BusContract {

  private final Faults faults = new Faults(EventBridgeException::builder, "ThrottlingException");
  private final FaultyEventBridge eventBridge = new FaultyEventBridge(faults);
  private final Bus bus = new EventBridgeBus(eventBridge, "HallpassBus");

  @Override
  protected Bus bus() {
    return bus;
  }

  @Override
  protected List<String> details() {
    return eventBridge.taken.stream().map(PutEventsRequestEntry::detail).toList();
  }

  @Override
  protected void loseNextCall() {
    faults.strike(CALL_LOST);
  }

  @Test
  void anEventNamesItsSourceItsTypeAndWhenItHappened() {
    bus.put(EVENT);

    assertThat(eventBridge.taken)
        .containsExactly(
            PutEventsRequestEntry.builder()
                .eventBusName("HallpassBus")
                .source("hallpass")
                .detailType("approved")
                .time(EVENT.at())
                .detail(EVENT.detail())
                .build());
  }

  @Test
  void nobodyWaitsLongForABusThatDoesNotAnswer() {
    bus.put(EVENT);

    assertThat(eventBridge.requests)
        .singleElement()
        .satisfies(request ->
            assertThat(
                    request
                        .overrideConfiguration()
                        .flatMap(RequestOverrideConfiguration::apiCallTimeout))
                .contains(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalFailure", "ThrottlingException", "MalformedDetail"})
  void anAnswerThatSaysThatTheEventFailedIsNoSuccess(String code) {
    eventBridge.failing = Optional.of(code);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> bus.put(EVENT))
        .havingCause()
        .withMessageContaining(code);
  }

  @Test
  void anEventWhoseAnswerIsLostIsUnknownAndPutAgainOnlyByAnyoneWhoAsks() {
    faults.strike(ANSWER_LOST);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> bus.put(EVENT));

    assertThat(eventBridge.taken).hasSize(1);
  }

  @Test
  void anEventThatArrivesTwiceIsTakenTwice() {
    faults.strike(SENT_TWICE);

    bus.put(EVENT);

    assertThat(details()).containsExactly(EVENT.detail(), EVENT.detail());
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "BROKEN", "LATE"})
  void anEventThatWasNotTakenIsNotClaimed(Fault fault) {
    faults.strike(fault);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> bus.put(EVENT));

    assertThat(eventBridge.taken).isEmpty();
  }

  /// EventBridge behind a line on which calls go wrong.
  private static final class FaultyEventBridge implements EventBridgeClient {

    private final Faults faults;
    private final List<PutEventsRequest> requests = new ArrayList<>();
    private final List<PutEventsRequestEntry> taken = new ArrayList<>();
    private Optional<String> failing = Optional.empty();

    FaultyEventBridge(Faults faults) {
      this.faults = faults;
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
      requests.add(request);
      return faults.call(() -> take(request));
    }

    private PutEventsResponse take(PutEventsRequest request) {
      if (failing.isPresent()) {
        return answer(PutEventsResultEntry.builder().errorCode(failing.get()).build(), 1);
      }
      taken.addAll(request.entries());
      return answer(PutEventsResultEntry.builder().eventId("event-" + taken.size()).build(), 0);
    }

    private static PutEventsResponse answer(PutEventsResultEntry entry, int failed) {
      return PutEventsResponse.builder().failedEntryCount(failed).entries(entry).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
