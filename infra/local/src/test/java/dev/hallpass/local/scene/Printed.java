package dev.hallpass.local.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The lines that functions print.
///
/// @param lines each of which is one JSON object
public record Printed(List<JsonNode> lines) {

  /// What is printed while something happens.
  public static Printed during(Runnable happening) {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      happening.run();
    } finally {
      System.setOut(before);
      // For others who listen.
      before.print(printed.toString(UTF_8));
    }
    return new Printed(
        printed
            .toString(UTF_8)
            .lines()
            .filter(line -> line.startsWith("{"))
            .map(Json::read)
            .toList());
  }

  /// The lines that tell of a refusal of AWS.
  public List<JsonNode> refusals() {
    return lines.stream().filter(line -> line.has("action")).toList();
  }
}
