package dev.hallpass.reference;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells the class of each action of the reference.
public final class ActionClasses {

  private static final Set<AccessLevel> LOOKING = Set.of(AccessLevel.LIST, AccessLevel.READ);
  private static final List<Rule> RULES = Stream.of(ActionClass.values()).map(Rule::of).toList();

  private final Reference reference;
  private final Map<String, Optional<ActionClass>> known = new ConcurrentHashMap<>();

  public ActionClasses(Reference reference) {
    this.reference = reference;
  }

  /// The class of an action; empty for an ordinary one.
  public Optional<ActionClass> of(Action action) {
    return known.computeIfAbsent(action.name(), _ -> classify(action));
  }

  /// The classes of the actions that a policy's pattern matches, each with the first such action.
  ///
  /// @param denied whether an action is denied all the same, by its name
  public Map<ActionClass, Action> of(String pattern, Predicate<String> denied) {
    Map<ActionClass, Action> classes = new EnumMap<>(ActionClass.class);
    for (Action action : reference.matching(pattern)) {
      of(action)
          .filter(_ -> !denied.test(action.name()))
          .ifPresent(one -> classes.putIfAbsent(one, action));
    }
    return classes;
  }

  private static Optional<ActionClass> classify(Action action) {
    return RULES.stream()
        .filter(rule -> rule.lists(action))
        .findFirst()
        .map(Rule::one)
        .or(() -> byLevel(action));
  }

  private static Optional<ActionClass> byLevel(Action action) {
    if (action.levels().contains(AccessLevel.PERMISSIONS_MANAGEMENT)) {
      return Optional.of(ActionClass.PERMISSIONS);
    }
    return action.levels().contains(AccessLevel.TAGGING)
        ? Optional.of(ActionClass.TAGGING)
        : Optional.empty();
  }

  /// What a class lists.
  ///
  /// @param actions the names of actions in lower case
  /// @param services the services whose actions are of it if they do more than look
  private record Rule(ActionClass one, List<Pattern> actions, Set<String> services) {

    static Rule of(ActionClass one) {
      return new Rule(
          one,
          one.actions().map(Rule::pattern).toList(),
          one.services().collect(Collectors.toUnmodifiableSet()));
    }

    boolean lists(Action action) {
      String name = action.name().toLowerCase(Locale.ROOT);
      return actions.stream().anyMatch(pattern -> pattern.matcher(name).matches())
          || (services.contains(name.substring(0, name.indexOf(':')))
              && !LOOKING.containsAll(action.levels()));
    }

    /// A pattern whose wildcards do not extend over the colon.
    private static Pattern pattern(String text) {
      return Pattern.compile(text.toLowerCase(Locale.ROOT).replace("*", "[^:]*"));
    }
  }
}
