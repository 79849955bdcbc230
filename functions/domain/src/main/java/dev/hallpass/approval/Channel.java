package dev.hallpass.approval;

/// The channel of an answer.
public enum Channel {
  /// The mailed link, with the code typed in.
  LINK,
  /// A request that API Gateway says the person signed with their own AWS credentials.
  SIGNED,
  /// A signed request with a proof of its caller, which AWS confirmed to Hallpass itself.
  PROVED
}
