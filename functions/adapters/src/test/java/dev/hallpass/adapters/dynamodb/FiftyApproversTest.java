package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Level;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.Ids;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.Objections;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Fifty people say yes to one grant at the same instant.
class FiftyApproversTest {

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));
  private static final List<Person> FIFTY =
      IntStream.range(0, 50).mapToObj(i -> new Person("approver" + i + "@example.com")).toList();

  private static final EmbeddedDynamoDb ENGINE = new EmbeddedDynamoDb();

  @BeforeAll
  static void makeTheTable() {
    ENGINE.client().createTable(LedgerSchema.named("ledger"));
  }

  @AfterAll
  static void stopTheEngine() {
    ENGINE.close();
  }

  private final GrantId grant = new Ids(new SecureRandom()).grant();
  private final Grants grants =
      new Grants(
          new DynamoDbLedger(ENGINE.client(), "ledger", BUILD),
          InstantSource.fixed(NOON),
          new InMemorySeals(),
          Objections.NONE);

  @Test
  void allOfThemAreRecordedWithoutAGapAndTheirQuorumIsCountedOnce()
      throws InterruptedException, ExecutionException {
    List<Run> runs = everybodySaysYes(50);

    assertThat(runs).allMatch(Run::isAccepted);
    assertChainOf(50);
    assertThat(runs.stream().filter(FiftyApproversTest::isSettled)).hasSize(1);
    Figures.note(
        "%d approvers deciding one grant at the same instant: %d gap-free entries, quorum"
            + " counted %s",
        FIFTY.size(), approvals().size(), times(runs));
  }

  @Test
  void whoComesAfterTheQuorumIsToldSoAndLeavesNoEntry()
      throws InterruptedException, ExecutionException {
    List<Run> runs = everybodySaysYes(10);

    assertThat(runs.stream().filter(Run::isAccepted)).hasSize(10);
    assertThat(runs.stream().filter(run -> !run.isAccepted()))
        .extracting(Run::decision)
        .hasSize(40)
        .containsOnly(new Rejected(NOT_AWAITING_APPROVAL));
    assertChainOf(10);
    assertThat(runs.stream().filter(FiftyApproversTest::isSettled)).hasSize(1);
    Figures.note(
        "%d approvers deciding one grant with a quorum of 10 at the same instant: %d"
            + " gap-free entries, quorum counted %s",
        FIFTY.size(), approvals().size(), times(runs));
  }

  private List<Run> everybodySaysYes(int quorum) throws InterruptedException, ExecutionException {
    grants.run(grant, new Request(requested(ALICE, new Level(FIFTY, quorum, ANSWER_WITHIN))));
    CountDownLatch ready = new CountDownLatch(FIFTY.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Run> runs = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(FIFTY.size())) {
      List<Future<Run>> clicks =
          FIFTY.stream()
              .map(one ->
                  threads.submit(() -> {
                    ready.countDown();
                    start.await();
                    return grants.run(grant, new Approve(one, Channel.SIGNED, Optional.empty()));
                  }))
              .toList();
      ready.await();
      start.countDown();
      for (Future<Run> click : clicks) {
        runs.add(click.get());
      }
    }
    return runs;
  }

  /// Reading recomputes every hash, so what was read is a chain.
  private void assertChainOf(int approvals) {
    assertThat(grants.read(grant).entries())
        .extracting(Entry::sequence)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, approvals).boxed().toList());
    assertThat(approvals())
        .extracting(Approved::approver)
        .doesNotHaveDuplicates()
        .hasSize(approvals);
    assertThat(grants.read(grant).state()).isInstanceOf(Grant.Approved.class);
  }

  private List<Approved> approvals() {
    return grants.read(grant).entries().stream()
        .map(Entry::event)
        .filter(Approved.class::isInstance)
        .map(Approved.class::cast)
        .toList();
  }

  /// Whether a run made the yes that settled the level.
  private static boolean isSettled(Run run) {
    return run.isAccepted() && run.history().state() instanceof Grant.Approved;
  }

  private static String times(List<Run> runs) {
    long settled = runs.stream().filter(FiftyApproversTest::isSettled).count();
    return settled == 1 ? "once" : settled + " times";
  }
}
