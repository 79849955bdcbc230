package dev.hallpass.local.load;

import static dev.hallpass.approval.Channel.LINK;
import static dev.hallpass.approval.Channel.SIGNED;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.limited;
import static dev.hallpass.local.scene.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.emulator.time.WallTimeline;
import dev.hallpass.figures.Figures;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One requester who asks for far too much. What others do costs what it costs without them: the
/// same calls of AWS, which read the same number of items.
class FloodTest {

  private static final Person FLOODER = new Person("flooder@example.com");
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  /// Requests that stay open.
  private static final int FLOOD = 200;

  /// More mails to one person than they cause.
  private static final int MAILS = 2 * FLOOD;

  private static final List<Person> OTHERS =
      IntStream.range(0, 8)
          .mapToObj(number -> new Person("engineer-%d@example.com".formatted(number)))
          .toList();
  private static final int FLOODING_CLIENTS = 56;
  private static final int ROUNDS = 5;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String BOBS_LIST = "bob lists what waits for him";
  private static final String SOUGHT_FROM_BOB = "items of the index approver";

  @Test
  void whatOthersDoCostsTheSame() {
    Map<String, Map<String, Integer>> calm = errands(0);
    Map<String, Map<String, Integer>> flooded = errands(FLOOD);

    // What waits for bob is his to read, no matter who asked for it, as many grants as a list
    // shows and the next: one query each, and two of the index.
    assertThat(calm.remove(BOBS_LIST)).contains(entry("Query", 2 + 1), entry(SOUGHT_FROM_BOB, 1));
    assertThat(flooded.remove(BOBS_LIST))
        .contains(
            entry("Query", 2 + Premises.CATALOG.settings().limits().listed() + 1),
            entry(SOUGHT_FROM_BOB, 1 + FLOOD));
    // The mails that an approver got within the hour are counted up to the bound.
    assertThat(flooded.values())
        .allSatisfy(cost ->
            assertThat(cost.getOrDefault(SOUGHT_FROM_BOB, 0)).isLessThanOrEqualTo(3 * MAILS));
    assertThat(withoutMails(flooded)).isEqualTo(withoutMails(calm));
  }

  private static Map<String, Map<String, Integer>> withoutMails(
      Map<String, Map<String, Integer>> costs) {
    Map<String, Map<String, Integer>> rest = new TreeMap<>();
    costs.forEach((errand, cost) -> {
      Map<String, Integer> less = new TreeMap<>(cost);
      less.remove(SOUGHT_FROM_BOB);
      rest.put(errand, less);
    });
    return rest;
  }

  /// What each thing costs that erin and her approvers do while somebody has so many requests open.
  private static Map<String, Map<String, Integer>> errands(int open) {
    VirtualTimeline timeline = new VirtualTimeline(NOON);
    Meter meter = new Meter();
    try (Premises premises =
        new Premises(
            patient(Premises.CATALOG), timeline, new Random(4711), meter, List.of(ERIN, FLOODER))) {
      Client client = premises.client();
      premises.system().connectBy(meter);
      for (int i = 0; i < open; i++) {
        assertThat(client.request(FLOODER, "flood-" + i).status()).isEqualTo(CREATED);
      }
      // Between two looks of the reaper, which are nobody's errand.
      timeline.runUntil(NOON.plus(Duration.ofMinutes(10)).plus(A_MOMENT));
      Map<String, Map<String, Integer>> costs = new LinkedHashMap<>();
      List<Reply> replies = new ArrayList<>();
      costs.put(
          "erin asks",
          meter.costOf(() -> {
            replies.add(client.request(ERIN, "errand"));
            timeline.advance(A_MOMENT);
          }));
      String grant = Json.text(Json.read(replies.getFirst().body()), "grant");
      LinkInMail link =
          premises.system().mails().stream()
              .filter(mail -> mail.to().contains(BOB.email()))
              .map(LinkInMail::in)
              .reduce((_, newer) -> newer)
              .orElseThrow();
      costs.put("erin lists", meter.costOf(() -> replies.add(client.look(ERIN, "/grants"))));
      costs.put(
          "erin looks", meter.costOf(() -> replies.add(client.look(ERIN, "/grants/" + grant))));
      costs.put(BOBS_LIST, meter.costOf(() -> replies.add(client.look(BOB, "/approvals"))));
      costs.put("bob opens the link", meter.costOf(() -> replies.add(client.open(link))));
      costs.put(
          "bob answers", meter.costOf(() -> replies.add(client.fillIn(Vote.yes(BOB, LINK), link))));
      costs.put(
          "carol signs",
          meter.costOf(() -> {
            replies.add(client.sign(Vote.yes(CAROL, SIGNED), grant));
            timeline.advance(A_MOMENT);
          }));
      assertThat(replies).extracting(Reply::status).containsOnly(OK, CREATED);
      return costs;
    }
  }

