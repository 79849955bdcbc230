package dev.hallpass.grant;

/// What ends access. None of them needs another.
public enum Ender {
  /// The date in the policy, by AWS's own clock.
  DATE,
  /// The grant's workflow.
  WORKFLOW,
  /// The reaper, called because the workflow had stopped.
  STOP,
  /// The reaper on its round.
  REAPER
}
