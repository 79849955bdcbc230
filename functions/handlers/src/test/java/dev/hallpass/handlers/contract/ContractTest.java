package dev.hallpass.handlers.contract;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Link;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each answer that the OpenAPI document lists is given, and is as the document says.
class ContractTest {

  private static final Contract CONTRACT = Contract.read();
  private static final String LONG = "a".repeat(70_000);

  private final Scene scene = new Scene();

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void aListedAnswerIsGivenAsItIsDescribed(Listed listed) {
    // The scene holds every answer against the document.
    ProxyAnswer answer = scene.answer(listed.call().apply(scene));

    assertThat(answer.status()).as(answer.body()).isEqualTo(listed.status());
  }

  @Test
  void everyListedAnswerIsAmongThem() {
    Map<String, Set<Integer>> listed =
        CONTRACT.operations().stream()
            .collect(Collectors.toMap(operation -> operation, CONTRACT::statuses));
    Map<String, Set<Integer>> given = new TreeMap<>();
    answers()
        .forEach(
            one -> given.computeIfAbsent(one.operation(), _ -> new TreeSet<>()).add(one.status()));

    assertThat(given).isEqualTo(listed);
  }

  @Test
  void theExamplesAreBodiesThatTheDocumentTakes() {
    for (String operation :
        List.of(
            "RequestGrant",
            "ExtendGrant",
            "ApproveGrant",
            "DenyGrant",
            "ReviewGrant",
            "ReturnGrant",
            "RevokeGrant")) {
      assertThat(CONTRACT.mistakesInBody(operation, CONTRACT.example(operation)))
          .as(operation)
          .isEmpty();
    }
  }

  @Test
  void theExamplesAreBodiesThatTheHandlersTake() {
    String request = CONTRACT.example("RequestGrant").toString();
    ProxyAnswer requested = scene.answer(ProxyCall.of("RequestGrant").body(request));
    assertThat(requested.status()).isEqualTo(201);

    for (String operation : List.of("ExtendGrant", "ReturnGrant", "RevokeGrant")) {
      String example = CONTRACT.example(operation).toString();
      ProxyCall call = ProxyCall.of(operation).on(scene.active()).body(example);
      assertThat(scene.answer(call).status()).as(operation).isBetween(200, 201);
    }

    String denial = CONTRACT.example("DenyGrant").toString();
    ProxyCall deny = ProxyCall.of("DenyGrant").on(requested.grant()).body(denial);
    assertThat(scene.answer(deny).status()).isEqualTo(200);

    String duration = CONTRACT.example("ApproveGrant").path("duration").stringValue();
    ProxyCall approve = ProxyCall.of("ApproveGrant").on(scene.sought()).shorter(duration);
    assertThat(scene.answer(approve).status()).isEqualTo(200);

    String review = CONTRACT.example("ReviewGrant").toString();
    ProxyCall reviewed = ProxyCall.of("ReviewGrant").on(scene.unreviewed()).body(review);
    assertThat(scene.answer(reviewed).status()).isEqualTo(200);
  }

  @Test
  void theShortestJustificationThatTheDocumentTakesIsTakenByTheHandler() {
    ProxyCall call = ProxyCall.of("RequestGrant").json(body -> body.put("justification", "x"));

    assertThat(CONTRACT.mistakesInBody("RequestGrant", call.json())).isEmpty();
    assertThat(scene.answer(call).status()).isEqualTo(201);
  }

  @Test
  void theDocumentRefusesWhatItDoesNotName() {
    ProxyCall call = ProxyCall.of("RequestGrant").json(body -> body.put("surplus", "x"));

    assertThat(CONTRACT.mistakesInBody("RequestGrant", call.json())).isNotEmpty();
    assertThat(CONTRACT.mistakesIn(new ProxyAnswer("ShowGrant", 418, Map.of(), "{}"))).isNotEmpty();
    assertThat(
            CONTRACT.mistakesIn(
                new ProxyAnswer(
                    "ShowGrant", 200, Map.of("Content-Type", "application/json"), "{}")))
        .isNotEmpty();
    assertThat(
            CONTRACT.mistakesIn(
                new ProxyAnswer("ShowGrant", 200, Map.of("Content-Type", "text/html"), "")))
        .isNotEmpty();
  }

