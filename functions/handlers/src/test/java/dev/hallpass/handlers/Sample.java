package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The samples in `events`.
final class Sample {

  private static final Path FOLDER = Path.of("../../events");

  private Sample() {}

  /// The call of an operation.
  static ObjectNode http(String operation) {
    return read("http", operation);
  }

  /// What the state machine sends to a function.
  static ObjectNode lifecycle(String function) {
    return read("lifecycle", function);
  }

  /// What the state machine of an earlier release sends to a function.
  static ObjectNode lifecycle(String release, String function) {
    return read("lifecycle/" + release, function);
  }

  /// The entries of a grant's whole life, as an earlier release has stored them.
  static List<StoredEntry> ledger(String release, String life) {
    try {
      return Json.read(Files.readString(FOLDER.resolve("ledger").resolve(release).resolve(life)))
          .valueStream()
          .map(StoredEntry::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What clean-up is called with.
  static ObjectNode upkeep(String occasion) {
    return read("upkeep", occasion);
  }

  /// The names of the files in a folder.
  static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `ApproveGrant` as `approve-grant.json`.
  static String name(String function) {
    return function.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".json";
  }

  private static ObjectNode read(String folder, String function) {
    try {
      return (ObjectNode)
          Json.read(Files.readString(FOLDER.resolve(folder).resolve(name(function))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
