package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many people at once.
class ManyGrantsScenarioTest {

  private static final int GRANTS = 50;
  private static final List<Person> PEOPLE = List.of(ALICE, BOB, CAROL, DAVE, ERIN);
  private static final List<Asked> ASKED =
      List.of(Asked.prefix("PT15M"), Asked.partition("PT15M"), Asked.logGroup("PT15M"));

  private final Scene scene = new Scene();
  private final ExecutorService callers = Executors.newFixedThreadPool(8);

  @AfterEach
  void close() {
    callers.shutdownNow();
    scene.close();
  }

  @Test
  void everyGrantIsOpenedOnceHoweverManyAnswerAtOnce()
      throws InterruptedException, ExecutionException {
    List<GrantId> grants =
        all(
            IntStream.range(0, GRANTS)
                .<Callable<GrantId>>mapToObj(number -> () -> request(number))
                .toList());
    scene.pass(A_MOMENT);

    List<Callable<Integer>> answers = new ArrayList<>();
    for (Person approver : List.of(BOB, CAROL, DAVE)) {
      grants.forEach(grant -> answers.add(() -> approve(approver, grant)));
    }
    assertThat(all(answers)).isSubsetOf(200, 403, 404, 409);
    scene.pass(A_MOMENT);

    assertThat(grants).doesNotHaveDuplicates().allSatisfy(this::assertOpenedOnce);
    assertThat(scene.policies()).hasSize(GRANTS);

    scene.pass(Duration.ofMinutes(15));
    assertThat(grants)
        .allSatisfy(grant -> {
          assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
          assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
        });
    assertThat(scene.policies()).isEmpty();
  }

  private GrantId request(int number) {
    Person requester = PEOPLE.get(number % PEOPLE.size());
    Asked asked = ASKED.get(number % ASKED.size());
    return Scene.idIn(scene.requested(requester, asked, Map.of()));
  }

  private int approve(Person approver, GrantId grant) {
    return scene.approveSigned(approver, grant).statusCode();
  }

  /// Reading the events checks the chain, too.
  private void assertOpenedOnce(GrantId grant) {
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    long needed = scene.show(grant).path("entitlement").asString().startsWith("edit") ? 2 : 1;
    assertThat(scene.types(grant)).filteredOn("approved"::equals).hasSize((int) needed);
    assertThat(scene.types(grant)).containsOnlyOnce("requested", "policy-planned", "activated");
  }

  private <T> List<T> all(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
    List<T> answers = new ArrayList<>();
    for (Future<T> answer : callers.invokeAll(calls)) {
      answers.add(answer.get());
    }
    return answers;
  }
}
