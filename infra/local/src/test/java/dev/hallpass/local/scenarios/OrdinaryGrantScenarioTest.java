package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;

/// What an ordinary grant takes, counted: two people are asked, one says yes, the credentials are
/// fetched once, and the access ends at its minute. What runs by the clock is not counted, because
/// it runs without grants too.
class OrdinaryGrantScenarioTest {

  private static final Set<String> BY_THE_CLOCK = Set.of("Reap", "SignCheckpoint");

  private final Scene scene = new Scene();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Integer> invocations = new TreeMap<>();
  private String running = "";

  @BeforeEach
  void count() {
    scene.system().region().lambda().functions().stream()
        .map(function -> function.handler().substring(function.handler().lastIndexOf('.') + 1))
        .filter(name -> !BY_THE_CLOCK.contains(name))
        .forEach(name -> scene.system().surround(name, code -> counting(name, code)));
    scene.beforeRequests(this::count);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void takesFewStepsWhereItIsApprovedByThePage() {
    live(grant -> {
      LinkInMail link = scene.linkTo(BOB, grant);
      assertThat(scene.open(link).statusCode()).isEqualTo(200);
      assertThat(scene.approve(link).statusCode()).isEqualTo(200);
    });

    assertAtMost(new Steps(14, 57, 10, 13, 7));
  }

  @Test
  void takesFewStepsWhereItIsApprovedByTheApi() {
    live(grant -> assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200));

    assertAtMost(new Steps(14, 55, 10, 12, 6));
  }

  /// Two functions start, one after the other, before an approver has mail; three from their yes to
  /// credentials. What others do meanwhile is waited for by nobody.
  @Test
  void peopleWaitForFewCallsOfAwsOneAfterTheOther() {
    live(grant -> assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200));

    List<String> toMail = upTo("SeekAnswers ses.SendEmail", Set.of("Requests", "SeekAnswers"));
    List<String> toCredentials =
        calls.stream()
            .filter(call -> isOf(call, Set.of("Commands", "Activate", "IssueCredentials")))
            .toList();
    Figures.note("one after the other, from request to mail: %s", toMail);
    Figures.note("one after the other, from yes to credentials: %s", toCredentials);
    assertThat(toMail).hasSizeLessThanOrEqualTo(12);
    assertThat(toCredentials).hasSizeLessThanOrEqualTo(20);
  }

  private List<String> upTo(String last, Set<String> functions) {
    return calls.subList(0, calls.indexOf(last) + 1).stream()
        .filter(call -> isOf(call, functions))
        .toList();
  }

  private static boolean isOf(String call, Set<String> functions) {
    return functions.contains(call.substring(0, call.indexOf(' ')));
  }

  private void live(Consumer<GrantId> approval) {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    approval.accept(grant);
    scene.pass(A_MOMENT);
    scene.keys(grant);
    scene.pass(Duration.ofMinutes(15).plus(LiveSessions.OVER_AFTER_END));
  }

  private void assertAtMost(Steps most) {
    GrantId grant = scene.system().grants().getFirst();
    Steps taken =
        new Steps(
            scene.types(grant).size(),
            calls.size(),
            (int)
                scene.workflowHistory(grant).stream()
                    .filter(event -> event.typeAsString().endsWith("StateEntered"))
                    .count(),
            invocations.values().stream().mapToInt(Integer::intValue).sum(),
            scene.mailedTo().size());
    Figures.note("an ordinary grant: %s of %s", taken, invocations);
    Map<String, Long> eachCall =
        calls.stream()
            .collect(Collectors.groupingBy(call -> call, TreeMap::new, Collectors.counting()));
    Figures.note("its calls of AWS: %s", eachCall);

    assertThat(scene.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(taken.entries()).isLessThanOrEqualTo(most.entries());
    assertThat(taken.calls()).as("%s", eachCall).isLessThanOrEqualTo(most.calls());
    assertThat(taken.transitions()).isLessThanOrEqualTo(most.transitions());
    assertThat(taken.invocations()).as("%s", invocations).isLessThanOrEqualTo(most.invocations());
    assertThat(taken.mails()).isLessThanOrEqualTo(most.mails());
  }

  private RequestStreamHandler counting(String name, RequestStreamHandler code) {
    return (event, output, context) -> {
      String around = running;
      running = name;
      invocations.merge(name, 1, Integer::sum);
      code.handleRequest(event, output, context);
      running = around;
    };
  }

  private void count(Principal caller, SdkRequest request) {
    if (!running.isEmpty()) {
      String service = request.getClass().getPackageName().replaceAll(".*services[.]|[.]model", "");
      String operation = request.getClass().getSimpleName().replace("Request", "");
      calls.add("%s %s.%s".formatted(running, service, operation));
    }
  }

  /// How much of each kind a grant takes.
  ///
  /// @param calls of AWS, by functions that it starts
  /// @param transitions of its workflow
  /// @param invocations of functions
  private record Steps(int entries, int calls, int transitions, int invocations, int mails) {}
}
