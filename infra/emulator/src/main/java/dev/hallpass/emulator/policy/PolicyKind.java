package dev.hallpass.emulator.policy;

/// The place of a policy, which decides whether it can grant, limit, or both.
public enum PolicyKind {
  IDENTITY,
  BOUNDARY,
  SESSION,
  RESOURCE,
  /// Of an organization, for the principals of an account.
  SERVICE_CONTROL,
  /// Of an organization, for the resources of an account.
  RESOURCE_CONTROL
}
