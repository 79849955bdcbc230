package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.activated;
import static dev.hallpass.grant.Examples.approved;
import static dev.hallpass.grant.Examples.planned;
import static dev.hallpass.grant.Examples.requested;

import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Ids;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Objections;
import dev.hallpass.policy.SessionName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// Prints what long histories cost: reading them, and fetching credentials behind many others. Not
/// a test; run it by its main method.
final class LedgerBenchmark {

  private static final int TIMES = 31;
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Ids ids = new Ids(new SecureRandom());
  private final DynamoDbLedger ledger;
  private final Grants grants;

  private LedgerBenchmark(TableEngine engine) {
    ledger =
        new DynamoDbLedger(engine.client(), "ledger", new Build("0123abc", Sha256.of("catalogue")));
    grants = new Grants(ledger, InstantSource.fixed(NOON), new InMemorySeals(), Objections.NONE);
    engine.client().createTable(LedgerSchema.named("ledger"));
  }

  /// Takes some minutes.
  public static void main(String[] arguments) {
    // The engine that takes the least time of its own, and the one that looks up by an index.
    new LedgerBenchmark(new InMemoryDynamoDb()).reading();
    new LedgerBenchmark(new EmbeddedDynamoDb()).fetching();
  }

  private void reading() {
    GrantId small = fetched(498);
    GrantId large = fetched(4_998);
    // By turns, so that both meet the same machine; the first round only warms.
    for (int round = 1; round <= 3; round++) {
      long few = median(() -> time(() -> ledger.read(small).state()));
      long many = median(() -> time(() -> ledger.read(large).state()));
      print("reading and folding 1000 entries", few);
      print("reading and folding 10000 entries", many);
      System.out.printf("figure: ratio of the two %.1f%n", (double) many / few);
    }
  }

  private void fetching() {
    long early = fetch(20);
    long late = fetch(2_000);
    print("fetching credentials after 20 others", early);
    print("fetching credentials after 2000 others", late);
    System.out.printf("figure: ratio of the two %.1f%n", (double) late / early);
  }

  /// What one fetch costs behind so many others, of which this function served those before.
  private long fetch(int others) {
    GrantId grant = fetched(others);
    grants.readOn(grant);
    return median(() -> time(() -> fetch(grant)));
  }

  /// A grant that is open and whose credentials were fetched so often.
  private GrantId fetched(int times) {
    GrantId grant = ids.grant();
    History history = ledger.read(grant);
    for (GrantEvent event : List.of(requested(), approved(0, BOB), planned(), activated())) {
      history = history.with(ledger.append(history, event, NOON).orElseThrow());
    }
    for (int i = 0; i < times; i++) {
      fetch(grant);
    }
    return grant;
  }

  /// What `POST …/credentials` reads and writes. The rules would not allow so many at once.
  private void fetch(GrantId grant) {
    SessionName session = ids.session();
    for (GrantEvent event :
        List.of(
            new GrantEvent.CredentialsPlanned(ALICE, session, Optional.of(NOON.plus(LIFE))),
            new GrantEvent.CredentialsIssued(ALICE, session, NOON.plus(LIFE)))) {
      if (ledger.append(grants.readOn(grant), event, NOON).isEmpty()) {
        throw new IllegalStateException("another writer was faster");
      }
    }
  }

  private static long time(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return System.nanoTime() - begun;
  }

  private static long median(LongSupplier measured) {
    long[] times = LongStream.generate(measured).limit(TIMES).toArray();
    Arrays.sort(times);
    return times[TIMES / 2];
  }

  private static void print(String what, long nanoseconds) {
    System.out.printf("figure: %s takes %.2f ms%n", what, nanoseconds / 1e6);
  }
}
