package dev.hallpass.handlers.contract;

import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whatever stands in a call, the answer is one that the OpenAPI document lists and no fault of
/// ours; what is refused leaves no entry, and what is taken is what the document takes.
class BodyFuzzTest {

  private static final int CALLS = 3_000;
  private static final int DRAWN = 1_500;
  private static final Catalog CATALOG = Catalogs.deployed();
  private static final Contract CONTRACT = Contract.read();
  private static final List<String> ALL = List.copyOf(CONTRACT.operations());
  private static final List<String> WITH_BODY = List.copyOf(CONTRACT.operationsWithBody());

  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final Map<String, Map<Integer, Integer>> byOperation = new TreeMap<>();
  private final Map<String, Call> calls = new TreeMap<>();

  @Test
  void noBodyMakesAFaultOrIsRecordedThoughItIsRefused() {
    List<String> wrong =
        new Cases("functions/handlers", BodyFuzzTest.class, CALLS).wrong(this::wrongIn);

    Figures.note(
        "spoilt bodies %d, answers by status %s, wrong %d",
        answers.values().stream().mapToInt(Integer::intValue).sum(), answers, wrong.size());
    assertThat(wrong).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(answers).containsKeys(200, 201, 400, 403, 404, 413, 415, 422);
    }
  }

  @Test
  void noBodyThatIsDrawnFromTheDocumentMakesAFault() {
    List<String> wrong =
        new Cases("functions/handlers", BodyFuzzTest.class, DRAWN)
            .wrong(random -> wrongIn(one(WITH_BODY, random), call -> drawn(call, random)));

    Figures.note(
        "bodies drawn from the document for %d operations, answers %s, wrong %d",
        byOperation.size(), byOperation, wrong.size());
    assertThat(wrong).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(byOperation).containsOnlyKeys(WITH_BODY);
      // Each is taken at times, and refused at times.
      assertThat(byOperation.values())
          .allMatch(some -> some.keySet().stream().anyMatch(status -> status < 300))
          .allMatch(some -> some.keySet().stream().anyMatch(status -> status >= 400));
    }
  }

  private static ProxyCall drawn(ProxyCall call, SplittableRandom random) {
    JsonNode schema = CONTRACT.bodySchema(call.operation());
    String body = call.event().path("body").stringValue("");
    return call.operation().equals("Decide")
        ? call.body(Drawn.form(Drawn.body(schema, Drawn.fields(body), random)))
        : call.header("Content-Type", "application/json")
            .body(
                Drawn.body(schema, body.isEmpty() ? Json.object() : Json.read(body), random)
                    .toString());
  }

  @Test
  void nothingInAPathAQueryOrAHeaderMakesAFault() {
    List<String> wrong =
        new Cases("functions/handlers", BodyFuzzTest.class, DRAWN)
            .wrong(random -> wrongIn(one(ALL, random), call -> astray(call, random)));

    Figures.note(
        "spoilt paths, queries and headers of %d operations, answers %s, wrong %d",
        byOperation.size(), byOperation, wrong.size());
    assertThat(wrong).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(byOperation).containsOnlyKeys(ALL);
    }
  }

  private static ProxyCall astray(ProxyCall call, SplittableRandom random) {
    String text = Drawn.text(random);
    return switch (random.nextInt(5)) {
      case 0, 1 -> call.event().path("pathParameters").isObject() ? call.on(text) : call;
      case 2 ->
          call.changed(event ->
              event
                  .withObject("queryStringParameters")
                  .put(random.nextBoolean() ? "link" : "x", text));
      case 3 -> call.header("Idempotency-Key", text);
      default -> call.changed(event -> event.putNull("queryStringParameters"));
    };
  }

  private List<String> wrongIn(SplittableRandom random) {
    return wrongIn(one(WITH_BODY, random), call -> Bodies.spoilt(call, random));
  }

  private List<String> wrongIn(String operation, UnaryOperator<ProxyCall> change) {
    List<Call> made = new ArrayList<>();
    InMemorySystem.printedDuring(
        () -> made.add(calls.computeIfAbsent(operation, BodyFuzzTest::good)));
    Call good = made.getFirst();
    ProxyCall spoilt = change.apply(good.call());
    List<Boolean> appends = new ArrayList<>();
    good.system().ledger.beforeNextAppend(() -> appends.add(true));
    List<ProxyAnswer> got = new ArrayList<>();
    // The system holds every answer against the document.
    InMemorySystem.printedDuring(() -> got.add(good.system().answer(spoilt)));
    ProxyAnswer answer = got.getFirst();
    answers.merge(answer.status(), 1, Integer::sum);
    byOperation
        .computeIfAbsent(operation, _ -> new TreeMap<>())
        .merge(answer.status(), 1, Integer::sum);
    if (!appends.isEmpty()) {
      // What was recorded must not decide what becomes of the next call.
      calls.remove(operation);
    }
    return wrong(spoilt, answer, !appends.isEmpty()).stream()
        .map(one -> "%s: %s answered %d".formatted(one, shortened(spoilt), answer.status()))
        .toList();
  }

  private static List<String> wrong(ProxyCall call, ProxyAnswer answer, boolean isRecorded) {
    List<String> wrong = new ArrayList<>();
    if (answer.status() >= 500) {
      wrong.add("a fault");
    }
    // A wrong code is refused and counted.
    boolean isAttempt = call.operation().equals("Decide") && answer.status() == 403;
    if (isRecorded && answer.status() >= 300 && !isAttempt) {
      wrong.add("recorded though it was refused");
    }
    if (answer.status() < 300
        && !(isTakenByTheDocument(call) && CONTRACT.mistakesInParameters(call).isEmpty())) {
      wrong.add("taken though the document does not take it");
    }
    return wrong;
  }

  private static boolean isTakenByTheDocument(ProxyCall call) {
    boolean isReadable =
        !call.operation().equals("Decide")
            && !call.event().path("isBase64Encoded").booleanValue()
            && !call.event().path("body").stringValue("").isEmpty();
    return !isReadable || CONTRACT.mistakesInBody(call.operation(), call.json()).isEmpty();
  }

  private static Call good(String operation) {
    InMemorySystem system = new InMemorySystem(CATALOG);
    ProxyCall call = ProxyCall.of(operation);
    return new Call(
        system,
        switch (operation) {
          case "RequestGrant", "ListEntitlements", "ListGrants", "ListApprovals" -> call;
          case "CancelGrant" -> call.on(system.sought());
          case "WithdrawApproval" -> call.on(system.approved());
          case "ShowDecision" -> call.on(system.sought()).link(system.mailed(BOB).link());
          case "ApproveGrant" -> call.on(system.sought()).shorter("PT30M");
          case "DenyGrant" -> call.on(system.sought());
          case "ReviewGrant" -> call.on(system.unreviewed());
          case "Decide" -> mailed(system, call);
          default -> call.on(system.active()).withoutHeader("Idempotency-Key");
        });
  }

  private static ProxyCall mailed(InMemorySystem system, ProxyCall call) {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    return call.on(grant).form(mailed, "deny", "Look again.");
  }

  private static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private static String shortened(ProxyCall call) {
    String text =
        Stream.of("pathParameters", "queryStringParameters", "headers", "body")
            .map(member -> call.event().path(member).toString())
            .collect(Collectors.joining(" "));
    return call.operation() + " " + text.substring(0, Math.min(text.length(), 600));
  }

  /// A call that would be taken as it is, and where.
  private record Call(InMemorySystem system, ProxyCall call) {}
}
