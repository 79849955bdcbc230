package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.RoleArn;
import java.util.Map;

/// The roles with the ceilings of entitlements, one in each account of an entitlement.
///
/// @param partition the partition of Hallpass
/// @param hub the account of Hallpass
public record Roles(String partition, AccountId hub) {

  /// The role that opens access for these values.
  ///
  /// @param values without mistakes
  public RoleArn of(Entitlement entitlement, Map<String, String> values) {
    return RoleArn.of(partition, entitlement.accountFor(values, hub), entitlement.id());
  }
}
