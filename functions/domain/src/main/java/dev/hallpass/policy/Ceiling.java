package dev.hallpass.policy;

import static dev.hallpass.policy.Statement.Effect.ALLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The permissions of an entitlement's role: as wide as its template can get.
///
/// @param managed the managed policies that the role has beside the statements
public record Ceiling(List<Statement> statements, List<ManagedPolicy> managed) {

  public Ceiling {
    statements = List.copyOf(statements);
    managed = List.copyOf(managed);
  }

  /// A ceiling of statements alone.
  public Ceiling(List<Statement> statements) {
    this(statements, List.of());
  }

  /// The permissions boundary: the ceiling, and a denial of all the rest. Beside managed policies
  /// it denies only the parts of Hallpass, because one policy has no room for all that they allow.
  ///
  /// @throws IllegalArgumentException if the rest cannot be denied, because of two statements or a
  ///   condition
  public Policy boundary() {
    if (!managed.isEmpty()) {
      return new Policy(
          Stream.concat(
                  Stream.of(new Statement("All", ALLOW, List.of("*"), List.of("*"), Map.of())),
                  Fence.beside(managed).stream())
              .toList());
    }
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
