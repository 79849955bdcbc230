package dev.hallpass.policy;

import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.policy.Statement.Effect.DENY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A rendered policy: what one grant opens, with nothing left to fill in.
public record Policy(List<Statement> statements) {

  /// How long a managed policy may be, in characters without white space (source: IAM quotas).
  public static final int MAX_LENGTH = 6144;

  public Policy {
    statements = List.copyOf(statements);
  }

  /// This policy as it is made: every Allow ends at an instant, and from then on everything is
  /// denied.
  ///
  /// The explicit Deny is there because a resource policy that names the session is not limited by
  /// what a session policy merely does not allow (source: IAM's evaluation logic).
  ///
  /// @param expiresAt a literal, because date conditions take no policy variables
  public Policy until(Instant expiresAt) {
    List<Statement> dated = new ArrayList<>();
    for (Statement statement : statements) {
      dated.add(
          statement.effect() == ALLOW
              ? statement.when("DateLessThan", "aws:CurrentTime", expiresAt.toString())
              : statement);
    }
    dated.add(
        new Statement("NothingAfterExpiry", DENY, List.of("*"), List.of("*"), Map.of())
            .when("DateGreaterThanEquals", "aws:CurrentTime", expiresAt.toString()));
    return new Policy(dated);
  }
}
