package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Glob;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A statement in a file.
record StatementNode(
    Effect effect,
    YamlNode sid,
    List<YamlNode> actions,
    List<YamlNode> resources,
    List<ConditionNode> conditions) {

  StatementNode {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /// The statements of a list, which can be missing.
  static List<StatementNode> read(Optional<YamlNode> list, Effect effect) {
    return Mistakes.each(
        list.map(YamlNode::items).orElse(List.of()), node -> readOne(node, effect));
  }

  /// Checks that the statements of one policy can be told apart.
  static void requireSids(List<StatementNode> statements) {
    Set<String> sids = new HashSet<>();
    Mistakes.checkEach(
        statements,
        statement -> {
          if (!sids.add(statement.sid.text())) {
            throw statement.sid.refused(
                "another statement has this sid; give each statement its own");
          }
        });
  }

  private static StatementNode readOne(YamlNode node, Effect effect) {
    YamlFields fields = node.fields();
    return new StatementNode(
        effect,
        fields.get("sid"),
        fields.get("actions").items(),
        fields.get("resources").items(),
        fields.find("conditions").map(ConditionNode::read).orElse(List.of()));
  }

  /// Checks it by itself.
  void check() {
    Mistakes mistakes = new Mistakes();
    if (effect == Effect.ALLOW) {
      mistakes.check(() -> Mistakes.checkEach(actions, ActionRules::check));
      mistakes.check(() -> Mistakes.checkEach(resources, ResourceRules::check));
    }
    mistakes.check(() -> ConditionRules.check(conditions, allows()));
    mistakes.refuse();
  }

  boolean allows() {
    return effect == Effect.ALLOW;
  }

  /// Whether it denies an action on every resource, so that nothing can open it.
  boolean deniesEverywhere(String action) {
    return denies(action, ResourceRules.EVERY);
  }

  /// Checks that something of it is left beside statements that deny.
  void requireOpen(List<StatementNode> denied) {
    if (actions.stream()
        .allMatch(action ->
            resources.stream()
                .allMatch(resource ->
                    denied.stream().anyMatch(one -> one.denies(action.text(), resource.text()))))) {
      throw sid.refused(
          "opens nothing, because except denies all of it; take the statement out, or narrow except");
    }
  }

  private boolean denies(String action, String resource) {
    return effect == Effect.DENY
        && conditions.isEmpty()
        && resources.stream().anyMatch(one -> Glob.covers(one.text(), resource))
        && actions.stream().anyMatch(pattern -> Glob.coversIgnoringCase(pattern.text(), action));
  }

  /// Every text that can hold a parameter.
  Stream<YamlNode> texts() {
    return Stream.concat(
        resources.stream(), conditions.stream().flatMap(condition -> condition.values().stream()));
  }

  Statement statement() {
    Map<String, Map<String, List<String>>> byOperator = new TreeMap<>();
    for (ConditionNode condition : conditions) {
      byOperator
          .computeIfAbsent(condition.operator().text(), _ -> new TreeMap<>())
          .put(condition.key().text(), texts(condition.values()));
    }
    return new Statement(sid.text(), effect, texts(actions), texts(resources), byOperator);
  }

  private static List<String> texts(List<YamlNode> nodes) {
    return nodes.stream().map(YamlNode::text).toList();
  }

  /// One condition of a statement: an operator, a condition key and its values.
  record ConditionNode(YamlNode operator, YamlNode key, List<YamlNode> values) {

    ConditionNode {
      values = List.copyOf(values);
    }

    private static final Set<String> OF_ARNS = Set.of("ArnEquals", "ArnLike");

    /// Whether a request is only let through with one of some ARNs.
    boolean namesResources() {
      return OF_ARNS.contains(operator.text());
    }

    static List<ConditionNode> read(YamlNode conditions) {
      return conditions.pairs().stream()
          .flatMap(operator ->
              operator.value().pairs().stream()
                  .map(key -> new ConditionNode(operator.key(), key.key(), key.value().items())))
          .toList();
    }
  }
}
