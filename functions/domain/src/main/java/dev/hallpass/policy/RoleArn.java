package dev.hallpass.policy;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import java.util.regex.Pattern;

/// The ARN of an entitlement's role.
public record RoleArn(String value) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/hallpass/[a-z0-9-]{1,64}");

  /// @throws IllegalArgumentException if it is not the ARN of a role under `/hallpass/`
  public RoleArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the ARN of an entitlement's role");
    }
  }

  /// The role of an entitlement.
  ///
  /// @param partition `aws` or another of AWS's partitions
  public static RoleArn of(String partition, AccountId account, EntitlementId entitlement) {
    return new RoleArn(
        "arn:%s:iam::%s:role/hallpass/%s".formatted(partition, account, entitlement));
  }

  /// Whether a text is the ARN of a role under `/hallpass/`.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The role's name in its account.
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /// The partition that the role is in.
  public String partition() {
    return value.split(":", -1)[1];
  }

  /// The account that the role is in.
  public AccountId account() {
    return new AccountId(value.split(":", -1)[4]);
  }

  @Override
  public String toString() {
    return value;
  }
}
