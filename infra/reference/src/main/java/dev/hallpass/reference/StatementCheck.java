package dev.hallpass.reference;

import dev.hallpass.reference.ConditionOperator.Family;
import dev.hallpass.reference.Finding.Place.AtAction;
import dev.hallpass.reference.Finding.Place.AtKey;
import dev.hallpass.reference.Finding.Place.AtOperator;
import dev.hallpass.reference.Finding.Place.AtResource;
import dev.hallpass.reference.Finding.Place.AtValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the parts of a statement that AWS can never match: unknown actions, resources that no
/// action works on, condition keys that no action has, and operators and values of another type.
public final class StatementCheck {
  private static final int MOST_FORMS = 3;

  private final Reference reference;

  public StatementCheck(Reference reference) {
    this.reference = reference;
  }

  /// All mistakes in the order of the statement; empty if every part can match.
  public List<Finding> findings(StatementText statement) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Action>> actions =
        statement.actions().stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    pattern -> pattern, reference::matching, (one, _) -> one, LinkedHashMap::new));
    actions.forEach((pattern, found) -> {
      if (found.isEmpty()) {
        findings.add(unknown(pattern));
      }
    });
    // The list of a NotAction says nothing about the remaining actions.
    List<Action> known =
        statement.isInverted()
            ? List.of()
            : actions.values().stream().flatMap(Collection::stream).toList();
    if (!known.isEmpty() && !statement.resources().isEmpty()) {
      findings.addAll(resources(statement, actions, known));
    }
    statement
        .conditions()
        .forEach((operator, keys) ->
            keys.forEach((key, values) ->
                findings.addAll(condition(statement, actions, operator, key, values))));
    return List.copyOf(findings);
  }

  /// The same for a statement that allows, without types of this module: rule and remedy by the
  /// path of the mistake, the first of each path.
  ///
  /// @param resources the resources, also with `{name}` for a text without colons and slashes
  /// @param conditions values by operator and condition key
  public Map<List<String>, String> findings(
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions) {
    Map<List<String>, String> byPath = new LinkedHashMap<>();
    for (Finding finding : findings(new StatementText(actions, false, resources, conditions))) {
      byPath.putIfAbsent(
          finding.place().path(), "%s %s".formatted(finding.rule(), finding.remedy()));
    }
    return byPath;
  }

  private Finding unknown(String pattern) {
    int colon = pattern.indexOf(':');
    Optional<Service> service =
        colon < 0 ? Optional.empty() : reference.service(pattern.substring(0, colon));
    return new Finding(
        new AtAction(pattern),
        service.isEmpty()
            ? "AWS has no service whose actions begin so."
            : "AWS has no such action.",
        service
            .map(one ->
                nearest(pattern, one.all().stream().map(Action::name))
                    .map("Perhaps %s is meant."::formatted)
                    .orElse("Its actions are in the Service Authorization Reference."))
            .orElseGet(() ->
                nearest(pattern.replaceFirst(":.*", ""), reference.prefixes().stream())
                    .map("Perhaps the service %s is meant."::formatted)
                    .orElse("The prefixes are in the Service Authorization Reference.")));
  }

  private static Optional<String> nearest(String text, Stream<String> all) {
    return all.min(
        Comparator.<String>comparingInt(one -> distance(text, one)).thenComparing(one -> one));
  }

  /// The number of different letters.
  private static int distance(String one, String two) {
    String left = one.toLowerCase(Locale.ROOT);
    String right = two.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int at = 0; at <= right.length(); at++) {
      row[at] = at;
    }
    for (int mine = 1; mine <= left.length(); mine++) {
      int diagonal = row[0];
      row[0] = mine;
      for (int theirs = 1; theirs <= right.length(); theirs++) {
        int replaced = diagonal + (left.charAt(mine - 1) == right.charAt(theirs - 1) ? 0 : 1);
        diagonal = row[theirs];
        row[theirs] = Math.min(replaced, 1 + Math.min(row[theirs], row[theirs - 1]));
      }
    }
    return row[right.length()];
  }

  private List<Finding> resources(
      StatementText statement, Map<String, List<Action>> actions, List<Action> known) {
    List<Finding> findings = new ArrayList<>();
    actions.forEach((pattern, found) -> {
      if (!found.isEmpty()
          && found.stream()
              .noneMatch(
                  action -> statement.resources().stream().anyMatch(one -> worksOn(action, one)))) {
        findings.add(
            new Finding(
                new AtAction(pattern),
                "It works on no resource that is named.",
                "It takes %s.".formatted(forms(found))));
      }
    });
    for (String resource : statement.resources()) {
      if (known.stream().noneMatch(action -> worksOn(action, resource))) {
        findings.add(
            new Finding(
                new AtResource(resource),
                "No action that is named works on it.",
                "They take %s.".formatted(forms(known))));
      }
    }
    return findings;
  }

  private static String forms(List<Action> actions) {
    Set<String> forms = new LinkedHashSet<>();
    for (Action action : actions) {
      if (action.namesNoResource()) {
        forms.add("* alone");
      }
      action.uses().forEach(use -> forms.add(use.type().form().text()));
    }
    return forms.stream().limit(MOST_FORMS).collect(Collectors.joining(", or "))
        + (forms.size() > MOST_FORMS ? ", or others" : "");
  }

  /// Whether a resource of a policy can match one that the action works on.
  public boolean worksOn(Action action, String resource) {
    return resource.equals("*") || !uses(action, resource).isEmpty();
  }

  /// The types of resources of the action that a resource of a policy can match.
  private List<Action.Use> uses(Action action, String resource) {
    List<Action.Use> plain =
        action.uses().stream()
            .filter(
                use -> use.type().forms().stream().anyMatch(form -> form.admitsPlainly(resource)))
            .toList();
    return plain.isEmpty()
        ? action.uses().stream()
            .filter(use ->
                use.type().forms().stream()
                    .filter(form -> form.admits(resource))
                    .anyMatch(form -> !isRatherAnother(action, form, resource)))
            .toList()
        : plain;
  }

  /// A name may have slashes and colons, unless the text is then the ARN of another type.
  private boolean isRatherAnother(Action action, ArnForm form, String resource) {
    String prefix = action.name().substring(0, action.name().indexOf(':'));
    return reference.service(prefix).orElseThrow().types().values().stream()
        .flatMap(type -> type.forms().stream())
        .anyMatch(other -> other.fixed() > form.fixed() && other.admits(resource));
  }

  private List<Finding> condition(
      StatementText statement,
      Map<String, List<Action>> actions,
      String operatorName,
      String key,
      List<String> values) {
    Optional<ConditionOperator> operator = ConditionOperator.of(operatorName);
    if (operator.isEmpty()) {
      return List.of(
          new Finding(
              new AtOperator(operatorName),
              "IAM has no such operator.",
              "Write one such as StringEquals, with ForAnyValue: or ForAllValues: before it or"
                  + " IfExists after it."));
    }
    return statement.isInverted()
        ? keyOfAny(operatorName, operator.get(), key, values)
        : keyOfNamed(statement, actions, operatorName, operator.get(), key, values);
  }

  /// A condition beside a NotAction. The remaining actions are not checked, so the key must only be
  /// one of AWS's keys.
  private List<Finding> keyOfAny(
      String operatorName, ConditionOperator operator, String key, List<String> values) {
    return reference
        .key(key)
        .map(known -> fit(operatorName, operator, known, key, values))
        .orElseGet(() ->
            List.of(
                new Finding(
                    new AtKey(operatorName, key),
                    "AWS has no such condition key.",
                    "The keys are in the Service Authorization Reference.")));
  }

  private List<Finding> keyOfNamed(
      StatementText statement,
      Map<String, List<Action>> actions,
      String operatorName,
      ConditionOperator operator,
      String key,
      List<String> values) {
    List<ConditionKey> given = new ArrayList<>();
    List<Finding> without = new ArrayList<>();
    actions.forEach((pattern, found) -> {
      Optional<ConditionKey> one =
          found.stream()
              .flatMap(action -> given(action, statement.resources(), key).stream())
              .findFirst();
      one.ifPresent(given::add);
      if (one.isEmpty() && !found.isEmpty()) {
        without.add(notGiven(operatorName, key, pattern, found));
      }
    });
    if (given.isEmpty()) {
      return without;
    }
    List<Finding> findings = new ArrayList<>();
    // An operator that ignores a missing key is useless only if no action has the key.
    if (!operator.holdsWithoutKey(values)) {
      findings.addAll(without);
    }
    findings.addAll(fit(operatorName, operator, given.getFirst(), key, values));
    return findings;
  }

  private Finding notGiven(String operator, String key, String pattern, List<Action> found) {
    String prefix = key.replaceFirst(":.*", ":");
    List<String> all =
        Stream.concat(
                found.stream().flatMap(action -> action.allKeys().stream()),
                reference.globalKeys().stream())
            .map(ConditionKey::name)
            .toList();
    return new Finding(
        new AtKey(operator, key),
        "%s does not give this condition key.".formatted(pattern),
        nearest(key, all.stream().filter(name -> name.startsWith(prefix)))
            .or(() -> nearest(key, all.stream()))
            .map("The nearest that it gives is %s."::formatted)
            .orElseThrow());
  }

  /// The key of this name that an action has for some of these resources.
  private Optional<ConditionKey> given(Action action, List<String> resources, String key) {
    return Reference.named(action.keys(), key)
        .or(() ->
            action.uses().stream()
                .filter(use -> resources.isEmpty() || isAmong(use, action, resources))
                .flatMap(use -> Reference.named(use.keys(), key).stream())
                .findFirst())
        .or(() -> Reference.named(reference.globalKeys(), key));
  }

  private boolean isAmong(Action.Use use, Action action, List<String> resources) {
    return resources.stream()
        .anyMatch(resource -> resource.equals("*") || uses(action, resource).contains(use));
  }

  private static List<Finding> fit(
      String operatorName,
      ConditionOperator operator,
      ConditionKey key,
      String named,
      List<String> values) {
    Family family = operator.family();
    KeyType type = key.type();
    AtKey place = new AtKey(operatorName, named);
    if (family != Family.NULL && type.multivalued() != operator.isSet()) {
      return List.of(
          type.multivalued()
              ? new Finding(
                  place,
                  "The key has several values (%s), and an operator without a set never matches it."
                      .formatted(type),
                  "Write ForAnyValue:%s, or ForAllValues: where every value has to match."
                      .formatted(operatorName))
              : new Finding(
                  place,
                  "The key has one value (%s), and a set operator is for keys of several."
                      .formatted(type),
                  "Write %s.".formatted(operatorName.replaceFirst("^.*:", ""))));
    }
    if (!family.compares(type.kind())) {
      return List.of(
          new Finding(
              place,
              "The operator does not compare the key's type, %s.".formatted(type),
              "Write one such as %s.".formatted(Family.exampleFor(type.kind()))));
    }
    return values.stream()
        .filter(value -> !family.takes(value))
        .map(value ->
            new Finding(
                new AtValue(operatorName, named, value),
                "The operator compares %s.".formatted(family.words()),
                "Write one."))
        .toList();
  }
}
