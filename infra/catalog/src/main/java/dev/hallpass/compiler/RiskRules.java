package dev.hallpass.compiler;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.AwsReference.Reach;
import dev.hallpass.policy.Risk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the risks that an entitlement takes, and checks their price.
final class RiskRules {

  private final Map<Risk, String> reasons = new EnumMap<>(Risk.class);
  private final Map<Risk, YamlNode> nodes = new EnumMap<>(Risk.class);

  /// @param list the risks of the entitlement, if it takes any
  RiskRules(Optional<YamlNode> list) {
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

  Map<Risk, String> risks() {
    return reasons;
  }

  /// Checks that the risks of the policy are those that are taken.
  ///
  /// @param roles the risk of each role that the session passes on or assumes
  void checkActions(List<StatementNode> policy, Map<YamlNode, Risk> roles, AwsReference reference) {
    Map<Risk, YamlNode> unused = new EnumMap<>(nodes);
    Mistakes mistakes = new Mistakes();
    roles.forEach((node, risk) -> {
      unused.remove(risk);
      mistakes.check(() -> requireTaken(node, risk));
    });
    for (StatementNode statement : policy) {
      for (YamlNode action : statement.actions()) {
        mistakes.check(() ->
            Mistakes.checkEach(
                reference.reaches(action.text()),
                reach -> {
                  reach.risk().ifPresent(unused::remove);
                  requireTaken(action, reach);
                }));
      }
    }
    unused.forEach((risk, node) ->
        mistakes.check(() -> {
          throw node.refused(
              "no action of the policy has the risk %s; leave it out".formatted(risk.word()));
        }));
    mistakes.refuse();
  }

  private void requireTaken(YamlNode role, Risk risk) {
    if (!reasons.containsKey(risk)) {
      throw role.refused(
          "what this role may do is not limited by the grant; take the risk: add {risk: %s, because: \"...\"} to the list risks"
              .formatted(risk.word()));
    }
  }

  private void requireTaken(YamlNode action, Reach reach) {
    Risk risk =
        reach
            .risk()
            .orElseThrow(() ->
                action.refused(
                    "%s reaches %s, and no grant may open that; name only actions that do not reach it"
                        .formatted(action.text(), reach.effect())));
    if (!reasons.containsKey(risk)) {
      throw action.refused(
          "%s reaches %s; name actions that do not reach it, or take the risk: add {risk: %s, because: \"...\"} to the list risks"
              .formatted(action.text(), reach.effect(), risk.word()));
    }
  }

  /// Checks that the access is not in the hub, that each yes is signed, and that people look at
  /// what stays.
  ///
  /// @param isInHub whether the access opens in the account of Hallpass
  /// @param review who reviews each access, if the entitlement says so
  void checkPrice(
      boolean isInHub, YamlNode approval, List<ApprovalRule> rules, Optional<YamlNode> review) {
    if (reasons.isEmpty()) {
      return;
    }
    Mistakes.all(
        () -> requireOtherAccount(isInHub),
        () -> requireSigned(approval, rules),
        () -> requireReview(review));
  }

  private void requireReview(Optional<YamlNode> review) {
    nodes.entrySet().stream()
        .filter(one -> one.getKey().stays() && review.isEmpty())
        .findFirst()
        .ifPresent(one -> {
          throw one.getValue()
              .refused(
                  "changes what stays when the access is over, so people look at it afterwards; add review: {owners: [...], reviewWithin: P3D, chaseEach: P1D}");
        });
  }

  private void requireOtherAccount(boolean isInHub) {
    if (isInHub) {
      throw nodes
          .values()
          .iterator()
          .next()
          .refused(
              "a risk cannot be taken in the hub, where Hallpass itself runs; name another account with the field account");
    }
  }

  private static void requireSigned(YamlNode approval, List<ApprovalRule> rules) {
    Mistakes.checkEach(
        rules,
        rule -> {
          if (!(rule.plan() instanceof ApprovalPlan.ByPeople people) || !people.signed()) {
            throw approval.refused(
                "an entitlement that takes a risk needs a signed yes for each request, and the rule %s asks for none; write signed: true and levels into each rule"
                    .formatted(rule.plan().rule()));
          }
        });
  }
}
