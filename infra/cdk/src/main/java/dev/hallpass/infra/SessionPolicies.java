package dev.hallpass.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The policies that are made for one grant each, by name: they come and go without a deployment.
final class SessionPolicies extends Construct {

  SessionPolicies(Construct scope) {
    super(scope, "SessionPolicies");
  }

  /// Lets a function name the policies and roles of this account. That opens nothing.
  void nameableBy(Handler handler) {
    handler.tell("ACCOUNT", Stack.of(this).getAccount());
    handler.tell("PARTITION", Stack.of(this).getPartition());
  }

  /// Lets a function make a policy, and read back what it made.
  void creatableBy(Handler handler) {
    nameableBy(handler);
    handler.allow(
        List.of("iam:CreatePolicy", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:TagPolicy"),
        List.of(policies()));
  }

  /// Lets functions remove a policy.
  void deletableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      nameableBy(handler);
      handler.allow(List.of("iam:DeletePolicy"), List.of(policies()));
    }
  }

  /// Lets a function find out which policies there are. IAM cannot narrow this to some of them
  /// (source: actions and resource types of IAM).
  void listableBy(Handler handler) {
    nameableBy(handler);
    handler.allow(List.of("iam:ListPolicies"), List.of("*"));
  }

  private String policies() {
    return in(Stack.of(this));
  }

  /// The policies of the account that a stack is in.
  static String in(Stack stack) {
    return "arn:%s:iam::%s:policy/hallpass/*".formatted(stack.getPartition(), stack.getAccount());
  }
}
