package dev.hallpass.reference;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.reference.Finding.Place.AtKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The check of a catalogue's policies against the snapshot of AWS's reference.
public final class CatalogCheck implements AwsReference {

  private static final Set<AccessLevel> LISTING = Set.of(AccessLevel.LIST);
  private static final Set<AccessLevel> LOOKING = Set.of(AccessLevel.LIST, AccessLevel.READ);

  // So many fit into a denial of them that an author copies from a refusal.
  private static final int MOST_NAMED = 20;

  private final Reference reference;
  private final StatementCheck statements;
  private final ActionClasses classes;

  public CatalogCheck(Reference reference) {
    this.reference = reference;
    this.statements = new StatementCheck(reference);
    this.classes = new ActionClasses(reference);
  }

  @Override
  public Map<List<String>, String> findings(
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions) {
    return statements.findings(actions, resources, conditions);
  }

  @Override
  public Map<List<String>, String> objections(Map<String, Map<String, List<String>>> conditions) {
    Map<List<String>, String> objections = new LinkedHashMap<>();
    conditions.forEach((operator, keys) ->
        keys.keySet()
            .forEach(key ->
                SessionKeys.objectionTo(key)
                    .ifPresent(
                        objection -> objections.put(new AtKey(operator, key).path(), objection))));
    Contradictions.in(conditions)
        .forEach(finding ->
            objections.putIfAbsent(
                finding.place().path(), "%s %s".formatted(finding.rule(), finding.remedy())));
    return objections;
  }

  @Override
  public List<Reach> reaches(String action, Predicate<String> denied) {
    return classes.of(action, denied).entrySet().stream()
        .map(one ->
            new Reach(
                one.getKey().risk(),
                "%s, which %s".formatted(one.getValue().name(), one.getKey().effect())))
        .toList();
  }

  @Override
  public List<Reach> reaches(Predicate<String> allowed) {
    Map<ActionClass, List<String>> found = new EnumMap<>(ActionClass.class);
    for (Action action : reference.matching("*")) {
      if (allowed.test(action.name())) {
        classes
            .of(action)
            .ifPresent(
                one -> found.computeIfAbsent(one, _ -> new ArrayList<>()).add(action.name()));
      }
    }
    return found.entrySet().stream()
        .map(one -> new Reach(one.getKey().risk(), effect(one.getValue(), one.getKey())))
        .toList();
  }

  @Override
  public Optional<String> firstChange(Predicate<String> allowed) {
    return reference.matching("*").stream()
        .filter(action -> !LOOKING.containsAll(action.levels()))
        .map(Action::name)
        .filter(allowed)
        .findFirst();
  }

  private static String effect(List<String> actions, ActionClass one) {
    int rest = actions.size() - MOST_NAMED;
    return "%s%s, %swhich %s"
        .formatted(
            String.join(", ", actions.subList(0, Math.min(actions.size(), MOST_NAMED))),
            rest > 0 ? " and %d more".formatted(rest) : "",
            actions.size() > 1 ? "each of " : "",
            one.effect());
  }

  @Override
  public Optional<String> objectionToEveryResource(String action, boolean isLimited) {
    List<Action> all = reference.matching(action);
    boolean isPattern = action.contains("*") || action.contains("?");
    boolean needsEvery = all.stream().anyMatch(Action::namesNoResource);
    return all.stream()
        .filter(one -> !mayBeOnEvery(one, isLimited || (isPattern && needsEvery)))
        .findFirst()
        .map(one -> objection(one, action));
  }

  /// A pattern that needs `*` for one action may list what others list too. So may an action whose
  /// condition names resources: ECS lists tasks on `*`, with the cluster as a condition.
  private static boolean mayBeOnEvery(Action action, boolean mayList) {
    return isMadeForEvery(action)
        ? LOOKING.containsAll(action.levels())
        : mayList && LISTING.containsAll(action.levels());
  }

  /// Whether no resource can be named, or one that AWS does not demand. Of several types, AWS
  /// demands one.
  private static boolean isMadeForEvery(Action action) {
    return action.namesNoResource()
        || (action.uses().size() == 1 && !action.uses().getFirst().isRequired());
  }

  private static String objection(Action action, String pattern) {
    String matched =
        pattern.equalsIgnoreCase(action.name())
            ? pattern
            : "%s is also %s, which".formatted(pattern, action.name());
    return action.namesNoResource()
        ? "%s changes something, and * is every resource; leave it out, or name a managed policy that has it under managedPolicies"
            .formatted(matched)
        : "%s works on resources that can be named, and * is every resource; write it in a statement of its own with ARNs such as %s"
            .formatted(matched, action.uses().getFirst().type().form().text());
  }
}
