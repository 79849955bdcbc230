package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import java.time.Instant;
import java.util.Optional;

/// A caller of AWS: a principal with trusted credentials, or a session from here.
public record Caller(Principal principal, Optional<Session> session) {

  /// A caller whose credentials come from elsewhere, such as the session of a function's role.
  public static Caller of(Principal principal) {
    return new Caller(principal, Optional.empty());
  }

  /// The bearer of a session's credentials.
  public static Caller of(Session session) {
    return new Caller(session.principal(), Optional.of(session));
  }

  /// The condition keys of every request of the caller at a moment.
  public Context keysAt(Instant now) {
    return keys().with(Assumption.time(now));
  }

  /// Whether its credentials have expired.
  public boolean isExpired(Instant now) {
    return session.filter(begun -> !now.isBefore(begun.expires())).isPresent();
  }

  Context keys() {
    return session
        .map(Session::keys)
        .orElseGet(() ->
            Context.empty()
                .with("aws:PrincipalArn", principal.principalArn())
                .with("aws:PrincipalAccount", principal.account()));
  }

  /// The policies for everything that the caller does, in its account.
  public Policies policies(IamView view) {
    return session
        .map(begun -> PassedPolicies.of(begun, view))
        .orElseGet(() -> PassedPolicies.of(principal, view));
  }

  /// A role that assumes a role chains, and chained sessions last one hour at most. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining)
  boolean chains() {
    return principal instanceof Principal.RoleSession;
  }
}
