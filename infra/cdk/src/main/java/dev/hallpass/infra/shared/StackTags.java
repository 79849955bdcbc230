package dev.hallpass.infra.shared;

import dev.hallpass.catalog.Installation.Conventions;
import java.util.Map;
import java.util.TreeMap;

/// The tags of each stack: one of Hallpass's own, and those that an organization demands.
public final class StackTags {

  private StackTags() {}

  public static Map<String, String> of(Conventions conventions) {
    Map<String, String> tags = new TreeMap<>(Map.of("application", "hallpass"));
    tags.putAll(conventions.tags());
    return tags;
  }
}
