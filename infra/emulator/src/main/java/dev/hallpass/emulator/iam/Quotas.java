package dev.hallpass.emulator.iam;

/// The quotas of an account that AWS raises on request. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
///
/// @param policiesPerAccount customer managed policies
/// @param policiesPerRole managed policies attached to one role
public record Quotas(int policiesPerAccount, int policiesPerRole) {
  /// The quotas of a new account.
  public static Quotas standard() {
    return new Quotas(1_500, 10);
  }
}
