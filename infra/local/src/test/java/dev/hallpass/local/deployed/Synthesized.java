package dev.hallpass.local.deployed;

import dev.hallpass.adapters.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What the build synthesized: the stack's template, and a manifest of the files that go with it.
record Synthesized(Path folder) {

  private static final String TEMPLATE = "Hallpass.template.json";

  /// @throws Refused if nothing was synthesized
  static Synthesized find() {
    Path folder = Path.of("../cdk/target/cdk.out");
    if (!Files.exists(folder.resolve(TEMPLATE))) {
      throw new Refused("There is no template in %s; `mvn verify` leaves one.".formatted(folder));
    }
    return new Synthesized(folder);
  }

  TrialTemplate template() {
    return TrialTemplate.of(read(TEMPLATE));
  }

  /// The functions' code.
  Path code() {
    return files()
        .map(file -> folder.resolve(Json.text(file.path("source"), "path")))
        .filter(file -> file.toString().endsWith(".jar"))
        .findFirst()
        .orElseThrow();
  }

  /// The bucket that files are uploaded to.
  String bucket(Cloud cloud) {
    JsonNode destination =
        files()
            .findFirst()
            .orElseThrow()
            .path("destinations")
            .valueStream()
            .findFirst()
            .orElseThrow();
    return Json.text(destination, "bucketName")
        .replace("${AWS::AccountId}", cloud.account())
        .replace("${AWS::Region}", cloud.region().id());
  }

  private Stream<JsonNode> files() {
    return Json.read(read("Hallpass.assets.json")).path("files").valueStream();
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("What was synthesized cannot be read", e);
    }
  }
}
