package dev.hallpass.local;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.gateway.LocalPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The stacks that the build synthesized.
///
/// @param hub the stack of the hub
/// @param archive the stack of the archive
/// @param targets the stacks of the other accounts
/// @param directory the stack of Identity Center's account, if the settings name one
public record Assembly(Stack hub, Stack archive, List<Stack> targets, Optional<Stack> directory) {

  private static final String PARTITION = "aws";
  private static final String REGION = "eu-central-1";
  private static final String HUB = "Hallpass";
  private static final String ARCHIVE = "HallpassArchive";
  private static final String TARGET = "HallpassTarget";
  private static final String DIRECTORY = "HallpassDirectory";
  private static final String MANIFEST = "manifest.json";

  public Assembly {
    targets = List.copyOf(targets);
  }

  /// Reads the stacks from a folder of the build.
  ///
  /// @throws NotSynthesized if there are none
  public static Assembly read(Path folder) {
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      throw new NotSynthesized();
    }
    List<Stack> stacks = stacks(folder).toList();
    // The stacks that forward calls have nothing that runs here.
    return new Assembly(
        one(HUB, stacks),
        one(ARCHIVE, stacks),
        named(TARGET, stacks).toList(),
        named(DIRECTORY, stacks).findFirst());
  }

  /// The same with another stack of the hub.
  public Assembly withHub(Stack other) {
    return new Assembly(other, archive, targets, directory);
  }

  private static Stack one(String name, List<Stack> stacks) {
    return named(name, stacks).findFirst().orElseThrow(NotSynthesized::new);
  }

  private static Stream<Stack> named(String name, List<Stack> stacks) {
    return stacks.stream().filter(stack -> stack.name().equals(name));
  }

  /// The stacks of an assembly and of the assemblies in it.
  private static Stream<Stack> stacks(Path folder) {
    JsonNode artifacts = Json.read(text(folder.resolve(MANIFEST))).path("artifacts");
    return artifacts.properties().stream()
        .flatMap(artifact ->
            switch (artifact.getValue().path("type").asString("")) {
              case "aws:cloudformation:stack" -> Stream.of(stack(folder, artifact.getValue()));
              case "cdk:cloud-assembly" ->
                  stacks(folder.resolve(property(artifact.getValue(), "directoryName").asString()));
              default -> Stream.of();
            });
  }

  private static Stack stack(Path folder, JsonNode artifact) {
    return new Stack(
        artifact.path("properties").path("stackName").asString(HUB),
        CloudFormationTemplate.read(folder.resolve(property(artifact, "templateFile").asString())),
        place(artifact.path("environment").asString("")));
  }

  private static JsonNode property(JsonNode artifact, String name) {
    return artifact.path("properties").required(name);
  }

  /// @param environment `aws://ACCOUNT/REGION`; each part can be left open
  private static PseudoParameters place(String environment) {
    String[] parts = environment.split("/", -1);
    String account = parts[2].matches("\\d{12}") ? parts[2] : LocalPerson.ACCOUNT;
    return new PseudoParameters(PARTITION, REGION, account);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The synthesized stacks cannot be read", e);
    }
  }

  /// Thrown when the stacks were not synthesized yet.
  public static final class NotSynthesized extends RuntimeException {
    NotSynthesized() {
      super(
          "The stack is not synthesized. Run `mvn verify` first, or `mvn -Pdemo` or `mvn -Plocal`,"
              + " which do it themselves.");
    }
  }
}
