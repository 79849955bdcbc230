package dev.hallpass.approval;

/// The channel of an answer.
public enum Channel {
  /// The mailed link, with the code typed in.
  LINK,
  /// A request that the approver signed with their own AWS credentials.
  SIGNED
}
