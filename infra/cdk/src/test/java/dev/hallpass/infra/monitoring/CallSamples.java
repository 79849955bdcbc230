package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Samples of calls as CloudTrail records them, and the hub in which they are made.
final class CallSamples {

  private static final Path SAMPLES = Synthesis.PROJECT.resolve("events/cloudtrail");

  private CallSamples() {}

  /// All of one kind, by the name of their file.
  ///
  /// @param kind `watched`, `expected` or `invoked`
  static Map<String, JsonNode> of(String kind) throws IOException {
    Map<String, JsonNode> samples = new TreeMap<>();
    try (var files = Files.list(SAMPLES.resolve(kind))) {
      for (Path file : files.toList()) {
        samples.put(file.getFileName().toString(), JsonMapper.shared().readTree(file));
      }
    }
    assertThat(samples).isNotEmpty();
    return samples;
  }

  static Stack hub(Deployment deployment) {
    return new Stack(
        "Hallpass",
        CloudFormationTemplate.parse(deployment.template().toString()),
        new PseudoParameters("aws", "eu-central-1", "111122223333"));
  }
}
