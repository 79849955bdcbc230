package dev.hallpass.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One statement of an IAM policy. It cannot hold a `Principal`.
///
/// @param scope what the lists of actions and resources stand for
/// @param conditions values by operator and condition key
public record Statement(
    String sid,
    Effect effect,
    Scope scope,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  /// The effect of a statement on the requests that it matches.
  public enum Effect {
    ALLOW,
    DENY
  }

  /// What the lists of a statement stand for.
  public enum Scope {
    /// The listed actions on the listed resources.
    LISTED,
    /// All actions but the listed ones, as `NotAction`.
    OTHER_ACTIONS,
    /// The listed actions on all resources but the listed ones, as `NotResource`.
    OTHER_RESOURCES,
    /// All actions but the listed ones, on all resources but the listed ones.
    OTHERS;

    /// The scope by what its lists stand for.
    public static Scope of(boolean isOfOtherActions, boolean isOfOtherResources) {
      return isOfOtherActions
          ? (isOfOtherResources ? OTHERS : OTHER_ACTIONS)
          : (isOfOtherResources ? OTHER_RESOURCES : LISTED);
    }

    /// Whether the listed actions are those that it is not about.
    public boolean isOfOtherActions() {
      return this == OTHER_ACTIONS || this == OTHERS;
    }

    /// Whether the listed resources are those that it is not about.
    public boolean isOfOtherResources() {
      return this == OTHER_RESOURCES || this == OTHERS;
    }
  }

  /// @throws IllegalArgumentException if the statement names no action or no resource
  public Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = copyOf(conditions);
    if (actions.isEmpty() || resources.isEmpty()) {
      throw new IllegalArgumentException(
          "a statement needs at least one action and one resource; add what is missing");
    }
  }

  /// A statement about the listed actions on the listed resources.
  ///
  /// @throws IllegalArgumentException if the statement names no action or no resource
  public Statement(
      String sid,
      Effect effect,
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions) {
    this(sid, effect, Scope.LISTED, actions, resources, conditions);
  }

  /// Whether it allows.
  public boolean allows() {
    return effect == Effect.ALLOW;
  }

  /// Whether it denies an action on every resource, so that nothing can open it.
  boolean deniesEverywhere(String action) {
    return !allows()
        && scope == Scope.LISTED
        && conditions.isEmpty()
        && resources.stream().anyMatch(resource -> Glob.covers(resource, "*"))
        && covers(action);
  }

  /// Whether the listed actions have one among them.
  boolean covers(String action) {
    return actions.stream().anyMatch(pattern -> Glob.coversIgnoringCase(pattern, action));
  }

  /// The same statement with every text rewritten, also those of conditions.
  Statement rewritten(UnaryOperator<String> rewrite) {
    return expanded(text -> List.of(rewrite.apply(text))).orElseThrow();
  }

  /// The same statement with each text replaced by others; empty if no resource is left.
  Optional<Statement> expanded(Function<String, List<String>> texts) {
    List<String> expanded = resources.stream().flatMap(text -> texts.apply(text).stream()).toList();
    if (expanded.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Map<String, List<String>>> all = new TreeMap<>();
    conditions.forEach((operator, keys) -> {
      Map<String, List<String>> values = new TreeMap<>();
      keys.forEach((key, some) ->
          values.put(key, some.stream().flatMap(text -> texts.apply(text).stream()).toList()));
      all.put(operator, values);
    });
    return Optional.of(new Statement(sid, effect, scope, actions, expanded, all));
  }

  /// The same statement on other resources.
  Statement on(List<String> others) {
    return new Statement(sid, effect, scope, actions, others, conditions);
  }

  /// The same statement without the conditions that have such a value.
  Statement without(Predicate<String> value) {
    Map<String, Map<String, List<String>>> rest = new TreeMap<>();
    conditions.forEach((operator, keys) ->
        keys.forEach((key, values) -> {
          if (values.stream().noneMatch(value)) {
            rest.computeIfAbsent(operator, _ -> new TreeMap<>()).put(key, values);
          }
        }));
    return new Statement(sid, effect, scope, actions, resources, rest);
  }

  /// The same statement with one more condition.
  Statement when(String operator, String key, String value) {
    Map<String, Map<String, List<String>>> more = new TreeMap<>(conditions);
    Map<String, List<String>> keys = new TreeMap<>(more.getOrDefault(operator, Map.of()));
    keys.put(key, List.of(value));
    more.put(operator, keys);
    return new Statement(sid, effect, scope, actions, resources, more);
  }

  /// Every text that can hold a parameter: resources and the values of conditions.
  Stream<String> texts() {
    List<String> texts = new ArrayList<>(resources);
    conditions.values().forEach(keys -> keys.values().forEach(texts::addAll));
    return texts.stream();
  }

  private static Map<String, Map<String, List<String>>> copyOf(
      Map<String, Map<String, List<String>>> conditions) {
    Map<String, Map<String, List<String>>> copy = new TreeMap<>();
    conditions.forEach((operator, keys) -> {
      Map<String, List<String>> values = new TreeMap<>();
      keys.forEach((key, texts) -> values.put(key, List.copyOf(texts)));
      copy.put(operator, Collections.unmodifiableMap(values));
    });
    return Collections.unmodifiableMap(copy);
  }
}
