package dev.hallpass.access;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;

/// Where sessions under a grant's policy are opened.
public interface Sessions {

  /// Opens a session that can do what both the role and the policy allow.
  ///
  /// @throws NotOpened if AWS refuses it, as it also does while it does not see the role or the
  ///   policy yet, which takes some seconds after it was made
  /// @throws dev.hallpass.port.OutcomeUnknown if AWS could not be reached or did not answer
  Credentials open(Order order);

  /// What is to be opened.
  ///
  /// @param life of the credentials, 15 minutes to 1 hour (source: STS, role chaining)
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
