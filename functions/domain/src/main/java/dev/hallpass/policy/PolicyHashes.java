package dev.hallpass.policy;

import dev.hallpass.grant.Sha256;

/// How policies are hashed: people approve a hash, so it must come from one place.
@FunctionalInterface
public interface PolicyHashes {

  /// The SHA-256 of the policy's RFC 8785 form.
  Sha256 of(Policy policy);
}
