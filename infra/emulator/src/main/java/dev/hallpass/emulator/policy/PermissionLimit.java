package dev.hallpass.emulator.policy;

import java.util.List;

/// A permissions boundary or the policies of a session: they grant nothing, but what none of them
/// allows is not allowed. A guardrail without policies allows nothing.
public record PermissionLimit(PolicyKind kind, List<NamedPolicy> policies) {
  public PermissionLimit {
    policies = List.copyOf(policies);
  }
}
