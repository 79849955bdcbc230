package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.iam.RoleView;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The policies for everything that a caller does, read again for each request.
public final class PassedPolicies {
  private PassedPolicies() {}

  /// The policies of a session. A deleted managed session policy allows nothing; AWS does not
  /// document this case.
  public static Policies of(Session session, IamView view) {
    Policies policies = ofRole(session.principal(), view);
    if (!session.isLimited()) {
      return policies;
    }
    List<NamedPolicy> limits =
        Stream.concat(
                session.inline().stream(),
                session.policyArns().stream().flatMap(arn -> view.policy(arn).stream()))
            .toList();
    return policies.limitedTo(limits);
  }

  /// The policies of a principal that is not a session from here; a user has none.
  static Policies of(Principal principal, IamView view) {
    return principal instanceof RoleSession session
        ? ofRole(session, view)
        : Policies.ofIdentity(List.of());
  }

  private static Policies ofRole(RoleSession session, IamView view) {
    Optional<RoleView> role = view.role(session.roleArn());
    Policies identity = Policies.ofIdentity(role.map(RoleView::identity).orElse(List.of()));
    return role.flatMap(RoleView::boundary).map(identity::boundedBy).orElse(identity);
  }
}
