package dev.hallpass.compiler;

import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.ShellRegions;
import dev.hallpass.policy.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The check that an entitlement says what can go on when its access is over.
final class OutlivesRules {

  private OutlivesRules() {}

  /// @param said what the entitlement says, if it says something
  static void check(YamlNode policy, Optional<YamlNode> said, PolicyTemplate template) {
    List<String> actions =
        template.statements().stream()
            .filter(Statement::allows)
            .flatMap(statement -> statement.actions().stream())
            .toList();
    requireRegions(policy, template);
    Set<Outliving> known = Outliving.of(actions);
    Set<Outliving> named = EnumSet.noneOf(Outliving.class);
    said.ifPresent(node -> node.items().forEach(item -> named.add(read(item, known))));
    for (Outliving one : known) {
      if (!named.contains(one)) {
        throw said.orElse(policy)
            .refused(
                "%s begins a %s, which can go on when the access is over; add %s to the list outlives, so that its readers know"
                    .formatted(first(one, actions), noun(one), one.word()));
      }
    }
  }

  private static void requireRegions(YamlNode policy, PolicyTemplate template) {
    // The statements that the file writes come first.
    for (int i = 0; i < policy.items().size(); i++) {
      YamlNode statement = policy.items().get(i);
      ShellRegions.withoutRegion(template.statements().get(i))
          .ifPresent(arn -> {
            throw statement.refused(
                "opens shells on %s, which names no region, so Hallpass could not find them and end them; write one ARN for each region, and other actions into another statement"
                    .formatted(arn));
          });
    }
  }

  private static Outliving read(YamlNode item, Set<Outliving> known) {
    Outliving one =
        Stream.of(Outliving.values())
            .filter(each -> each.word().equals(item.text()))
            .findFirst()
            .orElseThrow(
                () -> item.refused("must be connection, session, shell, job or credentials"));
    if (!known.contains(one)) {
      throw item.refused("no action of the policy begins a %s; leave it out".formatted(noun(one)));
    }
    return one;
  }

  private static String first(Outliving one, List<String> actions) {
    return actions.stream()
        .filter(action -> one.isBegunBy(List.of(action)))
        .findFirst()
        .orElseThrow();
  }

  private static String noun(Outliving one) {
    return one == Outliving.CREDENTIALS ? "set of credentials" : one.word();
  }
}
