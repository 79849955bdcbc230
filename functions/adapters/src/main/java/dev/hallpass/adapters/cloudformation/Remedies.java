package dev.hallpass.adapters.cloudformation;

/// What brings back what no command of the AWS CLI does alone. The guide for those who run Hallpass
/// says of each what it is.
final class Remedies {

  /// CloudFormation has not made it yet.
  static final String DEPLOY = "deploy again";

  /// CloudFormation changes what it has made and makes nothing a second time.
  static final String ANEW = "destroy and deploy again";

  /// A version never changes: only another one can be right.
  static final String PUBLISH = "commit, build and deploy again";

  static final String RESTORE = "restore the table from a backup";

  /// What the template says cannot be written down.
  static final String BY_HAND = "put back by hand what the template says";

  private Remedies() {}
}
