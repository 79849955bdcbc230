package dev.hallpass.emulator.policy;

import java.util.Set;

/// The `Principal` element of a resource's policy.
///
/// @param aws ARNs, account ids and `*`
/// @param services such as `lambda.amazonaws.com`
record PrincipalElement(Set<String> aws, Set<String> services) {
  PrincipalElement {
    aws = Set.copyOf(aws);
    services = Set.copyOf(services);
  }

  /// The way in which a policy names a caller, which decides what else can limit the permission.
  enum Reach {
    /// The caller itself, or everyone: neither boundary nor session policy limits it in its
    /// account.
    CALLER,
    /// The role behind a session: boundary and session policy limit it.
    ROLE,
    /// The account: the account's own policies have to allow too.
    ACCOUNT,
    NONE
  }

  /// [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html)
  Reach reach(Principal principal) {
    if (principal instanceof Principal.Service service) {
      return aws.contains("*") || services.contains(service.name()) ? Reach.CALLER : Reach.NONE;
    }
    if (aws.contains("*") || aws.contains(principal.arn())) {
      return Reach.CALLER;
    }
    if (aws.contains(principal.principalArn())) {
      return Reach.ROLE;
    }
    return names(principal.account()) ? Reach.ACCOUNT : Reach.NONE;
  }

  /// Whether a `NotPrincipal` with these names leaves the caller out. It must name the account and
  /// the role too, not the session alone. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)
  boolean exempts(Principal principal) {
    return aws.contains("*")
        || (aws.contains(principal.arn())
            && aws.contains(principal.principalArn())
            && names(principal.account()));
  }

  private boolean names(String account) {
    return aws.contains(account) || aws.contains("arn:aws:iam::%s:root".formatted(account));
  }
}
