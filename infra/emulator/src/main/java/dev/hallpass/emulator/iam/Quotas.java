package dev.hallpass.emulator.iam;

/// The quotas of an account that AWS raises on request. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
///
/// @param policiesPerAccount customer managed policies
/// @param policiesPerRole managed policies attached to one role
public record Quotas(int policiesPerAccount, int policiesPerRole) {
  /// What an account has before anybody asks for more.
  public static Quotas standard() {
    return new Quotas(1_500, 10);
  }
}
