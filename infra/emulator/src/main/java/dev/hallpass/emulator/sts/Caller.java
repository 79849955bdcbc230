package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import java.util.Optional;

/// Whoever calls STS: a principal whose credentials are taken for granted, or a session begun here.
record Caller(Principal principal, Optional<Session> session) {
  Context keys() {
    return session
        .map(Session::keys)
        .orElseGet(() ->
            Context.empty()
                .with("aws:PrincipalArn", principal.principalArn())
                .with("aws:PrincipalAccount", principal.account()));
  }

  Policies policies(IamView view) {
    return session
        .map(begun -> SessionPolicies.of(begun, view))
        .orElseGet(() -> SessionPolicies.of(principal, view));
  }

  /// A role that assumes a role chains, and chained sessions last one hour at most. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining)
  boolean chains() {
    return principal instanceof Principal.RoleSession;
  }
}
