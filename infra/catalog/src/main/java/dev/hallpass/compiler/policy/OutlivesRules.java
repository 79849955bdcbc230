package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.ShellRegions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The check that an entitlement says what can go on when its access is over.
final class OutlivesRules {

  private OutlivesRules() {}

  /// @param opened where it says what it opens
  /// @param policy its own statements, if it has any
  /// @param said what the entitlement says, if it says something
  /// @param risks the risks that it takes
  static void check(
      YamlNode opened,
      Optional<YamlNode> policy,
      Optional<YamlNode> said,
      PolicyTemplate template,
      Collection<Risk> risks) {
    Set<Outliving> known = EnumSet.noneOf(Outliving.class);
    known.addAll(Outliving.of(template.statements()));
    template.managed().forEach(managed -> known.addAll(managed.outlives()));
    if (risks.stream().anyMatch(Risk::stays)) {
      known.add(Outliving.CHANGE);
    }
    Mistakes.all(
        () -> policy.ifPresent(list -> requireRegions(list, template)),
        () -> requireWords(said.orElse(opened), said, known, one -> goesOn(one, template)));
  }

  private static void requireWords(
      YamlNode place,
      Optional<YamlNode> said,
      Set<Outliving> known,
      Function<Outliving, String> goesOn) {
    Set<Outliving> named = EnumSet.noneOf(Outliving.class);
    // A word that is wrong may be meant for the one that is missing.
    said.ifPresent(list -> Mistakes.checkEach(list.items(), item -> named.add(read(item, known))));
    Mistakes.checkEach(
        known,
        one -> {
          if (!named.contains(one)) {
            throw place.refused(
                "%s; add %s to the list outlives, so that its readers know"
                    .formatted(goesOn.apply(one), one.word()));
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

  private static String goesOn(Outliving one, PolicyTemplate template) {
    return one == Outliving.CHANGE
        ? "changes who can do what, and the change stays when the access is over"
        : "%s begins %s, which can go on when the access is over"
            .formatted(first(one, template), noun(one));
  }

  private static Outliving read(YamlNode item, Set<Outliving> known) {
    Outliving one = Outliving.named(item.text()).orElseThrow();
    if (!known.contains(one)) {
      throw item.refused(
          one == Outliving.CHANGE
              ? "no risk of the entitlement changes who can do what; leave it out"
              : "no action of the policy begins %s; leave it out".formatted(noun(one)));
    }
    return one;
  }

  private static String first(Outliving one, PolicyTemplate template) {
    return one.firstIn(template.statements())
        .or(() ->
            template.managed().stream()
                .filter(managed -> managed.outlives().contains(one))
                .map(managed -> managed.arn().name())
                .findFirst())
        .orElseThrow();
  }

  private static String noun(Outliving one) {
    return switch (one) {
      case CONNECTION, SESSION, SHELL, JOB, CHANGE -> "a " + one.word();
      case CREDENTIALS -> "a set of credentials";
      case IDENTITY -> "an identity";
    };
  }
}
