package dev.hallpass.reference;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.reference.Finding.Place.AtKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The check of a catalogue's policies against the snapshot of AWS's reference.
public final class CatalogCheck implements AwsReference {

  private static final Set<AccessLevel> LISTING = Set.of(AccessLevel.LIST);
  private static final Set<AccessLevel> LOOKING = Set.of(AccessLevel.LIST, AccessLevel.READ);

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
  public List<Reach> reaches(String action) {
    return classes.of(action).entrySet().stream()
        .map(one ->
            new Reach(
                one.getKey().risk(),
                "%s, which %s".formatted(one.getValue().name(), one.getKey().effect())))
        .toList();
  }

  @Override
  public Optional<String> objectionToEveryResource(String action) {
    List<Action> all = reference.matching(action);
    boolean isPattern = action.contains("*") || action.contains("?");
    boolean needsEvery = all.stream().anyMatch(Action::namesNoResource);
    return all.stream()
        .filter(one -> !mayBeOnEvery(one, isPattern && needsEvery))
        .findFirst()
        .map(one -> objection(one, action));
  }

  /// A pattern that needs `*` for one action may list what others list too.
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
        ? "%s changes something, and * is every resource; leave it out".formatted(matched)
        : "%s works on resources that can be named, and * is every resource; write it in a statement of its own with ARNs such as %s"
            .formatted(matched, action.uses().getFirst().type().form().text());
  }
}
