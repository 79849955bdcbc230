package dev.hallpass.policy;

import static dev.hallpass.policy.Statement.Effect.DENY;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hallpass.policy.Statement.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The statements that deny all that a policy does not allow, and what belongs to Hallpass.
///
/// A policy of a session, a role or a boundary that only allows is no limit to what a resource's
/// own policy grants to the session. Only an explicit Deny is (source: IAM's evaluation logic).
final class Fence {

  private static final String ANY = "*";

  private final List<Statement> allowed;
  private final List<Statement> fence = new ArrayList<>();

  private Fence(List<Statement> statements) {
    this.allowed = statements.stream().filter(Statement::allows).toList();
  }

  /// The fence around statements that allow. If none denies exactly the rest, it denies all; no
  /// such policy is in the catalogue.
  ///
  /// @param own the parts of Hallpass that are denied by name
  static List<Statement> around(List<Statement> allowed, List<String> own) {
    try {
      return exact(allowed, own);
    } catch (IllegalArgumentException inexact) {
      return List.of(
          new Statement(Policy.OWN_SID + "AtAll", DENY, List.of(ANY), List.of(ANY), Map.of()));
    }
  }

  /// The fence beside managed policies. What they allow is not said here, so no denial of the rest
  /// could let it through. Denied by name are all parts of Hallpass, and the policies of the
  /// account that the session has, because who changes them would widen the session.
  static List<Statement> beside(List<ManagedPolicy> managed) {
    Fence fence = new Fence(List.of());
    fence.deny(
        Stream.concat(
                managed.stream().flatMap(one -> Own.all(one.arn().partition()).stream()),
                managed.stream()
                    .map(ManagedPolicy::arn)
                    .filter(arn -> arn.account().isPresent())
                    .map(ManagedPolicyArn::value))
            .distinct()
            .sorted()
            .toList());
    return List.copyOf(fence.fence);
  }

  /// The fence that denies exactly the rest.
  ///
  /// @throws IllegalArgumentException if there is none, because of two statements or a condition
  static List<Statement> exact(List<Statement> allowed) {
    return exact(allowed, Own.within(allowed));
  }

  private static List<Statement> exact(List<Statement> allowed, List<String> own) {
    Fence fence = new Fence(allowed);
    fence.deny(own);
    fence.build();
    return List.copyOf(fence.fence);
  }

  private void deny(List<String> own) {
    if (!own.isEmpty()) {
      fence.add(new Statement(Policy.OWN_SID + "OfHallpass", DENY, List.of(ANY), own, Map.of()));
    }
  }

  private void build() {
    List<String> all = actions().toList();
    fence.add(
        new Statement(
            Policy.OWN_SID + "Else", DENY, Scope.OTHER_ACTIONS, all, List.of(ANY), Map.of()));
    Map<List<Statement>, List<String>> groups = groups(all);
    groups.forEach((statements, actions) -> {
      requireApart(statements, actions.getFirst());
      List<Acts> acts = groups.size() == 1 ? List.of(Acts.ALL) : Acts.of(actions, all);
      acts.forEach(some -> around(statements, some));
    });
  }

  /// Some of the actions, as a denial lists them.
  ///
  /// @param areOthers whether the listed ones are those that it spares
  private record Acts(List<String> listed, boolean areOthers) {

    /// What no statement allows is denied already.
    static final Acts ALL = new Acts(List.of(ANY), false);

    /// Actions that are wider than others, of other statements, are denied without those.
    static List<Acts> of(List<String> some, List<String> all) {
      List<String> wide =
          some.stream()
              .filter(action ->
                  all.stream()
                      .filter(other -> !some.contains(other))
                      .anyMatch(other -> Glob.coversIgnoringCase(action, other)))
              .toList();
      List<String> rest = minus(all, wide);
      wide.forEach(action ->
          rest.stream()
              .filter(other -> Glob.coversIgnoringCase(other, action))
              .findFirst()
              .ifPresent(wider -> {
                throw inexact(action, wider);
              }));
      return Stream.of(new Acts(minus(some, wide), false), new Acts(rest, true))
          .filter(acts -> acts.areOthers() ? !wide.isEmpty() : !acts.listed().isEmpty())
          .toList();
    }