  static Stream<Listed> answers() {
    return Stream.of(
        listed("ListEntitlements", 200, (scene, call) -> call),
        listed("ListEntitlements", 403, (scene, call) -> call.unsigned()),
        listed("RequestGrant", 201, (scene, call) -> call),
        listed("RequestGrant", 400, (scene, call) -> call.body("{")),
        listed("RequestGrant", 403, (scene, call) -> call.unsigned()),
        listed(
            "RequestGrant",
            404,
            (scene, call) -> call.json(body -> body.put("entitlement", "unheard-of"))),
        listed(
            "RequestGrant",
            409,
            (scene, call) -> {
              scene.answer(call);
              return call.json(body -> body.put("duration", "PT2H"));
            }),
        listed("RequestGrant", 413, (scene, call) -> call.body(LONG)),
        listed(
            "RequestGrant",
            429,
            (scene, call) -> {
              ProxyCall keyless = call.withoutHeader("Idempotency-Key");
              for (int request = 0; request < 20; request++) {
                scene.answer(keyless);
              }
              return keyless;
            }),
        listed("RequestGrant", 415, (scene, call) -> call.header("Content-Type", "text/plain")),
        listed("ListGrants", 200, (scene, call) -> sought(scene, call).by(ALICE)),
        listed("ListGrants", 403, (scene, call) -> call.unsigned()),
        listed("ListApprovals", 200, (scene, call) -> sought(scene, call).by(BOB)),
        listed("ListApprovals", 403, (scene, call) -> call.unsigned()),
        listed("ReviewGrant", 200, (scene, call) -> call.on(scene.unreviewed())),
        listed("ReviewGrant", 400, (scene, call) -> call.on(scene.unreviewed()).body("[]")),
        listed("ReviewGrant", 403, (scene, call) -> call.on(scene.unreviewed()).by(ALICE)),
        listed("ReviewGrant", 404, (scene, call) -> call),
        listed("ReviewGrant", 409, (scene, call) -> call.on(scene.broken())),
        listed("ReviewGrant", 413, (scene, call) -> call.on(scene.unreviewed()).body(LONG)),
        listed(
            "ReviewGrant",
            415,
            (scene, call) -> call.on(scene.unreviewed()).withoutHeader("Content-Type")),
        listed("ShowGrant", 200, (scene, call) -> call.on(scene.active())),
        listed("ShowGrant", 403, (scene, call) -> call.unsigned()),
        listed("ShowGrant", 404, (scene, call) -> call.on(scene.active()).by(MALLORY)),
        listed("CancelGrant", 200, (scene, call) -> call.on(scene.sought())),
        listed("CancelGrant", 403, (scene, call) -> call.on(scene.sought()).by(BOB)),
        listed("CancelGrant", 404, (scene, call) -> call),
        listed("CancelGrant", 409, (scene, call) -> call.on(scene.active())),
        listed("ApproveGrant", 200, (scene, call) -> call.on(scene.sought())),
        listed("ApproveGrant", 400, (scene, call) -> shorter(scene, call, "half an hour")),
        listed("ApproveGrant", 403, (scene, call) -> call.on(scene.sought()).by(ALICE)),
        listed("ApproveGrant", 404, (scene, call) -> call),
        listed("ApproveGrant", 409, (scene, call) -> call.on(scene.approved()).by(CAROL)),
        listed("ApproveGrant", 413, (scene, call) -> shorter(scene, call, LONG)),
        listed(
            "ApproveGrant",
            415,
            (scene, call) -> shorter(scene, call, "PT30M").withoutHeader("Content-Type")),
        listed("DenyGrant", 200, (scene, call) -> call.on(scene.sought())),
        listed("DenyGrant", 400, (scene, call) -> call.on(scene.sought()).body("[]")),
        listed("DenyGrant", 403, (scene, call) -> call.on(scene.sought()).by(ALICE)),
        listed("DenyGrant", 404, (scene, call) -> call),
        listed("DenyGrant", 409, (scene, call) -> call.on(scene.approved()).by(CAROL)),
        listed("DenyGrant", 413, (scene, call) -> call.on(scene.sought()).body(LONG)),
        listed(
            "DenyGrant",
            415,
            (scene, call) -> call.on(scene.sought()).withoutHeader("Content-Type")),
        listed("ReturnGrant", 200, (scene, call) -> call.on(scene.active())),
        listed("ReturnGrant", 400, (scene, call) -> call.on(scene.active()).body("[]")),
        listed("ReturnGrant", 403, (scene, call) -> call.on(scene.active()).by(BOB)),
        listed("ReturnGrant", 404, (scene, call) -> call),
        listed("ReturnGrant", 409, (scene, call) -> call.on(scene.sought())),
        listed("ReturnGrant", 413, (scene, call) -> call.on(scene.active()).body(LONG)),
        listed(
            "ReturnGrant",
            415,
            (scene, call) -> call.on(scene.active()).withoutHeader("Content-Type")),
        listed("RevokeGrant", 200, (scene, call) -> call.on(scene.active())),
        listed("RevokeGrant", 400, (scene, call) -> call.on(scene.active()).body("[]")),
        listed("RevokeGrant", 403, (scene, call) -> call.on(scene.active()).by(ALICE)),
        listed("RevokeGrant", 404, (scene, call) -> call),
        listed("RevokeGrant", 409, (scene, call) -> call.on(scene.sought())),
        listed("RevokeGrant", 413, (scene, call) -> call.on(scene.active()).body(LONG)),
        listed(
            "RevokeGrant",
            415,
            (scene, call) -> call.on(scene.active()).withoutHeader("Content-Type")),
        listed("ExtendGrant", 201, (scene, call) -> call.on(scene.active())),
        listed("ExtendGrant", 400, (scene, call) -> call.on(scene.active()).body("[]")),
        listed("ExtendGrant", 403, (scene, call) -> call.on(scene.active()).by(BOB)),
        listed("ExtendGrant", 404, (scene, call) -> call),
        listed("ExtendGrant", 409, (scene, call) -> call.on(scene.sought())),
        listed("ExtendGrant", 413, (scene, call) -> call.on(scene.active()).body(LONG)),
        listed(
            "ExtendGrant",
            415,
            (scene, call) -> call.on(scene.active()).withoutHeader("Content-Type")),
        listed(
            "ExtendGrant",
            429,
            (scene, call) -> {
              ProxyCall keyless = call.on(scene.active()).withoutHeader("Idempotency-Key");
              for (int request = 1; request < 20; request++) {
                scene.answer(keyless);
              }
              return keyless;
            }),
        listed("IssueCredentials", 200, (scene, call) -> call.on(scene.active())),
        listed("IssueCredentials", 403, (scene, call) -> call.on(scene.active()).by(BOB)),
        listed("IssueCredentials", 404, (scene, call) -> call.on(scene.active()).by(MALLORY)),
        listed("IssueCredentials", 409, (scene, call) -> call.on(scene.approved())),
        listed(
            "IssueCredentials",
            503,
            (scene, call) -> {
              scene.sessions.visible(false);
              return call.on(scene.active());
            }),
        listed("ShowDecision", 200, ContractTest::sought),
        listed("ShowDecision", 403, (scene, call) -> locked(scene, call)),
        listed("ShowDecision", 404, (scene, call) -> call.on(scene.sought())),
        listed("ShowDecision", 410, (scene, call) -> expired(scene, call)),
        listed("Decide", 200, ContractTest::sought),
        listed(
            "Decide",
            403,
            (scene, call) -> {
              ProxyCall right = sought(scene, call);
              String wrong = scene.mailed(BOB).wrongCode().digits();
              return right.form(fields(scene.mailed(BOB).link(), wrong));
            }),
        listed("Decide", 404, (scene, call) -> call.on(scene.sought())),
        listed("Decide", 410, (scene, call) -> expired(scene, call)),
        listed(
            "Decide",
            422,
            (scene, call) -> {
              GrantId grant = scene.sought();
              return call.on(grant).form(fields(scene.mailed(BOB).link(), ""));
            }));
  }

