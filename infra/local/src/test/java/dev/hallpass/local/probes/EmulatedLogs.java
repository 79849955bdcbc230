package dev.hallpass.local.probes;

import dev.hallpass.emulator.states.Lambdas;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// The functions of the probes' stacks, and what they log: those with the handler `index.echo` each
/// event. They share one log.
final class EmulatedLogs implements CloudWatchLogsClient, Lambdas {

  private final InstantSource clock;
  private final List<FilteredLogEvent> lines = new CopyOnWriteArrayList<>();

  EmulatedLogs(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String invoke(String handler, String event) {
    if (handler.equals("index.echo")) {
      lines.add(
          FilteredLogEvent.builder().timestamp(clock.millis()).message("INFO " + event).build());
    }
    return "{}";
  }

  /// @throws UnsupportedOperationException for a filter
  @Override
  public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
    if (request.filterPattern() != null) {
      throw new UnsupportedOperationException("The filter of a log is not emulated");
    }
    return FilterLogEventsResponse.builder().events(lines).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
