package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The check that a request that leaves a parameter out opens less, and still something.
final class OptionalRules {

  private OptionalRules() {}

  /// @param narrow the statements of the policy
  /// @param whole those that deny, too
  static void check(
      List<StatementNode> narrow, List<StatementNode> whole, Map<String, Parameter> parameters) {
    if (narrow.isEmpty() || parameters.values().stream().noneMatch(Parameter::isOptional)) {
      return;
    }
    whole.stream()
        .flatMap(OptionalRules::narrowing)
        .forEach(text -> requireNoOptional(text, parameters));
    if (narrow.stream()
        .flatMap(statement -> statement.resources().stream())
        .noneMatch(resource -> optional(resource, parameters).isEmpty())) {
      throw narrow
          .getFirst()
          .sid()
          .refused(
              "opens nothing if each optional parameter is left out; name one resource without them, or make one of them needed");
    }
  }

  /// The texts without which a statement would open more.
  private static Stream<YamlNode> narrowing(StatementNode statement) {
    return statement.effect() == Effect.DENY
        ? statement.texts()
        : statement.conditions().stream().flatMap(condition -> condition.values().stream());
  }

  private static void requireNoOptional(YamlNode text, Map<String, Parameter> parameters) {
    optional(text, parameters).stream()
        .findFirst()
        .ifPresent(name -> {
          throw text.refused(
              "without {%s}, which is optional, it would open more; take optional out, or use the parameter in resources alone"
                  .formatted(name));
        });
  }

  private static List<String> optional(YamlNode text, Map<String, Parameter> parameters) {
    return text.as(PolicyTemplate::placesIn).stream()
        .flatMap(name -> Optional.ofNullable(parameters.get(name)).stream())
        .filter(Parameter::isOptional)
        .map(Parameter::name)
        .toList();
  }
}
