package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A permission set of IAM Identity Center whose user names stand for people. Identity Center
/// chooses the session names of these roles; callers of other roles choose them themselves.
///
/// @param permissionSet its name
/// @param domain the mail domain of its user names
public record TrustedIdentities(AccountId account, String permissionSet, String domain) {

  private static final Pattern CALLER =
      Pattern.compile(
          "arn:([a-z-]+):sts::([0-9]{12}):assumed-role/AWSReservedSSO_(.+)_[0-9a-f]{16}/([^/]+)");

  /// The address of the caller with this ARN; empty if the ARN is not one of these identities.
  ///
  /// @param partition the partition of Hallpass, because account numbers repeat in others
  /// @param userArn as API Gateway gives it (source: `requestContext.identity.userArn`), or STS
  public Optional<String> address(String partition, String userArn) {
    Matcher caller = CALLER.matcher(userArn);
    if (!caller.matches()
        || !caller.group(1).equals(partition)
        || !caller.group(2).equals(account.value())
        || !caller.group(3).equals(permissionSet)) {
      return Optional.empty();
    }
    String name = caller.group(4);
    return Optional.of(name).filter(_ -> name.toLowerCase(Locale.ROOT).endsWith("@" + domain));
  }
}
