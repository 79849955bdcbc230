package dev.hallpass.port;

import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What the domain says of its work, for those who run it: in words of ours and without any secret.
public interface Telemetry {

  /// Reports what was done that is about no grant.
  void info(String message);

  /// Reports what was done for a grant.
  void info(GrantId grant, String message);

  /// Reports that something failed that is about no grant.
  void failure(String what, Throwable failure);

  /// Reports that something failed for a grant.
  void failure(GrantId grant, String what, Throwable failure);

  /// Reports how long something took.
  ///
  /// @param at the time it is true of
  /// @param times by the metric's name
  void time(Instant at, Map<String, Duration> times);

  /// Rings for what people must act on.
  void ring(Instant at, Alarm alarm);
}
