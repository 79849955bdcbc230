package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Statement.Effect;
import java.util.Optional;

/// The check that a ceiling that a file writes down is the one that follows from the policy.
public final class CeilingRules {

  private CeilingRules() {}

  /// Refuses a written ceiling that is not the derived one.
  ///
  /// @param derived the ceiling that follows from the policy and the parameters
  public static void check(YamlNode node, Ceiling derived) {
    Ceiling written =
        new Ceiling(
            StatementNode.read(Optional.of(node), Effect.ALLOW).stream()
                .map(StatementNode::statement)
                .toList());
    Mistakes.all(
        () -> requireNoMore(node, written, derived), () -> requireNoLess(node, written, derived));
  }

  private static void requireNoMore(YamlNode node, Ceiling written, Ceiling derived) {
    derived
        .firstMissing(written)
        .ifPresent(more -> {
          throw node.refused(
              "the policy can never open %s as the ceiling says; take it out, or leave the ceiling out, because it follows from the policy"
                  .formatted(more));
        });
  }

  private static void requireNoLess(YamlNode node, Ceiling written, Ceiling derived) {
    written
        .firstMissing(derived)
        .ifPresent(less -> {
          throw node.refused(
              "the policy can open %s, and the ceiling does not say so; narrow the policy, or leave the ceiling out, because it follows from the policy"
                  .formatted(less));
        });
  }
}
