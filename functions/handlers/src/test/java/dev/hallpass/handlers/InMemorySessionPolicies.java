package dev.hallpass.handlers;

import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.OutcomeUnknown;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Session policies in memory.
public final class InMemorySessionPolicies implements SessionPolicies {

  private final Map<PolicyArn, Policy> policies = new HashMap<>();
  private final Map<PolicyArn, Label> labels = new HashMap<>();
  private final Set<GrantId> stuck = new HashSet<>();
  private final Set<AccountId> closed = new HashSet<>();
  private boolean reachable = true;
  private boolean losesAnswer;
  private Consumer<Order> beforeMake = _ -> {};

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Makes the policy of a grant one that cannot be removed for now, or ends that.
  public void stuck(GrantId grant, boolean is) {
    var _ = is ? stuck.add(grant) : stuck.remove(grant);
  }

  /// Whether policies are made and nobody hears of it.
  public void losesAnswer(boolean does) {
    losesAnswer = does;
  }

  /// Closes an account.
  public void close(AccountId account) {
    closed.add(account);
  }

  /// Lets something happen before each policy is made.
  public void beforeMake(Consumer<Order> happening) {
    beforeMake = happening;
  }

  /// Puts a policy under a grant's name, as somebody else would.
  public void put(AccountId account, GrantId grant, Policy policy) {
    policies.put(arn(account, grant), policy);
  }

  /// The policy of a grant, if it is there, in whatever account.
  public Optional<Policy> of(GrantId grant) {
    return policies.entrySet().stream()
        .filter(entry -> entry.getKey().value().endsWith("/" + grant))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public PolicyArn make(Order order) {
    beforeMake.accept(order);
    requireReachable(order.account());
    PolicyArn arn = arn(order.account(), order.grant());
    Policy there = policies.computeIfAbsent(arn, _ -> order.policy());
    if (!there.equals(order.policy())) {
      throw new NotTheSame(order.grant());
    }
    labels.put(
        arn,
        new Label(
            RoleArn.of("aws", order.account(), order.entitlement()), order.expiresAt()));
    if (losesAnswer) {
      throw noAnswer();
    }
    return arn;
  }

  @Override
  public boolean remove(AccountId account, GrantId grant) {
    requireReachable(account);
    if (stuck.contains(grant)) {
      throw noAnswer();
    }
    return policies.remove(arn(account, grant)) != null;
  }

  @Override
  public Optional<Label> label(AccountId account, GrantId grant) {
    requireReachable(account);
    PolicyArn arn = arn(account, grant);
    return Optional.ofNullable(labels.get(arn)).filter(_ -> policies.containsKey(arn));
  }

  @Override
  public List<GrantId> grants(AccountId account) {
    requireReachable(account);
    return policies.keySet().stream()
        .map(PolicyArn::value)
        .filter(arn -> arn.contains(account.value()))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .filter(GrantId::isOne)
        .map(GrantId::new)
        .sorted(Comparator.comparing(GrantId::value))
        .toList();
  }

  private static PolicyArn arn(AccountId account, GrantId grant) {
    return PolicyArn.of("aws", account, grant);
  }

  private void requireReachable(AccountId account) {
    if (!reachable || closed.contains(account)) {
      throw noAnswer();
    }
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("reach IAM", new IOException("no answer"));
  }
}
