package dev.hallpass.infra;

import dev.hallpass.identity.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The stacks of accounts with the same template as another one. They are written into the assembly
/// of a stage beside that one, which they have in common: synthesizing each of hundreds would take
/// minutes.
final class StackCopies {

  private static final String MANIFEST = "manifest.json";

  private final Path assembly;

  /// @param output the folder of the whole assembly
  StackCopies(Path output, String stage) {
    this.assembly = output.resolve("assembly-" + stage);
  }

  /// Adds the stack of one account for others too.
  ///
  /// @throws UncheckedIOException if the assembly cannot be read or written
  void add(AccountId synthesized, List<AccountId> others) {
    if (others.isEmpty()) {
      return;
    }
    try {
      ObjectNode manifest =
          (ObjectNode) JsonMapper.shared().readTree(assembly.resolve(MANIFEST).toFile());
      ObjectNode artifacts = (ObjectNode) manifest.required("artifacts");
      List<Entry<String, JsonNode>> theirs =
          artifacts.properties().stream()
              .filter(artifact -> artifact.getKey().contains(synthesized.value()))
              .map(Entry::copyOf)
              .toList();
      List<Path> files = filesOf(synthesized);
      for (AccountId other : others) {
        for (Entry<String, JsonNode> artifact : theirs) {
          artifacts.set(
              artifact.getKey().replace(synthesized.value(), other.value()),
              JsonMapper.shared()
                  .readTree(renamed(artifact.getValue().toString(), synthesized, other)));
        }
        for (Path file : files) {
          Files.writeString(
              assembly.resolve(
                  file.getFileName().toString().replace(synthesized.value(), other.value())),
              renamed(Files.readString(file), synthesized, other));
        }
      }
      Files.writeString(
          assembly.resolve(MANIFEST),
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("The stacks of other accounts cannot be written", e);
    }
  }

  /// What an account's stack has beside its template.
  private List<Path> filesOf(AccountId account) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(assembly)) {
      all.filter(file -> file.getFileName().toString().contains(account.value()))
          .filter(file -> !isTemplate(file.toString()))
          .forEach(files::add);
    }
    return files;
  }

  private static boolean isTemplate(String file) {
    return file.endsWith(".template.json");
  }

  /// The same text for another account, with the same template.
  private static String renamed(String text, AccountId synthesized, AccountId other) {
    return text.replace(synthesized.value(), other.value())
        .replaceAll(
            "%s([0-9A-F]*[.]template[.]json)".formatted(other.value()), synthesized.value() + "$1");
  }
}
