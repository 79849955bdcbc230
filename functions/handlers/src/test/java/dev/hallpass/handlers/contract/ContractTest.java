package dev.hallpass.handlers.contract;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Link;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
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

  private final InMemorySystem system = new InMemorySystem();

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void aListedAnswerIsGivenAsItIsDescribed(Listed listed) {
    // The system holds every answer against the document.
    ProxyAnswer answer = system.answer(listed.call().apply(system));

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
  void eachSignedCallTakesAProofOfItsCaller() {
    assertThat(CONTRACT.signedOperations())
        .allSatisfy(
            operation -> assertThat(CONTRACT.parameters(operation)).contains("Hallpass-Proof"));
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
            "RevokeGrant",
            "BlockPerson",
            "UnblockPerson")) {
      assertThat(CONTRACT.mistakesInBody(operation, CONTRACT.example(operation)))
          .as(operation)
          .isEmpty();
    }
  }

  @Test
  void theExamplesAreBodiesThatTheHandlersTake() {
    String request = CONTRACT.example("RequestGrant").toString();
    ProxyAnswer requested = system.answer(ProxyCall.of("RequestGrant").body(request));
    assertThat(requested.status()).isEqualTo(201);

    for (String operation : List.of("ExtendGrant", "ReturnGrant", "RevokeGrant")) {
      String example = CONTRACT.example(operation).toString();
      ProxyCall call = ProxyCall.of(operation).on(system.active()).body(example);
      assertThat(system.answer(call).status()).as(operation).isBetween(200, 201);
    }

    for (String operation : List.of("BlockPerson", "UnblockPerson")) {
      String example = CONTRACT.example(operation).toString();
      assertThat(system.answer(ProxyCall.of(operation).body(example)).status())
          .as(operation)
          .isEqualTo(200);
    }

    String denial = CONTRACT.example("DenyGrant").toString();
    ProxyCall deny = ProxyCall.of("DenyGrant").on(requested.grant()).body(denial);
    assertThat(system.answer(deny).status()).isEqualTo(200);

    String duration = CONTRACT.example("ApproveGrant").path("duration").stringValue();
    ProxyCall approve = ProxyCall.of("ApproveGrant").on(system.sought()).shorter(duration);
    assertThat(system.answer(approve).status()).isEqualTo(200);

    String review = CONTRACT.example("ReviewGrant").toString();
    ProxyCall reviewed = ProxyCall.of("ReviewGrant").on(system.unreviewed()).body(review);
    assertThat(system.answer(reviewed).status()).isEqualTo(200);
  }

  @Test
  void theShortestJustificationThatTheDocumentTakesIsTakenByTheHandler() {
    ProxyCall call = ProxyCall.of("RequestGrant").json(body -> body.put("justification", "x"));

    assertThat(CONTRACT.mistakesInBody("RequestGrant", call.json())).isEmpty();
    assertThat(system.answer(call).status()).isEqualTo(201);
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
        listed("ListEntitlements", 200, (system, call) -> call),
        listed("ListEntitlements", 403, (system, call) -> call.unsigned()),
        listed("RequestGrant", 201, (system, call) -> call),
        listed("RequestGrant", 400, (system, call) -> call.body("{")),
        listed("RequestGrant", 403, (system, call) -> call.unsigned()),
        listed(
            "RequestGrant",
            404,
            (system, call) -> call.json(body -> body.put("entitlement", "unheard-of"))),
        listed(
            "RequestGrant",
            409,
            (system, call) -> {
              system.answer(call);
              return call.json(body -> body.put("duration", "PT2H"));
            }),
        listed("RequestGrant", 413, (system, call) -> call.body(LONG)),
        listed(
            "RequestGrant",
            429,
            (system, call) -> {
              ProxyCall keyless = call.withoutHeader("Idempotency-Key");
              for (int request = 0; request < 20; request++) {
                system.answer(keyless);
              }
              return keyless;
            }),
        listed("RequestGrant", 415, (system, call) -> call.header("Content-Type", "text/plain")),
        listed("ListGrants", 200, (system, call) -> sought(system, call).by(ALICE)),
        listed("ListGrants", 403, (system, call) -> call.unsigned()),
        listed("ListApprovals", 200, (system, call) -> sought(system, call).by(BOB)),
        listed("ListApprovals", 403, (system, call) -> call.unsigned()),
        listed("ReviewGrant", 200, (system, call) -> call.on(system.unreviewed())),
        listed("ReviewGrant", 400, (system, call) -> call.on(system.unreviewed()).body("[]")),
        listed("ReviewGrant", 403, (system, call) -> call.on(system.unreviewed()).by(ALICE)),
        listed("ReviewGrant", 404, (system, call) -> call),
        listed("ReviewGrant", 409, (system, call) -> call.on(system.broken())),
        listed("ReviewGrant", 413, (system, call) -> call.on(system.unreviewed()).body(LONG)),
        listed(
            "ReviewGrant",
            415,
            (system, call) -> call.on(system.unreviewed()).withoutHeader("Content-Type")),
        listed("ShowGrant", 200, (system, call) -> call.on(system.active())),
        listed("ShowGrant", 403, (system, call) -> call.unsigned()),
        listed("ShowGrant", 404, (system, call) -> call.on(system.active()).by(MALLORY)),
        listed("CancelGrant", 200, (system, call) -> call.on(system.sought())),
        listed("CancelGrant", 403, (system, call) -> call.on(system.sought()).by(BOB)),
        listed("CancelGrant", 404, (system, call) -> call),
        listed("CancelGrant", 409, (system, call) -> call.on(system.active())),
        listed("ApproveGrant", 200, (system, call) -> call.on(system.sought())),
        listed("ApproveGrant", 400, (system, call) -> shorter(system, call, "half an hour")),
        listed("ApproveGrant", 403, (system, call) -> call.on(system.sought()).by(ALICE)),
        listed("ApproveGrant", 404, (system, call) -> call),
        listed("ApproveGrant", 409, (system, call) -> call.on(system.approved()).by(CAROL)),
        listed("ApproveGrant", 413, (system, call) -> shorter(system, call, LONG)),
        listed(
            "ApproveGrant",
            415,
            (system, call) -> shorter(system, call, "PT30M").withoutHeader("Content-Type")),
        listed("WithdrawApproval", 200, (system, call) -> call.on(system.approved())),
        listed("WithdrawApproval", 403, (system, call) -> call.on(system.approved()).unsigned()),
        listed("WithdrawApproval", 404, (system, call) -> call),
        listed("WithdrawApproval", 409, (system, call) -> call.on(system.active())),
        listed("DenyGrant", 200, (system, call) -> call.on(system.sought())),
        listed("DenyGrant", 400, (system, call) -> call.on(system.sought()).body("[]")),
        listed("DenyGrant", 403, (system, call) -> call.on(system.sought()).by(ALICE)),
        listed("DenyGrant", 404, (system, call) -> call),
        listed("DenyGrant", 409, (system, call) -> call.on(system.approved()).by(CAROL)),
        listed("DenyGrant", 413, (system, call) -> call.on(system.sought()).body(LONG)),
        listed(
            "DenyGrant",
            415,
            (system, call) -> call.on(system.sought()).withoutHeader("Content-Type")),
        listed("ReturnGrant", 200, (system, call) -> call.on(system.active())),
        listed("ReturnGrant", 400, (system, call) -> call.on(system.active()).body("[]")),
        listed("ReturnGrant", 403, (system, call) -> call.on(system.active()).by(BOB)),
        listed("ReturnGrant", 404, (system, call) -> call),
        listed("ReturnGrant", 409, (system, call) -> call.on(system.sought())),
        listed("ReturnGrant", 413, (system, call) -> call.on(system.active()).body(LONG)),
        listed(
            "ReturnGrant",
            415,
            (system, call) -> call.on(system.active()).withoutHeader("Content-Type")),
        listed("BlockPerson", 200, (_, call) -> call),
        listed("BlockPerson", 400, (_, call) -> call.about("bob")),
        listed("BlockPerson", 403, (_, call) -> call.by(BOB)),
        listed("BlockPerson", 413, (_, call) -> call.body(LONG)),
        listed("BlockPerson", 415, (_, call) -> call.withoutHeader("Content-Type")),
        listed("UnblockPerson", 200, (_, call) -> call),
        listed("UnblockPerson", 400, (_, call) -> call.about("bob")),
        listed("UnblockPerson", 403, (_, call) -> call.by(BOB)),
        listed("UnblockPerson", 413, (_, call) -> call.body(LONG)),
        listed("UnblockPerson", 415, (_, call) -> call.withoutHeader("Content-Type")),
        listed("RevokeGrant", 200, (system, call) -> call.on(system.active())),
        listed("RevokeGrant", 400, (system, call) -> call.on(system.active()).body("[]")),
        listed("RevokeGrant", 403, (system, call) -> call.on(system.active()).by(ALICE)),
        listed("RevokeGrant", 404, (system, call) -> call),
        listed("RevokeGrant", 409, (system, call) -> call.on(system.unreviewed()).by(CAROL)),
        listed("RevokeGrant", 413, (system, call) -> call.on(system.active()).body(LONG)),
        listed(
            "RevokeGrant",
            415,
            (system, call) -> call.on(system.active()).withoutHeader("Content-Type")),
        listed("ExtendGrant", 201, (system, call) -> call.on(system.active())),
        listed("ExtendGrant", 400, (system, call) -> call.on(system.active()).body("[]")),
        listed("ExtendGrant", 403, (system, call) -> call.on(system.active()).by(BOB)),
        listed("ExtendGrant", 404, (system, call) -> call),
        listed("ExtendGrant", 409, (system, call) -> call.on(system.sought())),
        listed("ExtendGrant", 413, (system, call) -> call.on(system.active()).body(LONG)),
        listed(
            "ExtendGrant",
            415,
            (system, call) -> call.on(system.active()).withoutHeader("Content-Type")),
        listed(
            "ExtendGrant",
            429,
            (system, call) -> {
              ProxyCall keyless = call.on(system.active()).withoutHeader("Idempotency-Key");
              for (int request = 1; request < 20; request++) {
                system.answer(keyless);
              }
              return keyless;
            }),
        listed("IssueCredentials", 200, (system, call) -> call.on(system.active())),
        listed("IssueCredentials", 403, (system, call) -> call.on(system.active()).by(BOB)),
        listed("IssueCredentials", 404, (system, call) -> call.on(system.active()).by(MALLORY)),
        listed("IssueCredentials", 409, (system, call) -> call.on(system.approved())),
        listed(
            "IssueCredentials",
            429,
            (system, call) -> {
              ProxyCall first = call.on(system.active());
              system.answer(first);
              return first;
            }),
        listed(
            "IssueCredentials",
            503,
            (system, call) -> {
              system.sessions.visible(false);
              return call.on(system.active());
            }),
        listed("ShowDecision", 200, ContractTest::sought),
        listed("ShowDecision", 403, (system, call) -> locked(system, call)),
        listed("ShowDecision", 404, (system, call) -> call.on(system.sought())),
        listed("ShowDecision", 410, (system, call) -> expired(system, call)),
        listed("Decide", 200, ContractTest::sought),
        listed(
            "Decide",
            403,
            (system, call) -> {
              ProxyCall right = sought(system, call);
              String wrong = system.mailed(BOB).wrongCode().digits();
              return right.form(fields(system.mailed(BOB).link(), wrong));
            }),
        listed("Decide", 404, (system, call) -> call.on(system.sought())),
        listed("Decide", 410, (system, call) -> expired(system, call)),
        listed(
            "Decide",
            422,
            (system, call) -> {
              GrantId grant = system.sought();
              return call.on(grant).form(fields(system.mailed(BOB).link(), ""));
            }));
  }

  /// The call that Bob makes when he follows his mail.
  private static ProxyCall sought(InMemorySystem system, ProxyCall call) {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    return switch (call.operation()) {
      case "ShowDecision" -> call.on(grant).link(mailed.link());
      case "Decide" -> call.on(grant).form(fields(mailed.link(), mailed.code().digits()));
      default -> call;
    };
  }

  private static ProxyCall shorter(InMemorySystem system, ProxyCall call, String duration) {
    return call.on(system.sought()).shorter(duration);
  }

  private static ProxyCall expired(InMemorySystem system, ProxyCall call) {
    ProxyCall late = sought(system, call);
    system.pass(Duration.ofHours(2));
    return late;
  }

  private static ProxyCall locked(InMemorySystem system, ProxyCall call) {
    ProxyCall show = sought(system, call);
    String grant = show.event().path("pathParameters").path("grant").stringValue();
    MailedLink mailed = system.mailed(BOB);
    for (int attempt = 0; attempt < 5; attempt++) {
      system.answer(
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
      String operation, int status, BiFunction<InMemorySystem, ProxyCall, ProxyCall> call) {
    return new Listed(operation, status, system -> call.apply(system, ProxyCall.of(operation)));
  }

  /// One answer of the document, and a call that gets it.
  record Listed(String operation, int status, Function<InMemorySystem, ProxyCall> call) {
    @Override
    public String toString() {
      return operation + " " + status;
    }
  }
}
