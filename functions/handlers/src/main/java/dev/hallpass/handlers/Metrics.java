package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.port.Alarm;
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

  /// Reports counts. What is zero is said and is no metric: a metric is paid for in each hour that
  /// has it.
  ///
  /// @param at the time of the counts
  /// @param counts by the metric's name
  public static void count(Instant at, Map<String, Long> counts) {
    print(withMetrics(Json.object(), at, "Count", counts));
  }

  /// Rings an alarm: by its bell, and by its own name, so that people see which it was. The line
  /// says what happened and what to do first.
  public static void ring(Instant at, Alarm alarm) {
    ObjectNode line = Log.line("ALARM", alarm.sentence()).put("alarm", alarm.id());
    print(withMetrics(line, at, "Count", Map.of(alarm.id(), 1L, alarm.bell().metric(), 1L)));
  }

  /// Reports durations in milliseconds.
  ///
  /// @param at the time of the durations
  /// @param times by the metric's name
  public static void time(Instant at, Map<String, Duration> times) {
    Map<String, Long> millis = new TreeMap<>();
    times.forEach((name, time) -> millis.put(name, time.toMillis()));
    print(withMetrics(Json.object(), at, "Milliseconds", millis));
  }

  private static ObjectNode withMetrics(
      ObjectNode line, Instant at, String unit, Map<String, Long> values) {
    var metrics = Json.object().putArray("Metrics");
    new TreeMap<>(values)
        .forEach((name, value) -> {
          line.put(name, value);
          if (value != 0) {
            metrics.addObject().put("Name", name).put("Unit", unit);
          }
        });
    if (!metrics.isEmpty()) {
      ObjectNode about = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
      ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
      directive.put("Namespace", NAMESPACE);
      // One empty set of dimensions.
      directive.putArray("Dimensions").addArray();
      directive.set("Metrics", metrics);
    }
    return line;
  }

  private static void print(ObjectNode line) {
    System.out.println(Json.write(line));
  }
}
