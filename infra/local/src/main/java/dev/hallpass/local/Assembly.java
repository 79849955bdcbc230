package dev.hallpass.local;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.template.Place;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.Template;
import dev.hallpass.local.gateway.LocalPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The stacks that the build synthesized: what would be deployed.
///
/// @param hub the stack of the system itself
/// @param targets the stacks of the other accounts
public record Assembly(Stack hub, List<Stack> targets) {

  private static final String PARTITION = "aws";
  private static final String REGION = "eu-central-1";
  private static final String HUB = "Hallpass";

  public Assembly {
    targets = List.copyOf(targets);
  }

  /// Reads what the build wrote into a folder.
  ///
  /// @throws NotSynthesized if there is nothing
  static Assembly read(Path folder) {
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw new NotSynthesized();
    }
    List<Stack> targets = new ArrayList<>();
    List<Stack> hubs = new ArrayList<>();
    Json.read(text(folder.resolve("manifest.json")))
        .path("artifacts")
        .forEachEntry((name, artifact) -> {
          if (artifact.path("type").asString("").equals("aws:cloudformation:stack")) {
            (name.equals(HUB) ? hubs : targets).add(stack(folder, name, artifact));
          }
        });
    return new Assembly(hubs.stream().findFirst().orElseThrow(NotSynthesized::new), targets);
  }

  private static Stack stack(Path folder, String name, JsonNode artifact) {
    String template = artifact.path("properties").path("templateFile").asString("");
    return new Stack(
        name,
        Template.read(folder.resolve(template)),
        place(artifact.path("environment").asString("")));
  }

  /// @param environment `aws://ACCOUNT/REGION`, each of which may be left open
  private static Place place(String environment) {
    String[] parts = environment.split("/", -1);
    String account = parts[2].matches("\\d{12}") ? parts[2] : LocalPerson.ACCOUNT;
    return new Place(PARTITION, REGION, account);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The synthesized stacks cannot be read", e);
    }
  }

  /// That nothing was synthesized yet.
  public static final class NotSynthesized extends RuntimeException {
    NotSynthesized() {
      super(
          "The stack is not synthesized. Run `mvn verify` first, or `mvn -Pdemo` or `mvn -Plocal`,"
              + " which do it themselves.");
    }
  }
}
