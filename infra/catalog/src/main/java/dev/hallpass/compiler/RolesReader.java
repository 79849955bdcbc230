package dev.hallpass.compiler;

import dev.hallpass.policy.Risk;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the roles that a session passes on to services, and those that it assumes.
final class RolesReader {

  private static final Pattern ROLE =
      Pattern.compile(
          "arn:aws[a-z-]*:iam::[0-9]{12}:role/(?!hallpass|cdk-hallpass|aws-service-role/)[A-Za-z0-9+=,.@_/-]+");
  private static final Pattern SERVICE =
      Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com");

  private final List<Statement> statements = new ArrayList<>();
  private final Map<YamlNode, Risk> risks = new LinkedHashMap<>();

  RolesReader(Optional<YamlNode> passes, Optional<YamlNode> assumes) {
    passes.ifPresent(list -> list.items().forEach(this::pass));
    assumes.ifPresent(list -> list.items().forEach(this::assume));
  }

  private void pass(YamlNode node) {
    YamlFields fields = node.fields("role", "service");
    String service =
        fields
            .get("service")
            .text(SERVICE, "must be the name of a service, such as ecs-tasks.amazonaws.com");
    add(
        "Pass",
        "iam:PassRole",
        fields.get("role"),
        Map.of("StringEquals", Map.of("iam:PassedToService", List.of(service))));
    risks.put(node, Risk.CODE);
  }

  private void assume(YamlNode node) {
    YamlFields fields = node.fields("role");
    add("Assume", "sts:AssumeRole", fields.get("role"), Map.of());
    risks.put(node, Risk.CREDENTIALS);
  }

  private void add(
      String sid, String action, YamlNode role, Map<String, Map<String, List<String>>> conditions) {
    String arn =
        role.text(
            ROLE,
            "must be the ARN of one role, without wildcards, and none of Hallpass's or of a service");
    statements.add(
        new Statement(
            sid + (statements.size() + 1),
            Effect.ALLOW,
            List.of(action),
            List.of(arn),
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
