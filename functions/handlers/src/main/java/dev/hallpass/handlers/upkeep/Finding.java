package dev.hallpass.handlers.upkeep;

/// What came of looking at one policy.
enum Finding {
  /// It may be there, or is gone already.
  NOTHING_TO_DO,
  /// It should not have been there, and is removed.
  REMOVED,
  /// It should not be there, could not be removed, and is not late enough to alarm anybody.
  STAYS,
  /// The same, and late enough.
  OUTLIVED,
  /// The ledger does not say why it is there, so people must.
  UNEXPLAINED,
  /// It, or its grant, could not be looked at.
  UNSEEN
}
