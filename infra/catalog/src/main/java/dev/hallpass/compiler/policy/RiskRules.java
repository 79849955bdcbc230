package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.AwsReference.Reach;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Risk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the risks that an entitlement takes, and checks their price.
public final class RiskRules {

  private final Map<Risk, String> reasons = new EnumMap<>(Risk.class);
  private final Map<Risk, YamlNode> nodes = new EnumMap<>(Risk.class);

  /// The risks that an entitlement takes.
  ///
  /// @param list the risks of the entitlement, if it takes any
  public RiskRules(Optional<YamlNode> list) {
    list.ifPresent(risks -> Mistakes.checkEach(risks.items(), this::read));
  }

  private void read(YamlNode node) {
    YamlFields fields = node.fields();
    YamlNode word = fields.get("risk");
    Risk risk = Risk.of(word.text()).orElseThrow();
    if (reasons.put(risk, fields.get("because").text()) != null) {
      throw word.refused("%s is listed twice; keep one of them".formatted(risk.word()));
    }
    nodes.put(risk, node);
  }

  public Map<Risk, String> risks() {
    return reasons;
  }

  /// Checks that the risks of the policy are those that are taken.
  ///
  /// @param policy its statements; what one of them denies everywhere is no risk
  /// @param roles the risk of each role that the session passes on or assumes
  /// @param managed what each managed policy can do
  void checkActions(
      List<StatementNode> policy,
      Map<YamlNode, Risk> roles,
      Map<YamlNode, List<Reach>> managed,
      AwsReference reference) {
    Map<Risk, YamlNode> unused = new EnumMap<>(nodes);
    Mistakes mistakes = new Mistakes();
    roles.forEach((node, risk) -> {
      unused.remove(risk);
      mistakes.check(() -> requireTaken(node, risk));
    });
    for (StatementNode statement : policy.stream().filter(StatementNode::allows).toList()) {
      for (YamlNode action : statement.actions()) {
        mistakes.check(() ->
            requireTaken(
                action,
                reference.reaches(action.text(), name -> isDenied(policy, name)),
                wayOut(action),
                unused));
      }
    }
    managed.forEach((node, reaches) ->
        mistakes.check(() -> requireTaken(node, reaches, "deny them by except on \"*\"", unused)));
    unused.forEach((risk, node) ->
        mistakes.check(() -> {
          throw node.refused(
              "no action of the policy has the risk %s; leave it out".formatted(risk.word()));
        }));
    mistakes.refuse();
  }

  private static String wayOut(YamlNode action) {
    return "name actions that do not reach it"
        + (action.text().contains("*") ? ", deny them by except on \"*\"" : "");
  }

  private static boolean isDenied(List<StatementNode> policy, String action) {
    return policy.stream().anyMatch(statement -> statement.deniesEverywhere(action));
  }

  private void requireTaken(YamlNode role, Risk risk) {
    if (!reasons.containsKey(risk)) {
      throw role.refused(
          "what this role may do is not limited by the grant; take the risk: add {risk: %s, because: \"...\"} to the list risks"
              .formatted(risk.word()));
    }
  }

  /// @param wayOut how the entitlement can do without the risk
  private void requireTaken(
      YamlNode action, List<Reach> reaches, String wayOut, Map<Risk, YamlNode> unused) {
    Mistakes.checkEach(
        reaches,
        reach -> {
          reach.risk().ifPresent(unused::remove);
          requireTaken(action, reach, wayOut);
        });
  }

  private void requireTaken(YamlNode action, Reach reach, String wayOut) {
    Risk risk =
        reach
            .risk()
            .orElseThrow(() ->
                action.refused(
                    "%s reaches %s, and no grant may open that; name only actions that do not reach it"
                        .formatted(action.text(), reach.effect())));
    if (!reasons.containsKey(risk)) {
      throw action.refused(
          "%s reaches %s; %s, or take the risk: add {risk: %s, because: \"...\"} to the list risks"
              .formatted(action.text(), reach.effect(), wayOut, risk.word()));
    }
  }

  /// Checks that the access is not in the hub, that each yes is signed, and that people look at
  /// what stays.
  ///
  /// @param review who reviews each access, if the entitlement says so
  public void checkPrice(
      Accounts accounts, YamlNode approval, List<ApprovalRule> rules, Optional<YamlNode> review) {
    if (reasons.isEmpty()) {
      return;
    }
    Price price = new Price(nodes.values().iterator().next(), "a risk");
    Mistakes.all(
        () -> price.requireElsewhere(accounts),
        () -> price.requireSigned(approval, rules),
        () -> requireReview(rules, review));
  }

  /// Break-glass is always reviewed, so this is for what rules open.
  private void requireReview(List<ApprovalRule> rules, Optional<YamlNode> review) {
    nodes.entrySet().stream()
        .filter(one -> one.getKey().stays() && review.isEmpty() && !rules.isEmpty())
        .findFirst()
        .ifPresent(one -> {
          throw one.getValue()
              .refused(
                  "changes what stays when the access is over, so people look at it afterwards; add review: {owners: [...], reviewWithin: P3D, chaseEach: P1D}");
        });
  }
}