  /// The call that Bob makes when he follows his mail.
  private static ProxyCall sought(Scene scene, ProxyCall call) {
    GrantId grant = scene.sought();
    MailedLink mailed = scene.mailed(BOB);
    return switch (call.operation()) {
      case "ShowDecision" -> call.on(grant).link(mailed.link());
      case "Decide" -> call.on(grant).form(fields(mailed.link(), mailed.code().digits()));
      default -> call;
    };
  }

  private static ProxyCall shorter(Scene scene, ProxyCall call, String duration) {
    return call.on(scene.sought()).shorter(duration);
  }

  private static ProxyCall expired(Scene scene, ProxyCall call) {
    ProxyCall late = sought(scene, call);
    scene.pass(Duration.ofHours(2));
    return late;
  }

  private static ProxyCall locked(Scene scene, ProxyCall call) {
    ProxyCall show = sought(scene, call);
    String grant = show.event().path("pathParameters").path("grant").stringValue();
    MailedLink mailed = scene.mailed(BOB);
    for (int attempt = 0; attempt < 5; attempt++) {
      scene.answer(
          ProxyCall.of("Decide")
              .on(grant)
              .form(fields(mailed.link(), mailed.wrongCode().digits())));
    }
    return show;
  }

  private static Map<String, String> fields(Link link, String code) {
    return Map.of("link", link.token(), "code", code, "reason", "", "answer", "approve");
  }

  private static Listed listed(
      String operation, int status, BiFunction<Scene, ProxyCall, ProxyCall> call) {
    return new Listed(operation, status, scene -> call.apply(scene, ProxyCall.of(operation)));
  }

  /// One answer of the document, and a call that gets it.
  record Listed(String operation, int status, Function<Scene, ProxyCall> call) {
    @Override
    public String toString() {
      return operation + " " + status;
    }
  }
}
