package dev.hallpass.emulator.region;

import tools.jackson.databind.JsonNode;

/// The pattern of a rule or a filter: the allowed texts of an event's members.
///
/// @param wanted an object whose leaves are lists of texts
record EventPattern(JsonNode wanted) {

  /// @throws UnsupportedOperationException for a pattern with more than equality
  EventPattern {
    requireEmulated(wanted);
  }

  private static void requireEmulated(JsonNode wanted) {
    if (wanted.isObject()) {
      wanted.values().forEach(EventPattern::requireEmulated);
    } else if (!wanted.isArray() || !wanted.values().stream().allMatch(JsonNode::isString)) {
      throw new UnsupportedOperationException("The pattern %s is not emulated".formatted(wanted));
    }
  }

  boolean matches(JsonNode event) {
    return matches(wanted, event);
  }

  /// If a member has several values, one is enough. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html)
  private static boolean matches(JsonNode wanted, JsonNode found) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(member -> matches(member.getValue(), found.path(member.getKey())));
    }
    return found.isArray()
        ? found.values().stream().anyMatch(wanted.values()::contains)
        : wanted.values().contains(found);
  }
}
