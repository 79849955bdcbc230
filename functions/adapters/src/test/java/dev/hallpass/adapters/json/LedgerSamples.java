package dev.hallpass.adapters.json;

import static java.util.stream.Collectors.toMap;

import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The entries in `events/ledger`. Each names the one before it by its hash, so that it is the end
/// of a story.
public final class LedgerSamples {

  private static final Path SAMPLES = Path.of("../../events/ledger");

  private LedgerSamples() {}

  /// All files of them.
  public static List<Path> files() {
    List<Path> samples = new ArrayList<>();
    for (Path life :
        List.of(
            SAMPLES,
            SAMPLES.resolve("break-glass"),
            SAMPLES.resolve("groups"),
            SAMPLES.resolve("managed"),
            SAMPLES.resolve("shell"))) {
      try (Stream<Path> files = Files.list(life)) {
        files.filter(Files::isRegularFile).sorted().forEach(samples::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return samples;
  }

  /// The story that each of them is the end of.
  public static List<History> stories() {
    Map<String, StoredEntry> byHash = byHash();
    return byHash.values().stream().map(last -> story(last, byHash)).toList();
  }

  /// The history that ends with an entry.
  static History story(StoredEntry last) {
    return story(last, byHash());
  }

  private static History story(StoredEntry last, Map<String, StoredEntry> byHash) {
    History before =
        Optional.ofNullable(byHash.get(last.previous()))
            .map(entry -> story(entry, byHash))
            .orElseGet(() -> History.of(new GrantId(last.grant())));
    return before.with(last.entryBehind(before));
  }

  private static Map<String, StoredEntry> byHash() {
    return files().stream()
        .map(LedgerSamples::entry)
        .collect(toMap(StoredEntry::hash, entry -> entry, (one, _) -> one, TreeMap::new));
  }

  static StoredEntry entry(Path file) {
    return entry(tree(file));
  }

  static StoredEntry entry(ObjectNode tree) {
    return StoredEntry.of(tree);
  }

  static ObjectNode tree(Path file) {
    try {
      return (ObjectNode) Json.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
