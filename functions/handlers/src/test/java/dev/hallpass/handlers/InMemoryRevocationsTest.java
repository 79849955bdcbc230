package dev.hallpass.handlers;

import dev.hallpass.access.Revocations;
import dev.hallpass.access.RevocationsContract;
import dev.hallpass.policy.RoleArn;
import java.util.List;

class InMemoryRevocationsTest extends RevocationsContract {

  @Override
  protected Revocations accountsWith(List<RoleArn> roles) {
    return new InMemoryRevocations(roles);
  }
}
