package dev.hallpass.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.port.Alarm;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class MetricsTest {

  // The form is that of CloudWatch's embedded metric format specification.
  @Test
  void whatIsCountedIsOneLineInTheEmbeddedMetricFormat() {
    String printed =
        InMemorySystem.printedDuring(() ->
            Metrics.count(
                Instant.parse("2026-11-23T09:00:00.250Z"), Map.of("Reaped", 1L, "Unseen", 0L)));

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
                          {"Name": "Reaped", "Unit": "Count"}
                        ]
                      }
                    ]
                  },
                  "Reaped": 1,
                  "Unseen": 0
                }
                """));
  }

  @Test
  void whatIsZeroIsSaidAndIsNoMetric() {
    assertThat(
            Json.read(
                InMemorySystem.printedDuring(
                    () -> Metrics.count(Instant.EPOCH, Map.of("Reaped", 0L, "Unseen", 0L)))))
        .isEqualTo(Json.read("{\"Reaped\": 0, \"Unseen\": 0}"));
  }

  @ParameterizedTest
  @EnumSource(Alarm.class)
  void anAlarmIsCountedByItsNameAndItsBellAndSaysWhatToDo(Alarm alarm) {
    JsonNode line =
        Json.read(InMemorySystem.printedDuring(() -> Metrics.ring(Instant.EPOCH, alarm)));

    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics").valueStream())
        .extracting(metric -> Json.text(metric, "Name"))
        .containsExactlyInAnyOrder(alarm.id(), alarm.bell().metric());
    assertThat(line.path(alarm.id()).intValue()).isOne();
    assertThat(line.path(alarm.bell().metric()).intValue()).isOne();
    assertThat(Json.text(line, "alarm")).isEqualTo(alarm.id());
    assertThat(Json.text(line, "message"))
        .matches(
            "[A-Z].+\\. First: .+\\. Read on in infra/README\\.md, %s\\.".formatted(alarm.id()));
  }
}
