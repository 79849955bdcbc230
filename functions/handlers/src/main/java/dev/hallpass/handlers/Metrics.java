package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The metrics of a function: one line on standard output, from which CloudWatch makes metrics
/// (source: CloudWatch, embedded metric format). It calls nothing of AWS, so nothing can fail.
public final class Metrics {

  private static final String NAMESPACE = "Hallpass";

  private Metrics() {}

  /// Reports counts.
  ///
  /// @param at the time of the counts
  /// @param counts by the metric's name
  public static void count(Instant at, Map<String, Long> counts) {
    write(at, "Count", counts);
  }

  /// Reports a grant that stays closed because its authority does not verify. An alarm rings.
  ///
  /// @param at the time of the refusal
  public static void authorityRefused(Instant at) {
    count(at, Map.of("AuthorityRefused", 1L));
  }

  /// Reports access that is about to open without a yes. An alarm rings.
  ///
  /// @param at the time of the access
  public static void glassBroken(Instant at) {
    count(at, Map.of("GlassBroken", 1L));
  }

  /// Reports durations in milliseconds.
  ///
  /// @param at the time of the durations
  /// @param times by the metric's name
  public static void time(Instant at, Map<String, Duration> times) {
    Map<String, Long> millis = new TreeMap<>();
    times.forEach((name, time) -> millis.put(name, time.toMillis()));
    write(at, "Milliseconds", millis);
  }

  private static void write(Instant at, String unit, Map<String, Long> values) {
    ObjectNode line = Json.object();
    ObjectNode about = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
    ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    // One empty set of dimensions.
    directive.putArray("Dimensions").addArray();
    var metrics = directive.putArray("Metrics");
    new TreeMap<>(values)
        .forEach((name, value) -> {
          metrics.addObject().put("Name", name).put("Unit", unit);
          line.put(name, value);
        });
    System.out.println(Json.write(line));
  }
}