    private static List<String> minus(List<String> all, List<String> some) {
      return all.stream().filter(action -> !some.contains(action)).toList();
    }
  }

  private static IllegalArgumentException inexact(String action, String other) {
    return new IllegalArgumentException(
        "%s and %s of another statement are partly the same actions, so neither can be kept to its resources; write both in one statement, or name single actions"
            .formatted(action, other));
  }

  private Stream<String> actions() {
    Set<String> seen = new LinkedHashSet<>();
    return allowed.stream()
        .flatMap(statement -> statement.actions().stream())
        .filter(action -> seen.add(action.toLowerCase(Locale.ROOT)));
  }

  /// The actions by the statements that allow them.
  private Map<List<Statement>, List<String>> groups(List<String> actions) {
    Map<List<Statement>, List<String>> groups = new LinkedHashMap<>();
    for (String action : actions) {
      groups.computeIfAbsent(allowing(action), _ -> new ArrayList<>()).add(action);
    }
    return groups;
  }

  private List<Statement> allowing(String action) {
    List<Statement> allowing = new ArrayList<>();
    for (Statement statement : allowed) {
      if (statement.actions().stream().anyMatch(wide -> Glob.coversIgnoringCase(wide, action))) {
        allowing.add(statement);
      } else {
        statement.actions().stream()
            .filter(other -> Glob.overlapIgnoringCase(other, action))
            .filter(other -> !Glob.coversIgnoringCase(action, other))
            .findFirst()
            .ifPresent(other -> {
              throw inexact(action, other);
            });
      }
    }
    List<Statement> naming = allowing.stream().filter(one -> isNamed(action, one)).toList();
    // What is allowed everywhere under its own name is not kept to the places of a wider one.
    return naming.stream().allMatch(Fence::isEverywhere) ? naming : allowing;
  }

  private static boolean isNamed(String action, Statement statement) {
    return statement.actions().stream().anyMatch(action::equalsIgnoreCase);
  }

  private static boolean isEverywhere(Statement statement) {
    return statement.resources().contains(ANY) && statement.conditions().isEmpty();
  }

  private void around(List<Statement> statements, Acts acts) {
    List<String> resources = resourcesOf(statements);
    if (!resources.contains(ANY)) {
      fence.add(
          new Statement(
              numbered("Elsewhere"),
              DENY,
              Scope.of(acts.areOthers(), true),
              acts.listed(),
              resources,
              Map.of()));
    }
    alike(statements).forEach(some -> denyUnlessMet(some, acts));
  }

  /// Denies what the conditions shut out that some statements share.
  private void denyUnlessMet(List<Statement> alike, Acts acts) {
    List<String> resources = resourcesOf(alike);
    alike
        .getFirst()
        .conditions()
        .forEach((operator, keys) ->
            keys.forEach((key, values) ->
                fence.add(
                    new Statement(
                        numbered("Unless"),
                        DENY,
                        Scope.of(acts.areOthers(), false),
                        acts.listed(),
                        resources,
                        Negation.of(operator, key, values)))));
  }

  private static List<String> resourcesOf(List<Statement> statements) {
    return statements.stream().flatMap(each -> each.resources().stream()).distinct().toList();
  }

  /// The statements by their conditions.
  private static List<List<Statement>> alike(List<Statement> statements) {
    return List.copyOf(
        statements.stream()
            .collect(groupingBy(Statement::conditions, LinkedHashMap::new, toList()))
            .values());
  }

  private static void requireApart(List<Statement> statements, String action) {
    List<List<String>> groups = alike(statements).stream().map(Fence::resourcesOf).toList();
    for (int next = 1; next < groups.size(); next++) {
      for (List<String> before : groups.subList(0, next)) {
        requireApart(before, groups.get(next), action);
      }
    }
  }

  private static void requireApart(List<String> some, List<String> others, String action) {
    Optional<String> shared =
        some.stream()
            .filter(one -> others.stream().anyMatch(other -> Glob.overlap(one, other)))
            .findFirst();
    if (shared.isPresent()) {
      throw new IllegalArgumentException(
          "two statements allow %s on %s under different conditions, so neither condition can be kept; write one statement, or other resources"
              .formatted(action, shared.get()));
    }
  }

  private String numbered(String word) {
    return Policy.OWN_SID + word + fence.size();
  }
}
