package dev.hallpass.compiler;

import dev.hallpass.policy.Risk;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the roles that a session passes on to services, and those that it assumes.
final class RolesReader {

  private final List<Statement> statements = new ArrayList<>();
  private final Map<YamlNode, Risk> risks = new LinkedHashMap<>();

  RolesReader(Optional<YamlNode> passes, Optional<YamlNode> assumes) {
    passes.ifPresent(list -> list.items().forEach(this::pass));
    assumes.ifPresent(list -> list.items().forEach(this::assume));
  }

  private void pass(YamlNode node) {
    YamlFields fields = node.fields();
    String service = fields.get("service").text();
    add(
        "Pass",
        "iam:PassRole",
        fields.get("role"),
        Map.of("StringEquals", Map.of("iam:PassedToService", List.of(service))));
    risks.put(node, Risk.CODE);
  }

  private void assume(YamlNode node) {
    add("Assume", "sts:AssumeRole", node.fields().get("role"), Map.of());
    risks.put(node, Risk.CREDENTIALS);
  }

  private void add(
      String sid, String action, YamlNode role, Map<String, Map<String, List<String>>> conditions) {
    statements.add(
        new Statement(
            sid + (statements.size() + 1),
            Effect.ALLOW,
            List.of(action),
            List.of(role.text()),
            conditions));
  }

  /// What the policy allows for them.
  List<Statement> statements() {
    return statements;
  }

  /// The risk of each.
  Map<YamlNode, Risk> risks() {
    return risks;
  }
}
