package dev.hallpass.emulator.policy;

/// The place of a policy, which decides whether it can grant, limit, or both.
public enum PolicyKind {
  IDENTITY,
  BOUNDARY,
  SESSION,
  RESOURCE
}
