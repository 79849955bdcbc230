package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The guide for authors has a row for each word that the schema knows, and for no other.
class GuideTest {

  private static final Pattern WORD = Pattern.compile("`([A-Za-z]+)`");

  @Test
  void eachWordHasItsRow() throws IOException {
    JsonNode schema = JsonMapper.shared().readTree(Path.of("entitlement.schema.json"));

    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|", -1)[1])
            .flatMap(words -> WORD.matcher(words).results())
            .map(word -> word.group(1))
            .toList();

    assertThat(rows).containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
  }
}
