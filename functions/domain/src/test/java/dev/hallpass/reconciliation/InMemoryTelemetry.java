package dev.hallpass.reconciliation;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was said, without the grant it was said of.
public final class InMemoryTelemetry implements Telemetry {

  private final List<String> lines = new ArrayList<>();
  private final List<Alarm> rung = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  /// What rang, each time it did.
  List<Alarm> rung() {
    return List.copyOf(rung);
  }

  @Override
  public void info(String message) {
    lines.add(message);
  }

  @Override
  public void info(GrantId grant, String message) {
    lines.add(message);
  }

  @Override
  public void failure(String what, Throwable failure) {
    lines.add(what);
  }

  @Override
  public void failure(GrantId grant, String what, Throwable failure) {
    lines.add(what);
  }

  @Override
  public void time(Instant at, Map<String, Duration> times) {}

  @Override
  public void ring(Instant at, Alarm alarm) {
    rung.add(alarm);
  }
}
