package dev.hallpass.catalog;

import java.time.Duration;

/// The limits for everybody.
///
/// @param shortest the shortest grant
/// @param requestsPerHour the most grants that one person can request within an hour
/// @param pending the most grants of one person that are not open yet
/// @param mailsPerHour the most questions that one person gets by mail within an hour
/// @param listed the most grants that a list shows
public record Limits(
    Duration shortest, int requestsPerHour, int pending, int mailsPerHour, int listed) {

  /// Those of `hallpass.yaml`, as it is shipped.
  public static final Limits USUAL = new Limits(Duration.ofMinutes(5), 20, 10, 60, 20);
}
