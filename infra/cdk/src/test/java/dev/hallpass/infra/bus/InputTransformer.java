package dev.hallpass.infra.bus;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What EventBridge makes of an event by an input transformer: each place is filled with the text
/// of its path, and nothing is escaped.
///
/// @param paths the paths of the places, by their names
record InputTransformer(JsonNode paths, String template) {

  private static final Pattern PLACE = Pattern.compile("<([A-Za-z0-9_-]+)>");
  private static final List<String> OURS =
      List.of("$.detail.grant", "$.detail.id", "$.detail-type");

  String of(JsonNode event) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(text(place.group(1), event)));
  }

  private String text(String place, JsonNode event) {
    String path = paths.path(place).asString();
    return event.at("/" + path.substring("$.".length()).replace('.', '/')).asString("");
  }

  /// Whether it takes only what no person can have written a quotation mark into.
  boolean needsNoEscape() {
    return paths
        .valueStream()
        .map(JsonNode::asString)
        .allMatch(path -> path.startsWith("$.detail.text.") || OURS.contains(path));
  }
}
