package dev.hallpass.handlers;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPoliciesContract;

class InMemorySessionPoliciesTest extends SessionPoliciesContract {

  @Override
  protected SessionPolicies emptyAccounts() {
    return new InMemorySessionPolicies();
  }
}
