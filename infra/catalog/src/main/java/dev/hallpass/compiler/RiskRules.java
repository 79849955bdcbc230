package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.AwsReference.Reach;
import dev.hallpass.policy.Risk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the risks that an entitlement takes, and checks their price.
final class RiskRules {

  private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{10,300}");
  private static final String ALL = Stream.of(Risk.values()).map(Risk::word).collect(joining(", "));

  private final Map<Risk, String> reasons = new EnumMap<>(Risk.class);
  private final Map<Risk, YamlNode> nodes = new EnumMap<>(Risk.class);

  /// @param list the risks of the entitlement, if it takes any
  RiskRules(Optional<YamlNode> list) {
    list.ifPresent(risks -> risks.items().forEach(this::read));
  }

  private void read(YamlNode node) {
    YamlFields fields = node.fields("risk", "because");
    YamlNode word = fields.get("risk");
    Risk risk = Risk.of(word.text()).orElseThrow(() -> word.refused("must be one of " + ALL));
    String because =
        fields
            .get("because")
            .text(
                REASON,
                "must be a reason of 10 to 300 characters, because approvers read it; say why this risk is taken");
    if (reasons.put(risk, because) != null) {
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
    roles.forEach((node, risk) -> {
      if (!reasons.containsKey(risk)) {
        throw node.refused(
            "what this role may do is not limited by the grant; take the risk: add {risk: %s, because: \"...\"} to the list risks"
                .formatted(risk.word()));
      }
      unused.remove(risk);
    });
    for (StatementNode statement : policy) {
      for (YamlNode action : statement.actions()) {
        for (Reach reach : reference.reaches(action.text())) {
          unused.remove(requireTaken(action, reach));
        }
      }
    }
    unused.forEach((risk, node) -> {
      throw node.refused(
          "no action of the policy has the risk %s; leave it out".formatted(risk.word()));
    });
  }

  private Risk requireTaken(YamlNode action, Reach reach) {
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
    return risk;
  }

  /// Checks that the access is not in the hub, and that each yes is signed.
  ///
  /// @param isInHub whether the access opens in the account of Hallpass
  void checkPrice(boolean isInHub, YamlNode approval, List<ApprovalRule> rules) {
    if (reasons.isEmpty()) {
      return;
    }
    YamlNode first = nodes.values().iterator().next();
    if (isInHub) {
      throw first.refused(
          "a risk cannot be taken in the hub, where Hallpass itself runs; name another account with the field account");
    }
    for (ApprovalRule rule : rules) {
      if (!(rule.plan() instanceof ApprovalPlan.ByPeople people) || !people.signed()) {
        throw approval.refused(
            "an entitlement that takes a risk needs a signed yes for each request, and the rule %s asks for none; write signed: true and levels into each rule"
                .formatted(rule.plan().rule()));
      }
    }
  }
}
