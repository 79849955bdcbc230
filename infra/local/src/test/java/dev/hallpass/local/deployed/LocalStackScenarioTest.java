package dev.hallpass.local.deployed;

import dev.hallpass.local.scenarios.GrantScenarios;
import dev.hallpass.local.scene.Venue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/// The scenarios on an emulator of AWS, `mvn verify -Plocalstack`. What it cannot do, [Gap] lists.
@Tag("localstack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackScenarioTest implements GrantScenarios {

  private final EmulatedRun run = new EmulatedRun();
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
