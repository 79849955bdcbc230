package dev.hallpass.compiler;

import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.ShellRegions;
import dev.hallpass.policy.Statement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The check that an entitlement says what can go on when its access is over.
final class OutlivesRules {

  private OutlivesRules() {}

  /// @param said what the entitlement says, if it says something
  /// @param risks the risks that it takes
  static void check(
      YamlNode policy, Optional<YamlNode> said, PolicyTemplate template, Collection<Risk> risks) {
    List<String> actions =
        template.statements().stream()
            .filter(Statement::allows)
            .flatMap(statement -> statement.actions().stream())
            .toList();
    Set<Outliving> known = EnumSet.noneOf(Outliving.class);
    known.addAll(Outliving.of(actions));
    if (risks.stream().anyMatch(Risk::stays)) {
      known.add(Outliving.CHANGE);
    }
    Mistakes.all(
        () -> requireRegions(policy, template), () -> requireWords(policy, said, actions, known));
  }

  private static void requireWords(
      YamlNode policy, Optional<YamlNode> said, List<String> actions, Set<Outliving> known) {
    Set<Outliving> named = EnumSet.noneOf(Outliving.class);
    // A word that is wrong may be meant for the one that is missing.
    said.ifPresent(list -> Mistakes.checkEach(list.items(), item -> named.add(read(item, known))));
    Mistakes.checkEach(
        known,
        one -> {
          if (!named.contains(one)) {
            throw said.orElse(policy)
                .refused(
                    "%s; add %s to the list outlives, so that its readers know"
                        .formatted(goesOn(one, actions), one.word()));
          }
        });
  }

  private static void requireRegions(YamlNode policy, PolicyTemplate template) {
    List<YamlNode> statements = policy.items();
    Mistakes mistakes = new Mistakes();
    // The statements that the file writes come first.
    for (int i = 0; i < statements.size(); i++) {
      YamlNode statement = statements.get(i);
      ShellRegions.withoutRegion(template.statements().get(i))
          .ifPresent(arn ->
              mistakes.check(() -> {
                throw statement.refused(
                    "opens shells on %s, which names no region, so Hallpass could not find them and end them; write one ARN for each region, and other actions into another statement"
                        .formatted(arn));
              }));
    }
    mistakes.refuse();
  }

  private static String goesOn(Outliving one, List<String> actions) {
    return one == Outliving.CHANGE
        ? "changes who can do what, and the change stays when the access is over"
        : "%s begins a %s, which can go on when the access is over"
            .formatted(first(one, actions), noun(one));
  }

  private static Outliving read(YamlNode item, Set<Outliving> known) {
    Outliving one =
        Stream.of(Outliving.values())
            .filter(each -> each.word().equals(item.text()))
            .findFirst()
            .orElseThrow();
    if (!known.contains(one)) {
      throw item.refused(
          one == Outliving.CHANGE
              ? "no risk of the entitlement changes who can do what; leave it out"
              : "no action of the policy begins a %s; leave it out".formatted(noun(one)));
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
