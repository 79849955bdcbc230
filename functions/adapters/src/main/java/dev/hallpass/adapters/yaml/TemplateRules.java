package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.Map;

/// Checks a template against its parameters and its ceiling.
final class TemplateRules {

  private final Renderings renderings;
  private final Ceiling ceiling;

  TemplateRules(Renderings renderings, Ceiling ceiling) {
    this.renderings = renderings;
    this.ceiling = ceiling;
  }

  void check(StatementNode statement) {
    if (statement.sid().text().startsWith(Policy.OWN_SID)) {
      throw statement
          .sid()
          .refused("begins like the sids that Hallpass adds to each policy; take another");
    }
    statement.texts().forEach(this::checkPlaces);
    statement.actions().forEach(this::checkWildcard);
    statement.resources().forEach(resource -> checkCover(statement, resource));
  }

  private void checkPlaces(YamlNode node) {
    for (String place : node.as(PolicyTemplate::placesIn)) {
      if (!renderings.parameters().containsKey(place)) {
        throw node.refused(
            "the policy uses an unknown parameter {%s}; add it under parameters, or correct the name"
                .formatted(place));
      }
    }
  }

  private void checkWildcard(YamlNode node) {
    String action = node.text();
    boolean isNamed =
        ceiling.statements().stream().anyMatch(wide -> wide.actions().contains(action));
    if (ActionRules.hasWildcard(action) && !isNamed) {
      throw node.refused(
          "%s has a wildcard, and the ceiling does not have the same action; name single actions, or write it into the ceiling"
              .formatted(action));
    }
  }

  private void checkCover(StatementNode statement, YamlNode resource) {
    for (Policy widest : widest(statement, resource)) {
      ceiling
          .firstOutside(widest)
          .ifPresent(outside -> {
            throw resource.refused(
                "the ceiling does not cover %s; narrow the policy, or widen the ceiling"
                    .formatted(outside));
          });
    }
  }

  /// The statements with the widest values in their places.
  List<Statement> widest(List<StatementNode> statements) {
    return statements.stream()
        .flatMap(statement ->
            statement.resources().stream()
                .flatMap(resource -> widest(statement, resource).stream()))
        .flatMap(policy -> policy.statements().stream())
        .toList();
  }

  // A typed parameter has countless values, so the widest text stands for all of them.
  private List<Policy> widest(StatementNode node, YamlNode resource) {
    Statement statement = node.statement();
    return renderings.of(resource).stream()
        .map(text -> renderings.filled(text, _ -> "*"))
        .map(text ->
            new Policy(
                List.of(
                    new Statement(
                        statement.sid(),
                        statement.effect(),
                        statement.actions(),
                        List.of(text),
                        Map.of()))))
        .toList();
  }
}
