package dev.hallpass.emulator.policy;

import java.util.List;

/// A permissions boundary, the policies of a session, or the control policies of an organization.
/// They grant nothing; an action that none of them allows is not allowed. Without policies it
/// allows nothing.
public record PermissionLimit(PolicyKind kind, List<NamedPolicy> policies) {
  public PermissionLimit {
    policies = List.copyOf(policies);
  }
}