  /// The catalogue as one would have it who lets everybody ask for anything.
  private static Catalog patient(Catalog catalog) {
    return limited(limited(pending(catalog), "requestsPerHour", FLOOD), "mailsPerHour", MAILS);
  }

  /// The catalogue of somebody who lets everybody have any number of requests that wait.
  private static Catalog pending(Catalog catalog) {
    return limited(catalog, "pending", FLOOD);
  }

  @Test
  void whoAsksTooOftenIsRefusedAtTheSamePriceEachTime() {
    VirtualTimeline timeline = new VirtualTimeline(NOON);
    Meter meter = new Meter();
    try (Premises premises =
        new Premises(
            pending(Premises.CATALOG), timeline, new Random(4711), meter, List.of(ERIN, FLOODER))) {
      Client client = premises.client();
      premises.system().connectBy(meter);
      int most = Premises.CATALOG.settings().limits().requestsPerHour();
      for (int i = 0; i < most; i++) {
        assertThat(client.request(FLOODER, "flood-" + i).status()).isEqualTo(CREATED);
      }
      for (int i = most; i < FLOOD; i++) {
        String key = "flood-" + i;
        assertThat(
                meter.costOf(() ->
                    assertThat(client.request(FLOODER, key).status()).isEqualTo(TOO_MANY_REQUESTS)))
            .isEqualTo(
                Map.of("Query", 3, "items of the table", 0, "items of the index requester", most));
      }
    }
  }

  @Test
  void everybodyIsAnsweredWhileSomebodyFloods() throws InterruptedException, ExecutionException {
    List<Person> people = new ArrayList<>(OTHERS);
    people.add(FLOODER);
    try (WallTimeline timeline = new WallTimeline();
        Premises premises =
            new Premises(
                pending(Premises.CATALOG),
                timeline,
                new SecureRandom(),
                new InMemoryDynamoDb(),
                people);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all(threads, visits(premises, "first"));
      List<Duration> calm = all(threads, visits(premises, "calm"));

      AtomicBoolean floods = new AtomicBoolean(true);
      List<Future<Integer>> flood =
          IntStream.range(0, FLOODING_CLIENTS)
              .mapToObj(number -> threads.submit(() -> flood(premises.client(), number, floods)))
              .toList();
      List<Duration> flooded;
      try {
        flooded = all(threads, visits(premises, "flooded"));
      } finally {
        floods.set(false);
      }
      int asked = 0;
      for (Future<Integer> one : flood) {
        asked += one.get();
      }
      Figures.note(
          "the answers to %d others take %s, and %s while %d clients of one requester ask %d"
              + " times",
          OTHERS.size(), told(calm), told(flooded), FLOODING_CLIENTS, asked);
    }
  }

  /// How often somebody asked who does not stop.
  private static int flood(Client client, int number, AtomicBoolean goesOn) {
    int asked = 0;
    while (goesOn.get()) {
      assertThat(client.request(FLOODER, "flood-%d-%d".formatted(number, asked)).status())
          .isIn(CREATED, TOO_MANY_REQUESTS);
      asked++;
    }
    return asked;
  }

  private static List<Callable<List<Duration>>> visits(Premises premises, String when) {
    return OTHERS.stream()
        .<Callable<List<Duration>>>map(person -> () -> visit(premises.client(), person, when))
        .toList();
  }

  /// How long each answer takes that somebody gets who asks, lists and has it approved.
  private static List<Duration> visit(Client client, Person person, String when) {
    List<Duration> taken = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      Reply asked = client.request(person, when + round);
      long answered = System.nanoTime();
      Reply listed = client.look(person, "/grants");
      long shown = System.nanoTime();
      String grant = Json.text(Json.read(asked.body()), "grant");
      Reply signed = client.sign(Vote.yes(CAROL, SIGNED), grant);
      long decided = System.nanoTime();
      assertThat(List.of(asked, listed, signed))
          .extracting(Reply::status)
          .containsExactly(CREATED, OK, OK);
      taken.add(Duration.ofNanos(answered - begun));
      taken.add(Duration.ofNanos(shown - answered));
      taken.add(Duration.ofNanos(decided - shown));
    }
    return taken;
  }

  private static List<Duration> all(ExecutorService threads, List<Callable<List<Duration>>> visits)
      throws InterruptedException, ExecutionException {
    List<Duration> taken = new ArrayList<>();
    for (Future<List<Duration>> visit : threads.invokeAll(visits)) {
      taken.addAll(visit.get());
    }
    return taken.stream().sorted().toList();
  }

  /// @param sorted the shortest first
  private static String told(List<Duration> sorted) {
    return "%d ms (one in a hundred more than %d ms)"
        .formatted(
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.get(sorted.size() * 99 / 100).toMillis());
  }
}
