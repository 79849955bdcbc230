package dev.hallpass.compiler.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The ready entitlements that open one managed policy of AWS each: they have the risks and the
/// reviewed document that such an entitlement needs.
record Starters(Path folder) {

  /// The entitlement with a managed policy, as fields; empty if there is none.
  ///
  /// @throws UncheckedIOException if the starters cannot be read
  Optional<Map<String, Object>> with(String policy) {
    return all()
        .map(Starters::fields)
        .filter(fields -> List.of(policy).equals(fields.get("managedPolicies")))
        .findFirst();
  }

  /// The file with the reviewed document of a managed policy.
  Optional<Path> document(String policy) {
    return folders()
        .map(folder -> folder.resolve("managed").resolve(policy + ".json"))
        .filter(Files::exists)
        .findFirst();
  }

  private Stream<Path> all() {
    return folders().map(folder -> folder.resolve(folder.getFileName() + ".yaml"));
  }

  private Stream<Path> folders() {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }

  private static Map<String, Object> fields(Path file) {
    try {
      Object read =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file, UTF_8));
      Map<String, Object> fields = new LinkedHashMap<>();
      ((Map<?, ?>) read).forEach((name, value) -> fields.put(String.valueOf(name), value));
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
