package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import java.util.List;
import java.util.regex.Pattern;

/// An account other than the hub's in which grants open access.
///
/// @param name what people call it
/// @param groups the groups of accounts that it is in, such as production
/// @param externalId the external id with which Hallpass assumes the provisioner role there. It is
///   not a secret; it keeps others from using Hallpass to assume that role.
public record TargetAccount(AccountId id, String name, List<String> groups, String externalId) {

  private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");

  /// @throws IllegalArgumentException if STS does not take the external id (source: STS,
  ///   AssumeRole)
  public TargetAccount {
    groups = List.copyOf(groups);
    if (!EXTERNAL_ID.matcher(externalId).matches()) {
      throw new IllegalArgumentException(
          "must be 2 to 1224 letters, digits and `_ + = , . @ : / -`, such as hallpass-5f0c1c52");
    }
  }

  /// Whether a word stands for this account: its name, its number, or a group that it is in.
  public boolean isMeantBy(String word) {
    return name.equals(word) || id.value().equals(word) || groups.contains(word);
  }
}
