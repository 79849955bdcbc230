package dev.hallpass.infra.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// YAML as the tree of the same JSON.
public final class Yaml {

  private Yaml() {}

  /// Reads a file.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static JsonNode read(Path file) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      return JsonMapper.shared()
          .valueToTree(new Load(settings).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
