package dev.hallpass.compiler.policy;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import java.util.List;

/// What an entitlement must have in return for what can do more than its words say.
///
/// @param node where that stands
/// @param what it is, such as `a risk`
record Price(YamlNode node, String what) {

  /// Checks that the access is not in the hub.
  void requireElsewhere(Accounts accounts) {
    if (accounts.areHub()) {
      throw node.refused(
          "%s cannot be taken in the hub, where Hallpass itself runs; name another account with the field account"
              .formatted(what));
    }
  }

  /// Checks that people decide each request.
  void requirePeople(YamlNode approval, List<ApprovalRule> rules) {
    Mistakes.checkEach(
        rules,
        rule -> {
          if (rule.plan().levels().isEmpty()) {
            throw approval.refused(
                "an entitlement that takes %s needs a yes for each request, and the rule %s asks nobody; write levels into each rule"
                    .formatted(what, rule.plan().rule()));
          }
        });
  }

  /// Checks that each yes is signed.
  void requireSigned(YamlNode approval, List<ApprovalRule> rules) {
    Mistakes.checkEach(
        rules,
        rule -> {
          if (!(rule.plan() instanceof ApprovalPlan.ByPeople people) || !people.signed()) {
            throw approval.refused(
                "an entitlement that takes %s needs a signed yes for each request, and the rule %s asks for none; write signed: true and levels into each rule"
                    .formatted(what, rule.plan().rule()));
          }
        });
  }

  /// Checks that two people say yes to each request. Nobody says yes at two levels.
  ///
  /// @param because why one person is not enough
  void requireTwo(YamlNode approval, List<ApprovalRule> rules, String because) {
    Mistakes.checkEach(
        rules,
        rule -> {
          if (rule.plan().levels().stream().mapToInt(level -> level.quorum()).sum() < 2) {
            throw approval.refused(
                "%s, so two people say yes to each request, and the rule %s asks one; write quorum: 2 or a second level into each rule"
                    .formatted(because, rule.plan().rule()));
          }
        });
  }
}
