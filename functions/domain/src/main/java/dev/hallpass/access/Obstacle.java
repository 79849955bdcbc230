package dev.hallpass.access;

/// What keeps an account from opening access.
public enum Obstacle {
  /// AWS does not let Hallpass into the account: its stack is not there, or the account has left or
  /// is suspended, or a control policy denies it.
  NOT_LET_IN,
  /// The account has no room for another managed policy.
  NO_ROOM
}
