package dev.hallpass.policy;

import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import java.time.Duration;
import java.util.Optional;

/// Where sessions under a grant's policy are opened.
public interface Sessions {

  /// Opens a session that can do what both the role and the policy allow.
  ///
  /// @return empty while AWS does not see the role or the policy yet, which takes some seconds
  ///   after it was made
  /// @throws dev.hallpass.workflow.OutcomeUnknown if AWS could not be reached or did not answer
  Optional<Credentials> open(Order order);

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
}
