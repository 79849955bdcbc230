package dev.hallpass.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The permissions of an entitlement's role: as wide as its template can get.
public record Ceiling(List<Statement> statements) {

  public Ceiling {
    statements = List.copyOf(statements);
  }

  /// The permissions boundary: the ceiling, and a denial of all the rest.
  ///
  /// @throws IllegalArgumentException if the rest cannot be denied, because of two statements or a
  ///   condition
  public Policy boundary() {
    List<Statement> boundary = new ArrayList<>(statements);
    boundary.addAll(Fence.exact(statements));
    return new Policy(boundary);
  }

  /// The first permission of a policy outside this ceiling, as `action on resource`; empty if the
  /// policy lies inside.
  public Optional<String> firstOutside(Policy policy) {
    return policy.statements().stream()
        .filter(Statement::allows)
        .flatMap(statement ->
            statement.actions().stream()
                .flatMap(action ->
                    statement.resources().stream()
                        .filter(resource -> !covers(action, resource))
                        .map(resource -> action + " on " + resource)))
        .findFirst();
  }

  /// The first permission of another ceiling that this one does not have under the same conditions,
  /// as `action on resource`; empty if it has all of them.
  public Optional<String> firstMissing(Ceiling other) {
    return other.statements().stream()
        .filter(Statement::allows)
        .flatMap(statement ->
            new Ceiling(
                    statements.stream()
                        .filter(mine -> mine.conditions().equals(statement.conditions()))
                        .toList())
                .firstOutside(new Policy(List.of(statement))).stream())
        .findFirst();
  }

  private boolean covers(String action, String resource) {
    return statements.stream()
        .filter(Statement::allows)
        .anyMatch(statement ->
            statement.actions().stream().anyMatch(wide -> Glob.coversIgnoringCase(wide, action))
                && statement.resources().stream().anyMatch(wide -> Glob.covers(wide, resource)));
  }
}
