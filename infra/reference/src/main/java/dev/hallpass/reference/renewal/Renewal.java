package dev.hallpass.reference.renewal;

import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Renews the snapshot: fetches the published data, writes one file for each service, and prints
/// the changes.
public final class Renewal {
  private Renewal() {}

  /// Runs it.
  ///
  /// @param arguments the folder of the snapshot, and a folder for downloads
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path snapshot = Path.of(arguments[0]);
    Published published = Published.fetchedInto(Path.of(arguments[1]));
    Path services = Files.createDirectories(snapshot.resolve("services"));
    SortedMap<String, String> before = read(services);
    SortedMap<String, String> after = published.services(dependentsOf(before, published));
    for (String gone : before.keySet()) {
      if (!after.containsKey(gone)) {
        Files.delete(services.resolve(gone + ".json"));
      }
    }
    for (Map.Entry<String, String> service : after.entrySet()) {
      Files.writeString(services.resolve(service.getKey() + ".json"), service.getValue());
    }
    Files.writeString(snapshot.resolve("snapshot.json"), published.origin());
    System.out.print(Changes.between(before, after));
    System.out.println("The classes of the new actions, to be looked at:");
    System.out.print(NewActions.classed(Changes.newActions(before, after), Reference.in(snapshot)));
  }

  /// If the dependents cannot be fetched, the known ones stay.
  private static Dependents dependentsOf(Map<String, String> before, Published published) {
    return published
        .dependents()
        .orElseGet(() -> {
          System.out.println(
              "There is no pip on the PATH, so dependent actions stay as they were.");
          return Dependents.inSnapshot(before);
        });
  }

  private static SortedMap<String, String> read(Path services) throws IOException {
    SortedMap<String, String> read = new TreeMap<>();
    try (Stream<Path> files = Files.list(services)) {
      for (Path file : files.sorted().toList()) {
        read.put(file.getFileName().toString().replaceAll("\\.json$", ""), Files.readString(file));
      }
    }
    return read;
  }

  static JsonMapper json() {
    return JsonMapper.shared();
  }
}
