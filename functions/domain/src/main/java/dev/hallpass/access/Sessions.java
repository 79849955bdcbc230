package dev.hallpass.access;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;

/// Opens sessions that a grant's policy limits.
public interface Sessions {

  /// Opens a session that can do what both the role and the policy allow.
  ///
  /// @throws NotOpened if AWS refuses it. AWS also refuses in the first seconds after a role or a
  ///   policy is made, because it does not see it everywhere yet.
  /// @throws dev.hallpass.port.OutcomeUnknown if AWS did not answer
  Credentials open(Order order);

  /// The session to open.
  ///
  /// @param life the life of the credentials, 15 minutes to 1 hour (source: STS, role chaining)
  record Order(
      GrantId grant,
      Person requester,
      RoleArn role,
      PolicyArn policy,
      SessionName name,
      Duration life) {}

  /// Thrown when AWS refused to open a session.
  final class NotOpened extends RuntimeException {

    public NotOpened(GrantId grant, Throwable cause) {
      super("AWS refused to open a session of " + grant, cause);
    }
  }
}
