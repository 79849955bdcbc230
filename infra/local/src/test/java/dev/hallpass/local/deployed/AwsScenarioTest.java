package dev.hallpass.local.deployed;

import dev.hallpass.local.scenarios.GrantScenarios;
import dev.hallpass.local.scene.Venue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/// The scenarios in an AWS account, `mvn verify -Preal-aws`, which costs money and needs what
/// infra/README.md lists.
@Tag("real-aws")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsScenarioTest implements GrantScenarios {

  private final AwsRun run = new AwsRun();
  private Venue venue;

  @BeforeAll
  void deploy() {
    venue = run.venue();
  }

  @AfterAll
  void destroy() {
    run.close();
  }

  @Override
  public Venue venue() {
    return venue;
  }
}
