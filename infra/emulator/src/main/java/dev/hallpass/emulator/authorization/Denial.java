package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Verdict;

/// AWS's answer to a caller without access. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html)
public final class Denial {
  private Denial() {}

  /// The sentence about a denied access.
  ///
  /// @param caller the caller's ARN
  public static String message(String caller, Access access, Verdict verdict) {
    return "User: %s is not authorized to perform: %s on resource: %s %s"
        .formatted(caller, access.action(), access.resource(), reason(access.action(), verdict));
  }

  private static String reason(String action, Verdict verdict) {
    return switch (verdict) {
      case Verdict.ExplicitlyDenied denied ->
          "with an explicit deny in " + named(denied.by().getFirst().kind());
      case Verdict.ImplicitlyDenied denied ->
          "because no %s allows the %s action"
              .formatted(named(denied.silent().getFirst()).replaceFirst("^an? ", ""), action);
      case Verdict.Allowed _, Verdict.NotAuthenticated _ -> verdict.because();
    };
  }

  private static String named(PolicyKind kind) {
    return switch (kind) {
      case IDENTITY -> "an identity-based policy";
      case BOUNDARY -> "a permissions boundary";
      case SERVICE_CONTROL -> "a service control policy";
      case RESOURCE_CONTROL -> "a resource control policy";
      case SESSION -> "a session policy";
      case RESOURCE -> "a resource-based policy";
    };
  }
}
