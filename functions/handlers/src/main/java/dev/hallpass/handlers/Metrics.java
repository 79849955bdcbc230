package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What a function counts and measures: one line on standard output, from which CloudWatch makes
/// metrics (source: CloudWatch, embedded metric format). No call of AWS, so nothing that can fail.
public final class Metrics {

  private static final String NAMESPACE = "Hallpass";

  private Metrics() {}

  /// Reports what was counted.
  ///
  /// @param at the time it is true of
  /// @param counts by the metric's name
  public static void count(Instant at, Map<String, Long> counts) {
    write(at, "Count", counts);
  }

  /// Reports how long something took, in milliseconds.
  ///
  /// @param at the time it is true of
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
    // One set of dimensions, with none in it.
    directive.putArray("Dimensions").addArray();
    var metrics = directive.putArray("Metrics");
    new TreeMap<>(values)
        .forEach((name, value) -> {
          metrics.addObject().put("Name", name).put("Unit", unit);
          line.put(name, value);
        });
    System.out.println(line);
  }
}
