package dev.hallpass.infra.iam;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The policies that are made for one grant each, by name: they come and go without a deployment.
public final class SessionPolicyRights extends Construct {

  public SessionPolicyRights(Construct scope) {
    super(scope, "SessionPolicies");
  }

  /// Lets a function name the policies and roles of this account. That opens nothing.
  public void nameableBy(Handler handler) {
    handler.tell("ACCOUNT", Stack.of(this).getAccount());
    handler.tell("PARTITION", Stack.of(this).getPartition());
  }

  /// Lets a function make a policy, and read back what it made.
  public void creatableBy(Handler handler) {
    nameableBy(handler);
    handler.allow(
        List.of("iam:CreatePolicy", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:TagPolicy"),
        List.of(policies()));
  }

  /// Lets functions remove a policy.
  public void deletableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      nameableBy(handler);
      handler.allow(List.of("iam:DeletePolicy"), List.of(policies()));
    }
  }

  /// Lets functions read what a policy says of itself, in its tags.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(List.of("iam:GetPolicy"), List.of(policies()));
    }
  }

  /// Lets a function find out what somebody made of a policy, and take that away from it: so it can
  /// be removed, no matter who attached it or added versions.
  public void disentangleableBy(Handler handler) {
    disentangling(Stack.of(this)).forEach(handler::allow);
  }

  /// Versions that are not in force allow nothing, and what is detached are policies under our path
  /// alone. Detaching one gives back no more than what it denied after its date, to somebody who
  /// had that before it was attached.
  static List<PolicyStatement> disentangling(Stack stack) {
    return Stream.concat(
            Stream.of(
                PolicyStatement.Builder.create()
                    .actions(
                        List.of(
                            "iam:DeletePolicyVersion",
                            "iam:GetPolicyVersion",
                            "iam:ListEntitiesForPolicy",
                            "iam:ListPolicyVersions"))
                    .resources(List.of(in(stack)))
                    .build()),
            Stream.of("Group", "Role", "User").map(kind -> detaching(stack, kind)))
        .toList();
  }

  /// From whom is not known before; what is.
  private static PolicyStatement detaching(Stack stack, String kind) {
    return PolicyStatement.Builder.create()
        .actions(List.of("iam:Detach%sPolicy".formatted(kind)))
        .resources(
            List.of(
                "arn:%s:iam::%s:%s/*"
                    .formatted(
                        stack.getPartition(), stack.getAccount(), kind.toLowerCase(Locale.ROOT))))
        .conditions(Map.of("ArnLike", Map.of("iam:PolicyARN", in(stack))))
        .build();
  }

  /// Lets a function find out which policies there are. IAM cannot narrow this to some of them
  /// (source: actions and resource types of IAM).
  public void listableBy(Handler handler) {
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
