package dev.hallpass.handlers;

import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.OutcomeUnknown;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Session policies in memory.
public final class InMemorySessionPolicies implements SessionPolicies {

  private final Map<PolicyArn, Policy> policies = new HashMap<>();
  private boolean reachable = true;
  private Consumer<Order> beforeMake = _ -> {};

  public void reachable(boolean is) {
    reachable = is;
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
    requireReachable();
    PolicyArn arn = arn(order.account(), order.grant());
    Policy there = policies.computeIfAbsent(arn, _ -> order.policy());
    if (!there.equals(order.policy())) {
      throw new NotTheSame(order.grant());
    }
    return arn;
  }

  @Override
  public void remove(AccountId account, GrantId grant) {
    requireReachable();
    policies.remove(arn(account, grant));
  }

  private static PolicyArn arn(AccountId account, GrantId grant) {
    return PolicyArn.of("aws", account, grant);
  }

  private void requireReachable() {
    if (!reachable) {
      throw new OutcomeUnknown("reach IAM", new IOException("no answer"));
    }
  }
}
