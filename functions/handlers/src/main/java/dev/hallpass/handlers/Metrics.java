package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What a function counts: one line on standard output, from which CloudWatch makes metrics
/// (source: CloudWatch, embedded metric format). No call of AWS, so nothing that can fail.
public final class Metrics {

  private static final String NAMESPACE = "Hallpass";

  private Metrics() {}

  /// Reports what was counted.
  ///
  /// @param at the time it is true of
  /// @param counts by the metric's name
  public static void count(Instant at, Map<String, Long> counts) {
    ObjectNode line = Json.object();
    ObjectNode about = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
    ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    // One set of dimensions, with none in it.
    directive.putArray("Dimensions").addArray();
    var metrics = directive.putArray("Metrics");
    new TreeMap<>(counts)
        .forEach((name, count) -> {
          metrics.addObject().put("Name", name).put("Unit", "Count");
          line.put(name, count);
        });
    System.out.println(line);
  }
}
