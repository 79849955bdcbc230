package dev.hallpass.reference.renewal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The differences of two snapshots: one line for each added, removed or changed row.
final class Changes {
  private Changes() {}

  /// The lines, then their number.
  static String between(Map<String, String> before, Map<String, String> after) {
    List<String> lines = new ArrayList<>();
    SortedMap<String, JsonNode> was = rows(before);
    SortedMap<String, JsonNode> is = rows(after);
    Set<String> all = new TreeSet<>(was.keySet());
    all.addAll(is.keySet());
    for (String row : all) {
      if (!is.containsKey(row)) {
        lines.add("- " + row);
      } else if (!was.containsKey(row)) {
        lines.add("+ %s %s".formatted(row, is.get(row)));
      } else if (!is.get(row).equals(was.get(row))) {
        lines.add("~ %s %s, was %s".formatted(row, is.get(row), was.get(row)));
      }
    }
    lines.add(
        "%d changes, %d rows of %d services".formatted(lines.size(), is.size(), after.size()));
    return String.join("\n", lines) + "\n";
  }

  /// The names of the actions that the first snapshot does not have.
  static List<String> newActions(Map<String, String> before, Map<String, String> after) {
    Set<String> added = new TreeSet<>(rows(after).keySet());
    added.removeAll(rows(before).keySet());
    return added.stream()
        .map(row -> row.split(" ", -1))
        .filter(words -> words[1].equals("actions"))
        .map(words -> "%s:%s".formatted(words[0], words[2]))
        .toList();
  }

  private static SortedMap<String, JsonNode> rows(Map<String, String> services) {
    SortedMap<String, JsonNode> rows = new TreeMap<>();
    services.forEach((service, text) ->
        Renewal.json()
            .readTree(text)
            .forEachEntry((part, all) ->
                all.forEachEntry(
                    (name, row) -> rows.put("%s %s %s".formatted(service, part, name), row))));
    return rows;
  }
}
