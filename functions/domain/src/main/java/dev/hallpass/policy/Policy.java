package dev.hallpass.policy;

import static dev.hallpass.policy.Statement.Effect.DENY;

import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A rendered policy: the access of one grant, without places for parameters.
///
/// @param managed the managed policies beside its statements
public record Policy(List<Statement> statements, List<ManagedPolicy> managed) {

  /// The greatest length of a managed policy, in characters without white space (source: IAM
  /// quotas).
  public static final int MAX_LENGTH = 6144;

  /// How the sids of the statements begin that Hallpass adds, and no others.
  public static final String OWN_SID = "Nothing";

  /// The tag that names the grant, on its sessions and on its policy.
  public static final String GRANT_TAG = "hallpass:grant";

  /// The condition key with the grant of a session.
  public static final String SESSION_GRANT = "aws:PrincipalTag/" + GRANT_TAG;

  public Policy {
    statements = List.copyOf(statements);
    managed = List.copyOf(managed);
  }

  /// A policy of its statements alone.
  public Policy(List<Statement> statements) {
    this(statements, List.of());
  }

  /// The regions that its statements name, in order.
  public Set<String> regions() {
    Set<String> regions = new TreeSet<>();
    statements.stream()
        .flatMap(statement -> statement.resources().stream())
        .forEach(arn -> ShellRegions.in(arn).ifPresent(regions::add));
    return regions;
  }

  /// The document of a grant's own policy: these statements with a fence, the grant and an end.
  /// Every Allow ends at an instant, and a Deny forbids everything from then on, also what managed
  /// policies allow. Another Deny forbids everything to sessions of other grants, and to whom it is
  /// attached.
  ///
  /// The explicit Deny is needed, because a session policy without an Allow does not limit a
  /// resource policy that names the session (source: IAM's evaluation logic).
  ///
  /// @param expiresAt a literal in the policy, because date conditions take no policy variables
  public Policy ofGrant(GrantId grant, Instant expiresAt) {
    return ofGrant(grant, expiresAt, Own.within(statements));
  }

  Policy ofGrant(GrantId grant, Instant expiresAt, List<String> own) {
    return ending(
        expiresAt,
        Stream.concat(
                (managed.isEmpty() ? Fence.around(statements, own) : Fence.beside(managed))
                    .stream(),
                Stream.of(forOthers(grant)))
            .toList());
  }

  /// A missing tag is another one too (source: IAM, negated operators).
  private static Statement forOthers(GrantId grant) {
    return new Statement(OWN_SID + "ForOthers", DENY, List.of("*"), List.of("*"), Map.of())
        .when("StringNotEquals", SESSION_GRANT, grant.value());
  }

  /// This policy with an end alone, as release 1.0 made it.
  public Policy unfencedUntil(Instant expiresAt) {
    return ending(expiresAt, List.of());
  }

  private Policy ending(Instant expiresAt, List<Statement> fence) {
    List<Statement> whole = new ArrayList<>();
    for (Statement statement : statements) {
      whole.add(
          statement.allows()
              ? statement.when("DateLessThan", "aws:CurrentTime", expiresAt.toString())
              : statement);
    }
    whole.addAll(fence);
    whole.add(
        new Statement(OWN_SID + "AfterExpiry", DENY, List.of("*"), List.of("*"), Map.of())
            .when("DateGreaterThanEquals", "aws:CurrentTime", expiresAt.toString()));
    return new Policy(whole);
  }
}
