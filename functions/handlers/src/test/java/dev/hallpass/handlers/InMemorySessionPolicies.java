package dev.hallpass.handlers;

import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.OutcomeUnknown;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Session policies in memory.
public final class InMemorySessionPolicies implements SessionPolicies {

  private final Map<String, Policy> policies = new TreeMap<>();
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
  public void put(GrantId grant, Policy policy) {
    policies.put(grant.value(), policy);
  }

  /// The policy of a grant, if it is there.
  public Optional<Policy> of(GrantId grant) {
    return Optional.ofNullable(policies.get(grant.value()));
  }

  @Override
  public PolicyArn make(Order order) {
    beforeMake.accept(order);
    requireReachable();
    Policy there = policies.computeIfAbsent(order.grant().value(), _ -> order.policy());
    if (!there.equals(order.policy())) {
      throw new NotTheSame(order.grant());
    }
    return new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + order.grant());
  }

  @Override
  public void remove(GrantId grant) {
    requireReachable();
    policies.remove(grant.value());
  }

  private void requireReachable() {
    if (!reachable) {
      throw new OutcomeUnknown("reach IAM", new IOException("no answer"));
    }
  }
}
