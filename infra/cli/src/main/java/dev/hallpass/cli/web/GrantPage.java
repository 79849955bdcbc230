package dev.hallpass.cli.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A grant, with what the reader can do about it.
///
/// @param path the page itself
/// @param state how it stands, in words
/// @param isPending whether it can still open
/// @param isWatched whether the page is loaded again and again
/// @param facts what is asked for: values by name
/// @param policy the policy in full
public record GrantPage(
    Section section,
    String path,
    String id,
    String title,
    String state,
    boolean isPending,
    boolean isWatched,
    Map<String, String> facts,
    List<String> allows,
    List<String> cautions,
    List<String> risks,
    Life life,
    List<Step> steps,
    String policy,
    String policyHash,
    List<Action> actions) {

  private static final String SECONDS_BETWEEN = "15";

  public GrantPage {
    facts = new LinkedHashMap<>(facts);
    allows = List.copyOf(allows);
    cautions = List.copyOf(cautions);
    risks = List.copyOf(risks);
    steps = List.copyOf(steps);
    actions = List.copyOf(actions);
  }

  /// Something that has happened.
  ///
  /// @param iso the time for machines
  /// @param at the time for people
  public record Step(String iso, String at, String says) {}

  /// Something that the reader can do.
  public record Action(String title, String explanation, Form form) {}

  /// Why the last form had no effect; nothing if there was none.
  String complaint() {
    return actions.stream()
        .map(action -> action.form().complaint())
        .filter(complaint -> !complaint.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Whether the reader is asked for an answer.
  boolean isAsked() {
    return section == Section.APPROVALS && !actions.isEmpty();
  }

  /// The page.
  public Page page(int status) {
    Page page =
        Page.of(
            status, (output, interceptor) -> JteGrantGenerated.render(output, interceptor, this));
    // Only a reader who wants it: a page that changes by itself takes readers by surprise.
    return isWatched && isPending ? page.with("Refresh", SECONDS_BETWEEN) : page;
  }
}
