package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import java.util.regex.Pattern;

/// An account other than the hub's in which grants open access.
///
/// @param externalId the external id with which Hallpass assumes the provisioner role there. It is
///   not a secret; it keeps others from using Hallpass to assume that role.
public record TargetAccount(AccountId id, String externalId) {

  private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");

  /// @throws IllegalArgumentException if STS does not take the external id (source: STS,
  ///   AssumeRole)
  public TargetAccount {
    if (!EXTERNAL_ID.matcher(externalId).matches()) {
      throw new IllegalArgumentException(
          "must be 2 to 1224 letters, digits and `_ + = , . @ : / -`, such as hallpass-5f0c1c52");
    }
  }
}
