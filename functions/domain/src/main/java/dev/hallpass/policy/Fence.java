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
    groups.forEach((statements, actions) ->
        // All other actions are denied already, so one group needs no list of its own.
        around(statements, actions, groups.size() == 1 ? List.of(ANY) : actions));
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
            .findFirst()
            .ifPresent(other -> {
              throw new IllegalArgumentException(
                  "%s and %s of another statement are partly the same actions, so neither can be kept to its resources; write both in one statement, or name single actions"
                      .formatted(action, other));
            });
      }
    }
    return allowing;
  }

  private void around(List<Statement> statements, List<String> actions, List<String> elsewhere) {
    List<String> resources = resourcesOf(statements);
    if (!resources.contains(ANY)) {
      fence.add(
          new Statement(
              numbered("Elsewhere"), DENY, Scope.OTHER_RESOURCES, elsewhere, resources, Map.of()));
    }
    List<List<Statement>> alike =
        List.copyOf(
            statements.stream()
                .collect(groupingBy(Statement::conditions, LinkedHashMap::new, toList()))
                .values());
    requireApart(alike.stream().map(Fence::resourcesOf).toList(), actions);
    alike.forEach(some -> denyUnlessMet(some, actions));
  }

  /// Denies what the conditions shut out that some statements share.
  private void denyUnlessMet(List<Statement> alike, List<String> actions) {
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
                        actions,
                        resources,
                        Negation.of(operator, key, values)))));
  }

  private static List<String> resourcesOf(List<Statement> statements) {
    return statements.stream().flatMap(each -> each.resources().stream()).distinct().toList();
  }

  private static void requireApart(List<List<String>> groups, List<String> actions) {
    for (int next = 1; next < groups.size(); next++) {
      for (List<String> before : groups.subList(0, next)) {
        requireApart(before, groups.get(next), actions);
      }
    }
  }

  private static void requireApart(List<String> some, List<String> others, List<String> actions) {
    Optional<String> shared =
        some.stream()
            .filter(one -> others.stream().anyMatch(other -> Glob.overlap(one, other)))
            .findFirst();
    if (shared.isPresent()) {
      throw new IllegalArgumentException(
          "two statements allow %s on %s under different conditions, so neither condition can be kept; write one statement, or other resources"
              .formatted(actions.getFirst(), shared.get()));
    }
  }

  private String numbered(String word) {
    return Policy.OWN_SID + word + fence.size();
  }
}
