package dev.hallpass.infra.shared;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// Makes the logs of a stack. They keep lines for a year, the longest life of an execution (source:
/// quotas of Step Functions), and stay when the stack is destroyed.
@FunctionalInterface
public interface Logs {

  /// The log of a part of the system.
  LogGroup logOf(Construct part);

  /// Logs for a stack without a key: CloudWatch encrypts them by its own.
  static Logs withoutKey() {
    return part -> lasting(part).build();
  }

  /// A log that is still to get its key, if it has one.
  static LogGroup.Builder lasting(Construct part) {
    return LogGroup.Builder.create(part, "Log")
        .retention(RetentionDays.ONE_YEAR)
        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
