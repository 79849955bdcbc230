package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.parameter.Network;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.parameter.ValueForm;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The check that AWS can match a statement, with every value of its parameters.
record ValidationRules(AwsReference reference, Renderings renderings) {

  private static final String ACTION = "Action";
  private static final String RESOURCE = "Resource";
  private static final String CONDITION = "Condition";
  private static final String WORD = "x";

  // In a condition, a typed value may also be of one of these kinds, if its grammar allows it.
  private static final List<String> OTHERS =
      List.of(
          "1",
          "true",
          "192.0.2.1",
          "192.0.2.0/24",
          "2001:db8::1",
          "arn:aws:iam::111122223333:role/x");

  // What a grammar that is wider than the kind of a condition allows.
  private static final List<String> STRANGE = List.of("x", "X", "-", "_", "1x", "a:b");

  /// Checks a statement. A typed value is good if one of the samples is, and none of the values
  /// that its grammar allows is of another kind than the condition compares.
  void check(StatementNode statement) {
    Mistakes mistakes = new Mistakes();
    if (statement.effect() == Effect.ALLOW
        && statement.resources().stream().anyMatch(one -> one.text().equals(ResourceRules.EVERY))) {
      boolean isLimited =
          statement.conditions().stream().anyMatch(StatementNode.ConditionNode::namesResources);
      mistakes.check(() ->
          Mistakes.checkEach(
              statement.actions(), action -> checkOnEveryResource(action, isLimited)));
    }
    mistakes.check(() -> checkParts(statement));
    mistakes.refuse();
  }

  private void checkParts(StatementNode statement) {
    List<Part> parts = parts(statement).toList();
    Map<Part, String> unmeetable = unmeetable(statement, parts);
    Map<Part, String> wrong = wrong(parts, one -> like(WORD, one));
    for (String sample : OTHERS) {
      if (!wrong.isEmpty()) {
        wrong.keySet().retainAll(wrong(parts, one -> like(sample, one)).keySet());
      }
    }
    addUnfit(parts, wrong);
    // What is wrong with resources and conditions may follow from a wrong action.
    if (wrong.keySet().stream().anyMatch(Part::isAction)) {
      wrong.keySet().removeIf(part -> !part.isAction());
    }
    wrong.putAll(unmeetable);
    Mistakes.checkEach(
        wrong.entrySet(),
        one -> {
          throw one.getKey().refused(one.getValue());
        });
  }

  private Map<Part, String> unmeetable(StatementNode statement, List<Part> parts) {
    Map<List<String>, String> objections = reference.objections(statement.statement().conditions());
    Map<Part, String> unmeetable = new LinkedHashMap<>();
    parts.forEach(part ->
        Optional.ofNullable(objections.get(part.path))
            .or(part::objectionToNetwork)
            .ifPresent(objection -> unmeetable.put(part, objection)));
    return unmeetable;
  }

  /// Adds the values of conditions that some value of a parameter does not fit.
  private void addUnfit(List<Part> parts, Map<Part, String> wrong) {
    for (String strange : STRANGE) {
      wrong(parts, one -> like(strange, one))
          .forEach((part, reason) -> {
            if (part.isFilledValue()) {
              wrong.putIfAbsent(
                  part,
                  "%s And a value of its parameter need not be one; take a grammar or a pattern of such values alone, or list them by values."
                      .formatted(reason));
            }
          });
    }
  }

  private void checkOnEveryResource(YamlNode action, boolean isLimited) {
    reference
        .objectionToEveryResource(action.text(), isLimited)
        .ifPresent(objection -> {
          throw action.refused(objection);
        });
  }

  /// The mistakes in the order of the file, with a sample for each typed value in conditions.
  private Map<Part, String> wrong(List<Part> parts, Function<Parameter.Typed, String> samples) {
    Map<Part, List<String>> paths = new LinkedHashMap<>();
    parts.forEach(part -> paths.put(part, filled(part.path, samples)));
    Map<List<String>, String> findings =
        reference.findings(
            texts(paths.values(), ACTION),
            texts(paths.values(), RESOURCE),
            conditions(paths.values()));
    Map<Part, String> wrong = new LinkedHashMap<>();
    paths.forEach((part, path) -> {
      @Nullable String reason = findings.get(path);
      if (reason != null) {
        wrong.put(part, reason);
      }
    });
    return wrong;
  }

  private List<String> filled(List<String> path, Function<Parameter.Typed, String> samples) {
    return path.getFirst().equals(RESOURCE)
        ? path.stream().map(text -> renderings.filled(text, ValidationRules::widest)).toList()
        : path.stream().map(text -> renderings.filled(text, samples)).toList();
  }

  private static String widest(Parameter.Typed parameter) {
    ValueForm form = parameter.form();
    return form.allows("x/x") || form.allows("x:x") ? "*" : Renderings.place(parameter.name());
  }

  private static String like(String sample, Parameter.Typed parameter) {
    return parameter.form().allows(sample) ? sample : parameter.form().example();
  }

  private static List<String> texts(Collection<List<String>> paths, String element) {
    return paths.stream()
        .filter(path -> path.getFirst().equals(element))
        .map(List::getLast)
        .toList();
  }

  private static Map<String, Map<String, List<String>>> conditions(Collection<List<String>> paths) {
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    paths.stream()
        .filter(path -> path.size() == 4)
        .forEach(path ->
            conditions
                .computeIfAbsent(path.get(1), _ -> new TreeMap<>())
                .computeIfAbsent(path.get(2), _ -> new ArrayList<>())
                .add(path.get(3)));
    return conditions;
  }

  /// All parts of a statement, once for each value of a choice.
  private Stream<Part> parts(StatementNode statement) {
    return Stream.of(
            statement.actions().stream().map(one -> new Part(one, List.of(ACTION, one.text()))),
            statement.resources().stream()
                .flatMap(one ->
                    renderings.of(one).stream()
                        .map(text -> new Part(one, List.of(RESOURCE, text)))),
            statement.conditions().stream().flatMap(this::parts))
        .flatMap(some -> some);
  }

  private Stream<Part> parts(StatementNode.ConditionNode condition) {
    String operator = condition.operator().text();
    String key = condition.key().text();
    return Stream.concat(
        Stream.of(
            new Part(condition.operator(), List.of(CONDITION, operator)),
            new Part(condition.key(), List.of(CONDITION, operator, key))),
        condition.values().stream()
            .flatMap(value ->
                renderings.of(value).stream()
                    .map(text -> new Part(value, List.of(CONDITION, operator, key, text)))));
  }

  /// A text of the file with its path in a policy document.
  private record Part(YamlNode node, List<String> path) {

    boolean isAction() {
      return path.getFirst().equals(ACTION);
    }

    /// Whether it is the value of a condition with a place for a typed value.
    boolean isFilledValue() {
      return path.size() == 4 && path.getLast().contains("{");
    }

    /// Why AWS would compare with another network than the one that is written.
    Optional<String> objectionToNetwork() {
      return Optional.of(path)
          .filter(_ -> path.size() == 4 && path.get(1).contains("IpAddress"))
          .flatMap(_ -> Network.parse(path.getLast()))
          .filter(network -> !network.isFromItsFirst())
          .map(network ->
              "Bits are set after the first %d, and AWS would take the whole network for it. Write %s, or the address alone."
                  .formatted(network.prefix(), network.fromItsFirst()));
    }

    CatalogRefused refused(String reason) {
      return node.refused(
          "%s: %s".formatted(String.join(" ", path.subList(1, path.size())), reason));
    }
  }
}
