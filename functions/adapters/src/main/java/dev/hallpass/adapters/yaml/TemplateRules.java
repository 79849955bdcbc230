package dev.hallpass.adapters.yaml;

import dev.hallpass.catalog.Parameter;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What binds a template to its parameters and keeps it inside its ceiling.
final class TemplateRules {

  // Added by Hallpass to every policy.
  private static final String RESERVED_SID = "NothingAfterExpiry";
  private static final int MOST_CASES = 1000;

  private final Map<String, Parameter> parameters;
  private final Ceiling ceiling;

  TemplateRules(Map<String, Parameter> parameters, Ceiling ceiling) {
    this.parameters = Map.copyOf(parameters);
    this.ceiling = ceiling;
  }

  void check(StatementNode statement) {
    if (statement.sid().text().equals(RESERVED_SID)) {
      throw statement.sid().refused("Hallpass uses this sid itself; take another");
    }
    statement.texts().forEach(this::checkPlaces);
    statement.actions().forEach(this::checkWildcard);
    statement.resources().forEach(resource -> checkCover(statement, resource));
  }

  private void checkPlaces(YamlNode node) {
    for (String place : node.as(PolicyTemplate::placesIn)) {
      if (!parameters.containsKey(place)) {
        throw node.refused(
            "the policy uses an unknown parameter {%s}; add it under parameters".formatted(place));
      }
    }
  }

  private void checkWildcard(YamlNode node) {
    String action = node.text();
    boolean isNamed =
        ceiling.statements().stream().anyMatch(wide -> wide.actions().contains(action));
    if (ActionRules.hasWildcard(action) && !isNamed) {
      throw node.refused(
          "%s has a wildcard that the ceiling does not name in the same words; name the actions"
              .formatted(action));
    }
  }

  private void checkCover(StatementNode statement, YamlNode resource) {
    for (Policy widest : widest(statement, resource)) {
      ceiling
          .firstOutside(widest)
          .ifPresent(outside -> {
            throw resource.refused(
                "the ceiling does not cover %s; narrow this or widen the ceiling"
                    .formatted(outside));
          });
    }
  }

  /// What statements that were checked open with the widest values in their places.
  List<Statement> widest(List<StatementNode> statements) {
    return statements.stream()
        .flatMap(statement ->
            statement.resources().stream()
                .flatMap(resource -> widest(statement, resource).stream()))
        .flatMap(policy -> policy.statements().stream())
        .toList();
  }

  // A typed parameter's values are without number, so the widest text stands for all of them.
  private List<Policy> widest(StatementNode node, YamlNode resource) {
    Statement statement = node.statement();
    PolicyTemplate template =
        new PolicyTemplate(
            List.of(
                new Statement(
                    statement.sid(),
                    statement.effect(),
                    statement.actions(),
                    List.of(resource.text()),
                    Map.of())));
    return cases(resource, template.places()).stream().map(template::render).toList();
  }

  private List<Map<String, String>> cases(YamlNode resource, Set<String> places) {
    List<Map<String, String>> cases = List.of(Map.of());
    for (String place : places) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> one : cases) {
        for (String value : widest(place)) {
          Map<String, String> values = new HashMap<>(one);
          values.put(place, value);
          more.add(values);
        }
      }
      if (more.size() > MOST_CASES) {
        throw resource.refused("has too many combinations of values to check; list fewer");
      }
      cases = more;
    }
    return cases;
  }

  private List<String> widest(String place) {
    return switch (parameters.get(place)) {
      case Parameter.Choice choice -> choice.values();
      case Parameter.Typed _ -> List.of("*");
      case null -> throw new IllegalStateException("An unknown parameter went unnoticed");
    };
  }
}
