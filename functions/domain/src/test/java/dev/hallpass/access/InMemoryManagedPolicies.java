package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Managed policies in memory. Each is as people reviewed it, until a test changes it.
public final class InMemoryManagedPolicies implements ManagedPolicies {

  private final Set<ManagedPolicyArn> changed = new HashSet<>();
  private boolean reachable = true;

  /// Changes a policy, as an administrator of its account could.
  public void change(ManagedPolicyArn policy) {
    changed.add(policy);
  }

  public void reachable(boolean is) {
    reachable = is;
  }

  @Override
  public boolean isAsReviewed(AccountId account, ManagedPolicy policy) {
    if (!reachable) {
      throw new OutcomeUnknown("reach IAM", new IOException("no answer"));
    }
    return !changed.contains(policy.arn());
  }
}
