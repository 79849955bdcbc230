package dev.hallpass.access;

import dev.hallpass.policy.RoleArn;
import java.util.List;

class InMemorySessionDenialsTest extends SessionDenialsContract {

  @Override
  protected SessionDenials accountsWith(List<RoleArn> roles) {
    return new InMemorySessionDenials(roles);
  }
}
