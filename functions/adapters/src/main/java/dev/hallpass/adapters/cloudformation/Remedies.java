package dev.hallpass.adapters.cloudformation;

import dev.hallpass.policy.ManagedPolicy;

/// Remedies that take more than one command of the AWS CLI. infra/README.md explains each.
final class Remedies {

  /// CloudFormation has not created the resource yet.
  static final String DEPLOY = "deploy again";

  /// CloudFormation changes a resource that it created, and never creates it again.
  static final String ANEW = "destroy and deploy again";

  /// A published version never changes, so only a new version can be right.
  static final String PUBLISH = "commit, build and deploy again";

  static final String RESTORE = "restore the table from a backup";

  /// The template's value cannot be written as a command.
  static final String BY_HAND = "put back by hand what the template says";

  private Remedies() {}

  /// AWS changed a policy, which people read before they rely on it again.
  static String review(ManagedPolicy policy) {
    return "write %s.json in infra/catalog/managed anew, read what is new in it, and deploy again"
        .formatted(policy.arn().name());
  }
}
