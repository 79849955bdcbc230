package dev.hallpass.access;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.util.List;

/// Opens sessions that a grant's policy limits.
public interface Sessions {

  /// Opens a session that can do what the role allows and one of its policies, and no policy
  /// denies.
  ///
  /// @throws NotOpened if AWS refuses it. AWS also refuses in the first seconds after a role or a
  ///   policy is made, because it does not see it everywhere yet.
  /// @throws dev.hallpass.port.OutcomeUnknown if AWS did not answer
  Credentials open(Order order);

  /// The session to open.
  ///
  /// @param policy the grant's own policy, which also has the end
  /// @param managed the managed policies beside it
  /// @param life the life of the credentials, 15 minutes to 1 hour (source: STS, role chaining)
  record Order(
      GrantId grant,
      Person requester,
      RoleArn role,
      PolicyArn policy,
      List<ManagedPolicyArn> managed,
      SessionName name,
      Duration life) {

    public Order {
      managed = List.copyOf(managed);
    }
  }

  /// Thrown when AWS refused to open a session.
  final class NotOpened extends RuntimeException {

    public NotOpened(GrantId grant, Throwable cause) {
      super("AWS refused to open a session of " + grant, cause);
    }
  }
}
