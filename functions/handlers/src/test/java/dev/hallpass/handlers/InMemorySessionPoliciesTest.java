package dev.hallpass.handlers;

import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.policy.SessionPoliciesContract;

class InMemorySessionPoliciesTest extends SessionPoliciesContract {

  @Override
  protected SessionPolicies emptyAccounts() {
    return new InMemorySessionPolicies();
  }
}
