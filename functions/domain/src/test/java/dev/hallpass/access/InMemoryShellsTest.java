package dev.hallpass.access;

import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;

class InMemoryShellsTest extends ShellsContract {

  private final InMemoryShells shells = new InMemoryShells();

  InMemoryShellsTest() {
    use(shells);
  }

  @Override
  protected Shell begin(RoleArn role, String region, SessionName session) {
    return shells.begin(role, region, session);
  }
}
