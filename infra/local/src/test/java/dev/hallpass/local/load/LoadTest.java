package dev.hallpass.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.grant.Person;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.MailedLink;
import dev.hallpass.local.simulation.Canonical;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two thousand requests and four thousand decisions on what somebody has who runs the local
/// system: HTTP on 127.0.0.1, the wall clock and DynamoDB's own engine.
class LoadTest {

  private static final int CLIENTS = 64;
  private static final int REQUESTS = 2000;
  private static final int DECISIONS = 2 * REQUESTS;

  /// Fewer than one person may ask for within an hour.
  private static final int EACH = 16;

  /// Grants that are asked for and not decided on yet, at the most.
  private static final int OPEN = 128;

  private static final List<Person> REQUESTERS =
      IntStream.range(0, REQUESTS / EACH)
          .mapToObj(number -> new Person("engineer-%d@example.com".formatted(number)))
          .toList();

  @Test
  void whatWasAcknowledgedIsInTheLedgerOnce() throws InterruptedException, ExecutionException {
    Progress progress = new Progress();
    Receipts receipts = new Receipts();
    try (WallTimeline timeline = new WallTimeline();
        Premises premises =
            new Premises(
                Premises.CATALOG,
                timeline,
                new SecureRandom(),
                new EmbeddedDynamoDb(),
                REQUESTERS);
        Clients clients =
            new Clients(Stream.generate(premises::client).limit(CLIENTS).toList())) {
      LocalSystem system = premises.system();
      system.connectBy(progress);
      long begun = System.nanoTime();
      live(
          IntStream.range(0, REQUESTS)
              .mapToObj(number ->
                  new Life(
                      number,
                      REQUESTERS.get(number % REQUESTERS.size()),
                      clients,
                      progress,
                      receipts))
              .toList());
      long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
      int open = receipts.requests().size() - receipts.denials();
      assertThat(progress.awaitOpen(open)).isTrue();
      long settled = (System.nanoTime() - begun) / 1_000_000_000L;
      System.out.println("settled after " + settled);
      Books books = Books.of(system);

      assertThat(books.breaks()).isEmpty();
      assertThat(receipts.requests()).hasSize(REQUESTS).doesNotHaveDuplicates();
      assertThat(receipts.decisions()).hasSize(DECISIONS).doesNotHaveDuplicates();
      assertThat(books.requests()).containsExactlyInAnyOrderElementsOf(receipts.requests());
      assertThat(books.grants()).hasSize(REQUESTS);
      assertThat(books.decisions()).containsExactlyInAnyOrderElementsOf(receipts.decisions());
      assertThat(books.with("activated")).isEqualTo(open);
      assertThat(mailed(system.mails())).containsExactlyInAnyOrderElementsOf(books.links());
      System.out.printf(
          "figure: %d requests and %d decisions of %d clients in %d s: acknowledged %d, in the"
              + " ledger %d, twice %d, gaps %d%n",
          REQUESTS,
          DECISIONS,
          CLIENTS,
          seconds,
          receipts.requests().size() + receipts.decisions().size(),
          books.requests().size() + books.decisions().size(),
          twice(books.requests()) + twice(books.decisions()),
          books.breaks().size());
    }
  }

  private static int twice(List<?> found) {
    return found.size() - new HashSet<>(found).size();
  }

  private static List<String> mailed(List<SentMail> mails) {
    return mails.stream()
        .filter(mail -> mail.text().contains("/decision?link="))
        .map(mail -> Canonical.sha256(MailedLink.in(mail).token()))
        .toList();
  }

  private static void live(List<Life> lives) throws InterruptedException, ExecutionException {
    List<Life> over = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(OPEN, Thread.ofVirtual().factory())) {
      for (Future<Life> life : threads.invokeAll(lives)) {
        over.add(life.get());
      }
    }
    assertThat(over).hasSize(REQUESTS);
  }
}
