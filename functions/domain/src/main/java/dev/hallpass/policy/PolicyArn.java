package dev.hallpass.policy;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import java.util.regex.Pattern;

/// The ARN of a session policy.
public record PolicyArn(String value) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:policy/hallpass/[a-z0-9-]{1,128}");

  /// @throws IllegalArgumentException if it is not the ARN of a policy under `/hallpass/`
  public PolicyArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the ARN of a session policy");
    }
  }

  /// The policy of a grant.
  ///
  /// @param partition `aws` or another of AWS's partitions
  public static PolicyArn of(String partition, AccountId account, GrantId grant) {
    return new PolicyArn("arn:%s:iam::%s:policy/hallpass/%s".formatted(partition, account, grant));
  }

  /// The policy of a grant in the account of a role.
  public static PolicyArn beside(RoleArn role, GrantId grant) {
    return of(role.partition(), role.account(), grant);
  }

  @Override
  public String toString() {
    return value;
  }
}
