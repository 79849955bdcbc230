package dev.hallpass.handlers.upkeep;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a pass came upon: of each kind how many, however often it came upon the same.
final class Tally {

  private final Map<Finding, Set<Object>> found = new EnumMap<>(Finding.class);

  /// @param where the grant, role or account it was found at
  void note(Finding finding, Object where) {
    found.computeIfAbsent(finding, _ -> new HashSet<>()).add(where);
  }

  boolean has(Finding finding) {
    return found.containsKey(finding);
  }

  boolean has(Finding finding, Object where) {
    return found.getOrDefault(finding, Set.of()).contains(where);
  }

  /// The counts by their metrics' names, also those that are zero.
  Map<String, Long> metrics() {
    Map<String, Long> metrics = new TreeMap<>();
    for (Finding finding : Finding.values()) {
      metrics.put(finding.metric(), (long) found.getOrDefault(finding, Set.of()).size());
    }
    return metrics;
  }
}
