package dev.hallpass.policy;

import dev.hallpass.identity.AccountId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a managed policy that Hallpass did not make: AWS's own, or one of an account.
public record ManagedPolicyArn(String value) {

  private static final Pattern FORM =
      Pattern.compile(
          "arn:(aws[a-z-]*):iam::(aws|[0-9]{12}):policy/(?:[!-.0-~]+/)*([A-Za-z0-9+=,.@_-]{1,128})");

  /// @throws IllegalArgumentException if it is not the ARN of a managed policy, or is one of
  ///   Hallpass's own
  public ManagedPolicyArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "is not the ARN of a managed policy; write it as arn:aws:iam::aws:policy/NAME or arn:aws:iam::ACCOUNT:policy/NAME");
    }
    if (Own.around(value).isPresent()) {
      throw new IllegalArgumentException(
          "is a policy of Hallpass itself, and no grant may open that; name another policy");
    }
  }

  /// The policy's name, which is unique in its account, or among AWS's.
  public String name() {
    return parts().group(3);
  }

  /// The account that the policy is in; empty if it is AWS's own, which is the same in every
  /// account.
  public Optional<AccountId> account() {
    return Optional.of(parts().group(2)).filter(owner -> !owner.equals("aws")).map(AccountId::new);
  }

  /// The partition that the policy is in.
  public String partition() {
    return parts().group(1);
  }

  private Matcher parts() {
    Matcher parts = FORM.matcher(value);
    if (!parts.matches()) {
      throw new IllegalStateException("The form was checked before");
    }
    return parts;
  }

  @Override
  public String toString() {
    return value;
  }
}
