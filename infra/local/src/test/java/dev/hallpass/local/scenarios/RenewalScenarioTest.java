package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.handlers.Commit;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What functions take with them when they begin anew.
class RenewalScenarioTest {

  private static final Duration AHEAD = Duration.ofSeconds(10);

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void eachFunctionTakesAClockOfItsOwnWheneverItBeginsAndAwsKeepsItsOwn() {
    AtomicInteger begun = new AtomicInteger();
    scene
        .system()
        .setClocks(() -> {
          Duration ahead = AHEAD.multipliedBy(begun.incrementAndGet());
          return () -> scene.now().plus(ahead);
        });
    Instant start = scene.now();

    GrantId first = request();
    assertThat(entries(first).getFirst().at()).isEqualTo(start.plus(AHEAD));
    scene.pass(A_MOMENT);
    assertThat(entries(first).getLast().at()).isAfterOrEqualTo(start.plus(AHEAD.multipliedBy(2)));
    assertThat(scene.system().mails()).isNotEmpty();
    assertThat(scene.system().mails()).allMatch(mail -> !mail.at().isAfter(scene.now()));

    assertThat(entries(request()).getFirst().at()).isEqualTo(scene.now().plus(AHEAD));
    scene.system().renew();
    int before = begun.get();
    assertThat(entries(request()).getFirst().at())
        .isEqualTo(scene.now().plus(AHEAD.multipliedBy(before + 1)));
  }

  @Test
  void whatAnotherCatalogNoLongerHasCannotBeAskedForAndWhatIsOpenEndsOnTime() {
    Catalog shipped = scene.system().catalog();
    Catalog other =
        new Catalog(
            shipped.settings(),
            shipped.entitlements().stream()
                .filter(one -> !one.id().value().equals("read-bucket-prefix"))
                .toList(),
            Sha256.of("another catalogue"));
    GrantId grant = scene.opened(Asked.prefix("PT20M"), BOB);
    Instant end = scene.expiresAt(grant);
    assertThat(offered()).contains("read-log-group", "read-bucket-prefix");

    scene.system().deploy(other);
    assertThat(scene.system().catalog()).isEqualTo(other);
    assertThat(scene.requested(ALICE, Asked.prefix("PT20M"), Map.of()).statusCode()).isEqualTo(404);
    assertThat(offered()).contains("read-log-group").doesNotContain("read-bucket-prefix");
    scene.passUntil(end.plus(A_MOMENT));

    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.policies()).isEmpty();
    assertThat(entries(grant).getFirst().build().catalog()).isEqualTo(shipped.digest());
    assertThat(entries(grant).getLast().build().catalog()).isEqualTo(other.digest());
    assertThat(entries(grant))
        .extracting(one -> one.build().commit())
        .containsOnly(Commit.ofThisBuild());
  }

  private String offered() {
    return scene.signed(ALICE, "GET", "/entitlements", "").body();
  }

  private GrantId request() {
    return Scene.idIn(scene.requested(ALICE, Asked.prefix("PT20M"), Map.of()));
  }

  private List<Entry> entries(GrantId grant) {
    return scene.system().ledger().read(grant).entries();
  }
}
