package dev.hallpass.infra.iam;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The rights to the session policies. They come and go without a deployment, so the rights go by
/// their names.
public final class SessionPolicyRights extends Construct {

  public SessionPolicyRights(Construct scope) {
    super(scope, "SessionPolicies");
  }

  /// Lets functions know the names of the policies and roles of this account. That opens nothing.
  public void nameableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.tell("ACCOUNT", Aws.ACCOUNT_ID);
      handler.tell("PARTITION", Stack.of(this).getPartition());
    }
  }

  /// Lets a function create a policy and read it back.
  public void creatableBy(Handler handler) {
    nameableBy(handler);
    handler.allow(
        List.of("iam:CreatePolicy", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:TagPolicy"),
        List.of(policies()));
  }

  /// Lets functions delete a policy.
  public void deletableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      nameableBy(handler);
      handler.allow(List.of("iam:DeletePolicy"), List.of(policies()));
    }
  }

  /// Lets functions read the tags of a policy.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(List.of("iam:GetPolicy"), List.of(policies()));
    }
  }

  /// Lets a function find and remove additions to a policy, so that it can delete the policy, no
  /// matter who attached it or added versions.
  public void disentangleableBy(Handler handler) {
    disentangling(Stack.of(this)).forEach(handler::allow);
  }

  /// Versions that are not in force allow nothing, and only policies under our path are detached. A
  /// detached principal gets back at most what the policy denied after its date, which the
  /// principal had before.
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

  /// The principals are unknown beforehand; the policies are known.
  private static PolicyStatement detaching(Stack stack, String kind) {
    return PolicyStatement.Builder.create()
        .actions(List.of("iam:Detach%sPolicy".formatted(kind)))
        .resources(
            List.of(
                "arn:%s:iam::%s:%s/*"
                    .formatted(
                        stack.getPartition(), Aws.ACCOUNT_ID, kind.toLowerCase(Locale.ROOT))))
        .conditions(Map.of("ArnLike", Map.of("iam:PolicyARN", in(stack))))
        .build();
  }

  /// Lets a function list and count the policies. IAM cannot narrow this to some of them (source:
  /// actions and resource types of IAM).
  public void listableBy(Handler handler) {
    nameableBy(handler);
    handler.allow(List.of("iam:GetAccountSummary", "iam:ListPolicies"), List.of("*"));
  }

  private String policies() {
    return in(Stack.of(this));
  }

  /// The policies in the stack's account.
  static String in(Stack stack) {
    return "arn:%s:iam::%s:policy/hallpass/*".formatted(stack.getPartition(), Aws.ACCOUNT_ID);
  }
}
