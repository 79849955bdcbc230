package dev.hallpass.infra.bus;

import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The samples in `events/bus`, as a consumer gets them.
final class BusSamples {

  private static final Path FOLDER = Synthesis.PROJECT.resolve("events/bus");

  private BusSamples() {}

  static List<JsonNode> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.endsWith("schema.json"))
          .sorted()
          .map(file -> JsonMapper.shared().readTree(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
