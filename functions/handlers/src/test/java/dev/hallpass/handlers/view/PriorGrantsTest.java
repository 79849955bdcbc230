package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Precedent;
import dev.hallpass.ledger.Precedent.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorGrantsTest {

  private static final GrantId EARLIER = grant(2);
  private static final int MOST = 4;

  private final History asked =
      new InMemoryLedger().append(History.of(GRANT), List.of(requested()), NOON).orElseThrow();

  private String words(List<Precedent> newest) {
    return PriorGrants.of(asked, newest, MOST, Texts.english()).words();
  }

  private static Precedent opened(int daysAgo) {
    return new Precedent(EARLIER, Kind.OPENED, NOON.minus(Duration.ofDays(daysAgo)));
  }

  @Test
  void whatTheRequestOnThePageIsItselfDoesNotCount() {
    assertThat(words(List.of(new Precedent(GRANT, Kind.OPENED, NOON))))
        .isEqualTo("alice@example.com has never had this before.");
  }

  @Test
  void whereNotAllWereReadItSaysAtLeast() {
    assertThat(words(List.of(opened(1), opened(2), opened(3))))
        .isEqualTo(
            "alice@example.com has had this 3 times, first on 2025-12-29, last on 2025-12-31.");
    assertThat(words(List.of(opened(1), opened(2), opened(3), opened(4))))
        .isEqualTo("alice@example.com has had this at least 4 times, last on 2025-12-31.");
  }

  @Test
  void whereNotAllWereReadItDoesNotSayNever() {
    assertThat(words(Collections.nCopies(MOST, new Precedent(EARLIER, Kind.DENIED, NOON))))
        .isEqualTo("4 requests for it were denied.");
  }
}
