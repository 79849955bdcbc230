package dev.hallpass.local.load;

import static dev.hallpass.approval.Channel.LINK;
import static dev.hallpass.approval.Channel.SIGNED;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.local.load.Vote.no;
import static dev.hallpass.local.load.Vote.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.load.Receipts.Receipt;
import dev.hallpass.local.scene.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One request and the two decisions on it. Some of what is sent is sent twice, at the same moment
/// or once more when it is answered, as by a client that was not patient enough.
///
/// @param number what distinguishes it from the others
record Life(int number, Person requester, ClientPool clients, Progress progress, Receipts receipts)
    implements Callable<Life> {

  /// How two people decide, turn by turn; what is in one turn is sent at the same moment.
  private static final List<List<List<Vote>>> COURSES =
      List.of(
          List.of(List.of(yes(BOB, SIGNED), yes(CAROL, SIGNED))),
          List.of(List.of(yes(CAROL, LINK), yes(DAVE, LINK))),
          List.of(List.of(yes(BOB, SIGNED), yes(DAVE, LINK))),
          List.of(List.of(yes(BOB, SIGNED), yes(CAROL, LINK), yes(DAVE, SIGNED))),
          List.of(List.of(yes(BOB, SIGNED)), List.of(no(CAROL, LINK))),
          List.of(List.of(yes(DAVE, LINK)), List.of(no(BOB, SIGNED))));

  private static final int NEEDED = 2;
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;

  @Override
  public Life call() throws InterruptedException, ExecutionException, TimeoutException {
    String grant = request(number % 7 == 0 ? 2 : 1);
    receipts.requested(grant);
    List<Vote> cast = new ArrayList<>();
    for (List<Vote> turn : COURSES.get(number % COURSES.size())) {
      cast.addAll(turn);
      decide(grant, turn, number % 5 == 0 ? 2 : 1);
    }
    if (number % 5 == 1) {
      assertThat(answers(grant, cast)).allSatisfy(this::isRefused);
    }
    if (number % 7 == 1) {
      assertThat(request(1)).isEqualTo(grant);
    }
    return this;
  }

  /// Asks, so many times at the same moment and with the same key.
  private String request(int times) throws InterruptedException, ExecutionException {
    List<Reply> replies =
        clients.atOnce(
            Collections.nCopies(times, client -> client.request(requester, "load-" + number)));
    assertThat(replies).allMatch(reply -> reply.status() == CREATED);
    List<String> grants =
        replies.stream().map(reply -> Json.text(Json.read(reply.body()), "grant")).toList();
    assertThat(grants).containsOnly(grants.getFirst());
    return grants.getFirst();
  }

  /// Decides, each so many times at the same moment.
  private void decide(String grant, List<Vote> turn, int times)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Vote> sent =
        turn.stream().flatMap(vote -> Collections.nCopies(times, vote).stream()).toList();
    List<Reply> replies = answers(grant, sent);
    // Who says the same twice within a millisecond is told twice that it is recorded, once.
    Set<Receipt> taken =
        IntStream.range(0, sent.size())
            .filter(place -> replies.get(place).status() == OK)
            .mapToObj(place -> Receipt.of(grant, sent.get(place)))
            .collect(Collectors.toSet());
    assertThat(replies).filteredOn(reply -> reply.status() != OK).allSatisfy(this::isRefused);
    assertThat(taken).hasSize(Math.min(turn.size(), NEEDED));
    taken.forEach(receipts::decided);
  }

  private void isRefused(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isIn(CONFLICT, GONE);
  }

  private List<Reply> answers(String grant, List<Vote> votes)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Function<Client, Reply>> calls = new ArrayList<>();
    for (Vote vote : votes) {
      switch (vote.channel()) {
        case SIGNED, PROVED -> calls.add(client -> client.sign(vote, grant));
        case LINK -> {
          LinkInMail link = progress.await(grant, vote.approver());
          calls.add(client -> client.fillIn(vote, link));
        }
      }
    }
    return clients.atOnce(calls);
  }
}
