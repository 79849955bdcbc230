package dev.hallpass.local.load;

import static dev.hallpass.grant.Examples.limited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.simulation.Canonical;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two thousand requests and four thousand decisions on what somebody has who runs the local
/// system: HTTP on 127.0.0.1, and the wall clock. Only the tables are in the emulator's own engine.
class LoadTest {

  private static final int CLIENTS = 64;
  private static final int REQUESTS = Cases.share(2000);
  private static final int DECISIONS = 2 * REQUESTS;

  /// Fewer than one person may ask for within an hour.
  private static final int EACH = 16;

  /// Grants that are asked for and not decided on yet, at the most.
  private static final int OPEN = 128;

  private static final List<Person> REQUESTERS =
      IntStream.rangeClosed(0, REQUESTS / EACH)
          .mapToObj(number -> new Person("engineer-%d@example.com".formatted(number)))
          .toList();

  /// The catalogue of approvers who read any number of mails.
  private static Catalog patient() {
    return limited(Premises.CATALOG, "mailsPerHour", REQUESTS);
  }

  @Test
  void whatWasAcknowledgedIsInTheLedgerOnce() throws InterruptedException, ExecutionException {
    Progress progress = new Progress();
    Receipts receipts = new Receipts();
    try (WallTimeline timeline = new WallTimeline();
        Premises premises =
            new Premises(patient(), timeline, new SecureRandom(), Scene.engine(), REQUESTERS);
        ClientPool clients =
            new ClientPool(Stream.generate(premises::client).limit(CLIENTS).toList())) {
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
      // Nobody is asked about what is settled; a person who is being asked just now has the mail
      // then.
      CountDownLatch asked = new CountDownLatch(1);
      timeline.submit(asked::countDown);
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      Books books = Books.of(system);

      assertThat(receipts.requests()).hasSize(REQUESTS);
      assertThat(receipts.decisions()).hasSize(DECISIONS);
      assertThat(books.breaks()).isEmpty();
      assertThat(books.grants()).hasSize(REQUESTS);
      assertSameOnce(books.requests(), receipts.requests());
      assertSameOnce(books.decisions(), receipts.decisions());
      assertSameOnce(mailed(system.mails()), books.links());
      assertThat(books.with("activated")).isEqualTo(open);
      Figures.note(
          "%d requests and %d decisions of %d clients in %d s: acknowledged %d, in the"
              + " ledger %d, twice %d, gaps %d",
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

  private static <T> void assertSameOnce(Collection<T> found, Collection<T> expected) {
    assertThat(found).doesNotHaveDuplicates();
    assertThat(expected).doesNotHaveDuplicates();
    assertThat(new HashSet<>(found)).isEqualTo(new HashSet<>(expected));
  }

  private static int twice(List<?> found) {
    return found.size() - new HashSet<>(found).size();
  }

  /// The hashes of the links that were mailed.
  private static List<String> mailed(List<SentMail> mails) {
    return mails.stream()
        .filter(mail -> mail.text().contains("/decision?link="))
        .map(mail -> Canonical.sha256(LinkInMail.in(mail).token()))
        .toList();
  }

  /// Lets all of them be lived, so many at a time.
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
