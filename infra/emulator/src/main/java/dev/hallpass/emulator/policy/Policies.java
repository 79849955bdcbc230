package dev.hallpass.emulator.policy;

import java.util.ArrayList;
import java.util.List;

/// All policies that apply to one request.
///
/// @param identity the policies of the caller's role or user
/// @param guardrails the limits of the caller, each on its own; empty if there are none
/// @param resource the policy of the resource, none or one
public record Policies(
    List<NamedPolicy> identity, List<PermissionLimit> guardrails, List<NamedPolicy> resource) {
  public Policies {
    identity = List.copyOf(identity);
    guardrails = List.copyOf(guardrails);
    resource = List.copyOf(resource);
  }

  /// The caller's own policies, without limits and without a resource policy.
  public static Policies ofIdentity(List<NamedPolicy> identity) {
    return new Policies(identity, List.of(), List.of());
  }

  /// These policies under a permissions boundary.
  public Policies boundedBy(NamedPolicy boundary) {
    return under(new PermissionLimit(PolicyKind.BOUNDARY, List.of(boundary)));
  }

  /// These policies in a session with session policies.
  public Policies limitedTo(List<NamedPolicy> session) {
    return under(new PermissionLimit(PolicyKind.SESSION, session));
  }

  /// These policies under one more guardrail.
  public Policies under(PermissionLimit guardrail) {
    List<PermissionLimit> all = new ArrayList<>(guardrails);
    all.add(guardrail);
    return new Policies(identity, all, resource);
  }

  /// These policies at a resource with a policy of its own.
  public Policies at(NamedPolicy resourcePolicy) {
    return new Policies(identity, guardrails, List.of(resourcePolicy));
  }
}
