package dev.hallpass.policy;

import java.util.List;
import java.util.Optional;

/// The permissions of an entitlement's role: as wide as its template can get.
public record Ceiling(List<Statement> statements) {

  public Ceiling {
    statements = List.copyOf(statements);
  }

  /// The first permission of a policy outside this ceiling, as `action on resource`; empty if the
  /// policy lies inside.
  public Optional<String> firstOutside(Policy policy) {
    return policy.statements().stream()
        .flatMap(statement ->
            statement.actions().stream()
                .flatMap(action ->
                    statement.resources().stream()
                        .filter(resource -> !covers(action, resource))
                        .map(resource -> action + " on " + resource)))
        .findFirst();
  }

  private boolean covers(String action, String resource) {
    return statements.stream()
        .anyMatch(statement ->
            statement.actions().stream().anyMatch(wide -> Glob.coversIgnoringCase(wide, action))
                && statement.resources().stream().anyMatch(wide -> Glob.covers(wide, resource)));
  }
}
