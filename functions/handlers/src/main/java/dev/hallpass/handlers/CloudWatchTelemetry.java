package dev.hallpass.handlers;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What the domain says, as lines that CloudWatch reads.
public final class CloudWatchTelemetry implements Telemetry {

  @Override
  public void info(String message) {
    Log.info(message);
  }

  @Override
  public void info(GrantId grant, String message) {
    Log.info(grant, message);
  }

  @Override
  public void failure(String what, Throwable failure) {
    Log.failure(what, failure);
  }

  @Override
  public void failure(GrantId grant, String what, Throwable failure) {
    Log.failure(grant, what, failure);
  }

  @Override
  public void time(Instant at, Map<String, Duration> times) {
    Metrics.time(at, times);
  }

  @Override
  public void ring(Instant at, Alarm alarm) {
    Metrics.ring(at, alarm);
  }
}
