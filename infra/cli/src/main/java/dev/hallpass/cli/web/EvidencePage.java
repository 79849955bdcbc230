package dev.hallpass.cli.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A page to print: grants, and what a review of access asks of them.
///
/// @param head what it was read against
/// @param facts values by name
/// @param grants the values of each grant by name, its id first
public record EvidencePage(
    String title, List<String> head, Map<String, String> facts, List<Map<String, String>> grants) {

  public EvidencePage {
    head = List.copyOf(head);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    grants = List.copyOf(grants);
  }

  /// The page as text. Each value is escaped for its place.
  public String html() {
    return Page.of(
            200, (output, interceptor) -> JteEvidenceGenerated.render(output, interceptor, this))
        .html();
  }
}
