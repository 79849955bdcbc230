package dev.hallpass.handlers;

import static dev.hallpass.handlers.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever stands in a body, the answer is one that the OpenAPI document lists and no fault of
/// ours; what is refused leaves no entry, and what is taken is what the document takes.
class BodyFuzzTest {

  private static final int CALLS = 3_000;
  private static final List<String> OPERATIONS =
      List.of(
          "RequestGrant",
          "ExtendGrant",
          "ApproveGrant",
          "DenyGrant",
          "ReviewGrant",
          "ReturnGrant",
          "RevokeGrant",
          "Decide");
  private static final Catalog CATALOG = Catalogs.deployed();
  private static final Contract CONTRACT = Contract.read();

  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final Map<String, Call> calls = new TreeMap<>();

  @Test
  void noBodyMakesAFaultOrIsRecordedThoughItIsRefused() {
    List<String> wrong =
        new Cases("functions/handlers", BodyFuzzTest.class, CALLS).wrong(this::wrongIn);

    System.out.printf(
        "figure: spoilt bodies %d, answers by status %s, wrong %d%n",
        answers.values().stream().mapToInt(Integer::intValue).sum(), answers, wrong.size());
    assertThat(wrong).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(answers).containsKeys(200, 201, 400, 403, 404, 413, 415, 422);
    }
  }

  private List<String> wrongIn(SplittableRandom random) {
    String operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
    List<Call> made = new ArrayList<>();
    Scene.printedDuring(() -> made.add(calls.computeIfAbsent(operation, BodyFuzzTest::good)));
    Call good = made.getFirst();
    ProxyCall spoilt = Bodies.spoilt(good.call(), random);
    List<Boolean> appends = new ArrayList<>();
    good.scene().ledger.beforeNextAppend(() -> appends.add(true));
    List<ProxyAnswer> got = new ArrayList<>();
    // The scene holds every answer against the document.
    Scene.printedDuring(() -> got.add(good.scene().answer(spoilt)));
    ProxyAnswer answer = got.getFirst();
    answers.merge(answer.status(), 1, Integer::sum);
    if (!appends.isEmpty()) {
      // What was recorded must not decide what becomes of the next call.
      calls.remove(operation);
    }
    return wrong(spoilt, answer, !appends.isEmpty()).stream()
        .map(one ->
            "%s: %s answered %d"
                .formatted(one, shortened(spoilt.event().toString()), answer.status()))
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
    if (answer.status() < 300 && !isTakenByTheDocument(call)) {
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
    Scene scene = new Scene(CATALOG);
    ProxyCall call = ProxyCall.of(operation);
    return new Call(
        scene,
        switch (operation) {
          case "RequestGrant" -> call;
          case "ApproveGrant" -> call.on(scene.sought()).shorter("PT30M");
          case "DenyGrant" -> call.on(scene.sought());
          case "ReviewGrant" -> call.on(scene.unreviewed());
          case "Decide" -> mailed(scene, call);
          default -> call.on(scene.active()).withoutHeader("Idempotency-Key");
        });
  }

  private static ProxyCall mailed(Scene scene, ProxyCall call) {
    GrantId grant = scene.sought();
    MailedLink mailed = scene.mailed(BOB);
    return call.on(grant)
        .form(
            Map.of(
                "link",
                mailed.link().token(),
                "code",
                mailed.code().digits(),
                "reason",
                "Look again.",
                "answer",
                "deny"));
  }

  private static String shortened(String text) {
    int body = text.indexOf("\"body\"");
    return text.substring(body, Math.min(text.length(), body + 400));
  }

  /// A call that would be taken as it is, and where.
  private record Call(Scene scene, ProxyCall call) {}
}
