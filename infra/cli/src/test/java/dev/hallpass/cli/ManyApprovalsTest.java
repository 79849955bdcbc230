package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeApi;
import dev.hallpass.cli.scene.FakeBrowser;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A list that does not show all that waits.
class ManyApprovalsTest {

  private final Town town;
  private final Desk bob;
  private final FakeApi api;

  ManyApprovalsTest(@TempDir Path folder) {
    town = new Town(folder);
    bob = town.newDesk("bob");
    api = new FakeApi("use-it", town.timeline().instant().plus(Duration.ofMinutes(30)), "{}");
    bob.hallpass("setup", api.address().toString(), "--profile", "bob", "--region", "eu-central-1");
  }

  @AfterEach
  void close() {
    api.close();
    town.close();
  }

  @Test
  void theListSaysThatMoreWait() {
    Ran ran = bob.hallpass("approvals");

    assertThat(ran.printed()).hasSize(2);
    assertThat(ran.err()).contains("More wait for you.");
  }

  @Test
  void soDoesThePage() {
    Ran ran =
        bob.browsing(address -> {
          FakeBrowser browser = new FakeBrowser(address);
          browser.open();
          assertThat(browser.get("/approvals").text("main")).contains("More wait for you.");
        });

    assertThat(ran.exit()).as(ran.err()).isZero();
  }
}
