package dev.hallpass.emulator.policy;

/// What a policy is attached to, which decides what it can do: grant, limit, or both.
public enum PolicyKind {
  IDENTITY,
  BOUNDARY,
  SESSION,
  RESOURCE
}
