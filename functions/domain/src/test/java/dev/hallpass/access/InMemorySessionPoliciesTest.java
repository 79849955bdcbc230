package dev.hallpass.access;

class InMemorySessionPoliciesTest extends SessionPoliciesContract {

  @Override
  protected SessionPolicies emptyAccounts() {
    return new InMemorySessionPolicies();
  }
}
