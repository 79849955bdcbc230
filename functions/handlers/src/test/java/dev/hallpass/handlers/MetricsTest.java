package dev.hallpass.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

  // The form is that of CloudWatch's embedded metric format specification.
  @Test
  void whatIsCountedIsOneLineInTheEmbeddedMetricFormat() {
    String printed =
        InMemorySystem.printedDuring(() ->
            Metrics.count(
                Instant.parse("2026-11-23T09:00:00.250Z"), Map.of("Passes", 1L, "Reaped", 0L)));

    assertThat(printed.lines()).hasSize(1);
    assertThat(Json.read(printed))
        .isEqualTo(
            Json.read(
                """
                {
                  "_aws": {
                    "Timestamp": 1795424400250,
                    "CloudWatchMetrics": [
                      {
                        "Namespace": "Hallpass",
                        "Dimensions": [[]],
                        "Metrics": [
                          {"Name": "Passes", "Unit": "Count"},
                          {"Name": "Reaped", "Unit": "Count"}
                        ]
                      }
                    ]
                  },
                  "Passes": 1,
                  "Reaped": 0
                }
                """));
  }
}
