package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static dev.hallpass.local.scene.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.notifications.Notify;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Outages;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Venue;
import dev.hallpass.local.scene.VirtualVenue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// That the scenarios hold however fast the ledger's stream is read. The function that reads it
/// tells people what became of a grant.
class StreamPaceScenarioTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  /// The stream is read before anybody looks at what they did.
  @Nested
  class AtOnce implements GrantScenarios {

    private final Venue venue = new VirtualVenue(scene, A_MOMENT);

    @Override
    public Venue venue() {
      return venue;
    }

    @Test
    void peopleAreToldBeforeAnybodyLooks() {
      assertThat(denied(venue)).endsWith("denied");

      assertThat(scene.mailedTo()).endsWith(ALICE.email(), BOB.email(), CAROL.email());
    }
  }

  /// The stream is read when everything is over.
  @Nested
  class MuchLater implements GrantScenarios {

    private static final Duration LATER = Duration.ofHours(6);

    private final Venue venue = new VirtualVenue(scene);

    MuchLater() {
      Outages faults = new Outages(scene.timeline());
      faults.dead(Notify.class, NOON, NOON.plus(LATER));
      scene.system().connectBy(faults);
    }

    @Override
    public Venue venue() {
      return venue;
    }

    @Test
    void peopleAreToldWhenEverythingIsOver() {
      assertThat(denied(venue)).endsWith("denied");

      scene.pass(LATER.plus(Duration.ofMinutes(2)));

      assertThat(scene.mailedTo()).endsWith(ALICE.email(), BOB.email(), CAROL.email());
    }
  }

  /// The entries as they are when a no has just been answered.
  private List<String> denied(Venue venue) {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    venue.answer(scene.linkTo(BOB, grant), "deny", "Not today.");
    return scene.types(grant);
  }
}
