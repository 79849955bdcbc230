package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the roles that a session passes on to services, and those that it assumes.
record RolesReader(List<YamlNode> passes, List<YamlNode> assumes) {

  RolesReader {
    passes = List.copyOf(passes);
    assumes = List.copyOf(assumes);
  }

  RolesReader(Optional<YamlNode> passes, Optional<YamlNode> assumes) {
    this(
        passes.map(YamlNode::items).orElse(List.of()),
        assumes.map(YamlNode::items).orElse(List.of()));
  }

  /// Checks that the roles are in the partition of the installation.
  void requirePartition(String partition) {
    Mistakes.checkEach(
        Stream.concat(passes.stream(), assumes.stream()).map(RolesReader::role).toList(),
        role -> {
          String named = role.text().split(":", 3)[1];
          if (!named.equals("{%s}".formatted(Entitlement.PARTITION))) {
            TemplateRules.requirePartition(role, named, partition);
          }
        });
  }

  /// Checks that no role in the account of Hallpass is assumed: it may reach Hallpass itself, and
  /// the fence does not bind it.
  void requireOutside(Optional<AccountId> hub) {
    Mistakes.checkEach(
        assumes.stream().map(RolesReader::role).toList(),
        role -> {
          String account = role.text().split(":", 6)[4];
          if (hub.filter(own -> own.value().equals(account)).isPresent()) {
            throw role.refused(
                "%s is a role of the hub, where Hallpass itself runs; name a role of another account"
                    .formatted(role.text()));
          }
        });
  }

  /// Checks that no role is one of Hallpass's own, which are there in every account.
  void requireForeign() {
    Mistakes.checkEach(
        Stream.concat(passes.stream(), assumes.stream()).map(RolesReader::role).toList(),
        ResourceRules::check);
  }

  private static YamlNode role(YamlNode node) {
    return node.fields().get("role");
  }

  /// What the policy allows for them.
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    for (YamlNode node : passes) {
      String service = node.fields().get("service").text();
      statements.add(
          statement(
              "Pass" + (statements.size() + 1),
              "iam:PassRole",
              node,
              Map.of("StringEquals", Map.of("iam:PassedToService", List.of(service)))));
    }
    for (YamlNode node : assumes) {
      statements.add(
          statement("Assume" + (statements.size() + 1), "sts:AssumeRole", node, Map.of()));
    }
    return statements;
  }

  private static Statement statement(
      String sid, String action, YamlNode node, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        sid, Effect.ALLOW, List.of(action), List.of(role(node).text()), conditions);
  }

  /// The risk of each.
  Map<YamlNode, Risk> risks() {
    Map<YamlNode, Risk> risks = new LinkedHashMap<>();
    passes.forEach(node -> risks.put(node, Risk.CODE));
    assumes.forEach(node -> risks.put(node, Risk.CREDENTIALS));
    return risks;
  }
}
