package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.contract.Contract;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What cannot be taken is refused with the right status, and nothing is written.
class BadInputTest {

  private static final String CANARY = "canary";

  private final InMemorySystem system = new InMemorySystem();
  private final ProxyCall request = ProxyCall.of("RequestGrant");

  @Test
  void anUnknownEntitlementIsNotFound() {
    refused(request.json(body -> body.put("entitlement", CANARY)), 404, "unknown-entitlement");
  }

  @Test
  void anEntitlementOfOthersIsNotToldFromOneThatDoesNotExist() {
    InMemorySystem forBobOnly =
        new InMemorySystem(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));

    ProxyAnswer ofOthers = forBobOnly.answer(request);
    ProxyAnswer unknown =
        forBobOnly.answer(request.json(body -> body.put("entitlement", "unheard-of")));

    assertThat(ofOthers).isEqualTo(unknown);
    assertThat(ofOthers.status()).isEqualTo(404);
    assertThat(forBobOnly.isUntouched()).isTrue();
  }

  @Test
  void aPersonNoListNamesIsOfferedNothing() {
    InMemorySystem forBobOnly =
        new InMemorySystem(Catalogs.openTo(new Requesters(List.of(BOB), List.of())));

    ProxyAnswer offered = forBobOnly.answer(ProxyCall.of("ListEntitlements").by(ALICE));

    assertThat(offered.json().path("entitlements")).isEmpty();
  }

  @Test
  void anUnknownParameterIsNamed() {
    mistaken(parameters(values -> values.put("surplus", CANARY)), "parameters.surplus");
  }

  @Test
  void aMissingParameterIsNamed() {
    mistaken(parameters(values -> values.remove("prefix")), "parameters.prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a/*",
        "a?",
        "${aws:username}",
        "{bucket}",
        "a\",\"b",
        "a,b",
        "a/../b",
        "/a",
        "a/",
        "a\nb",
        "a\u0000b",
        "ä",
        "a\u202Eb"
      })
  void aValueOutsideItsGrammarIsRefused(String value) {
    mistaken(parameters(values -> values.put("prefix", value)), "parameters.prefix");
  }

  @Test
  void aValueThatIsNotOfferedIsNamedToTheCallerAndInNoLog() {
    ProxyCall call = parameters(values -> values.put("bucket", CANARY));

    String printed =
        InMemorySystem.printedDuring(() ->
            assertThat(system.answer(call).json().at("/mistakes/0/says").stringValue())
                .isEqualTo(
                    "is %s, which it cannot be; give one of acme-exports, acme-invoices"
                        .formatted(CANARY)));

    assertThat(printed).doesNotContain(CANARY);
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aValueThatIsNoTextIsRefused() {
    refused(parameters(values -> values.put("prefix", 4711)), 400, "malformed");
    refused(request.json(body -> body.put("parameters", "prefix")), 400, "malformed");
    refused(request.json(body -> body.putArray("parameters")), 400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT8H1M",
        "P1D",
        "PT4M",
        "PT0S",
        "-PT1H",
        "PT10M30S",
        "PT5M0.001S",
        "",
        "1h",
        "PT",
        "PT99999999999999999999H",
        "PT2562047788015215H"
      })
  void aDurationThatIsOverOrUnderTheLimitOrNotWholeMinutesIsRefused(String duration) {
    mistaken(request.json(body -> body.put("duration", duration)), "duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5M", "PT8H", "PT90M"})
  void aDurationWithinTheLimitsIsTaken(String duration) {
    assertThat(system.answer(request.json(body -> body.put("duration", duration))).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \n\t ",
        "case 4711\u0000",
        "case\u001b[2J4711",
        "case \u202E1174",
        "case \u2066hidden\u2069"
      })
  void aJustificationThatIsEmptyOrNotPlainTextIsRefused(String justification) {
    mistaken(request.json(body -> body.put("justification", justification)), "justification");
  }

  @Test
  void aJustificationOfAThousandSignsIsTakenAndOneMoreIsNot() {
    mistaken(request.json(body -> body.put("justification", "😀".repeat(1001))), "justification");
    assertThat(
            system
                .answer(request.json(body -> body.put("justification", "😀".repeat(1000))))
                .status())
        .isEqualTo(201);
  }

  @Test
  void aJustificationOfAHundredKilobytesIsTooLarge() {
    refused(request.json(body -> body.put("justification", "a".repeat(100_000))), 413, "too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Störung 4711: 応答なし,\nlatency < 3 s, a<3 & b>2",
        "Map<String,Integer> is null",
        "the log shows ${jndi:ldap://192.0.2.1/a}",
        "the page shows <script>alert(1)</script>",
        "please <img src=x onerror=alert(1)>",
        "see </blockquote> and <!-- hidden -->"
      })
  void whatPeopleWriteInOtherLanguagesAndAboutCodeIsTaken(String text) {
    GrantId grant = system.answer(request.json(body -> body.put("justification", text))).grant();

    ProxyAnswer shown = system.answer(ProxyCall.of("ShowGrant").on(grant));
    assertThat(shown.json().path("justification").stringValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "INC 4711", "INC-4711\n", "ä", "<b>", "a,b", "${a}"})
  void aTicketOfAnotherFormIsRefused(String ticket) {
    mistaken(request.json(body -> body.put("ticket", ticket)), "ticket");
  }

  @Test
  void aTicketHas64SignsAtTheMost() {
    mistaken(request.json(body -> body.put("ticket", "t".repeat(65))), "ticket");
    ProxyCall keyless = request.withoutHeader("Idempotency-Key");
    for (String ticket : List.of("t".repeat(64), "acme/shop#4711", "INC_47.11-2")) {
      assertThat(system.answer(keyless.json(body -> body.put("ticket", ticket))).status())
          .isEqualTo(201);
    }
  }

  @Test
  void whatIsNeitherTrueNorFalseBreaksNoGlass() {
    refused(request.json(body -> body.put("breakGlass", "true")), 400, "malformed");
    refused(request.json(body -> body.put("breakGlass", 1)), 400, "malformed");
    refused(request.json(body -> body.putNull("breakGlass")), 400, "malformed");
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    ProxyAnswer answer =
        system.answer(
            request.json(body -> {
              body.put("duration", "PT1M").put("justification", "");
              body.putObject("parameters").put("bucket", CANARY);
            }));

    assertThat(members(answer))
        .containsExactlyInAnyOrder(
            "parameters.bucket", "parameters.prefix", "justification", "duration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"canary\"",
        "{} {}",
        "{}canary",
        "{\"entitlement\":\"canary\",\"entitlement\":\"read-bucket-prefix\"}",
        "{\"canary\":1}",
        "{}",
        "{\"entitlement\":null}"
      })
  void aBodyThatIsNotTheObjectAskedForIsMalformed(String body) {
    refused(request.body(body), 400, "malformed");
  }

  @Test
  void trailingGarbageBehindAGoodBodyIsMalformed() {
    String good = request.event().path("body").stringValue();

    refused(request.body(good + good), 400, "malformed");
    refused(request.body(good + "canary"), 400, "malformed");
  }

  @Test
  void aMemberThatIsNamedTwiceIsMalformed() {
    String good = request.event().path("body").stringValue();
    String twice = good.replaceFirst("\\{", "{\"duration\":\"PT5M\",");

    refused(request.body(twice), 400, "malformed");
  }

  @Test
  void deepNestingIsMalformed() {
    refused(request.body("[".repeat(30_000)), 400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""})
  void anotherContentTypeIsNotRead(String contentType) {
    refused(request.header("Content-Type", contentType), 415, "content-type");
    refused(request.withoutHeader("Content-Type"), 415, "content-type");
  }

  @Test
  void theContentTypeMayBeWrittenInAnyCaseAndHaveParameters() {
    ProxyCall call =
        request
            .withoutHeader("Content-Type")
            .header("content-TYPE", "Application/JSON; charset=utf-8");

    assertThat(system.answer(call).status()).isEqualTo(201);
  }

  @Test
  void aBodyThatCameAsBase64IsTheSameBody() {
    ProxyCall call =
        request.changed(event ->
            event
                .put("isBase64Encoded", true)
                .put(
                    "body",
                    Base64.getEncoder()
                        .encodeToString(
                            event.path("body").stringValue().getBytes(StandardCharsets.UTF_8))));

    assertThat(system.answer(call).status()).isEqualTo(201);
  }

  static Set<String> signedOperations() {
    return Contract.read().signedOperations();
  }

  @ParameterizedTest
  @MethodSource("signedOperations")
  void anyoneWhoAwsDoesNotVouchForIsRefused(String operation) {
    GrantId grant = system.sought();
    List<String> before = system.types(grant);
    ProxyCall call = ProxyCall.of(operation);
    ProxyCall aimed = call.event().path("pathParameters").isObject() ? call.on(grant) : call;

    for (ProxyCall stranger :
        List.of(
            aimed.unsigned(),
            aimed.byArn("arn:aws:iam::111122223333:user/bob@example.com"),
            aimed.byArn("arn:aws:sts::111122223333:assumed-role/Admin/bob@example.com"),
            aimed.byArn(arn("111122223333", "Engineer", "bob@elsewhere.example")),
            aimed.byArn(arn("111122223333", "Engineer", "bob")),
            aimed.byArn(arn("111122223333", "ReadOnly", "bob@example.com")),
            aimed.byArn(arn("444455556666", "Engineer", "bob@example.com")))) {
      ProxyAnswer answer = system.answer(stranger);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("unknown-caller");
    }
    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(system.workflow.started()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ShowGrant",
        "CancelGrant",
        "ApproveGrant",
        "DenyGrant",
        "WithdrawApproval",
        "ReviewGrant",
        "IssueCredentials"
      })
  void aForeignGrantIsNotToldFromOneThatDoesNotExist(String operation) {
    GrantId grant = system.sought();
    List<String> before = system.types(grant);
    ProxyCall call = ProxyCall.of(operation).by(MALLORY);

    ProxyAnswer foreign = system.answer(call.on(grant));
    ProxyAnswer unknown = system.answer(call.on(UNKNOWN));
    ProxyAnswer malformed = system.answer(call.on("../grants/" + CANARY));

    assertThat(foreign).isEqualTo(unknown).isEqualTo(malformed);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).doesNotContain(CANARY);
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aLedgerThatContradictsItselfIsAProblemThatTellsNothing() {
    GrantId grant = system.sought();
    String printed =
        InMemorySystem.printedDuring(() -> {
          system.ledger.beforeNextRead(() -> {
            throw new CorruptLedger("entry 1 is missing");
          });
          ProxyAnswer answer = system.answer(ProxyCall.of("ShowGrant").on(grant));
          assertThat(answer.status()).isEqualTo(500);
          assertThat(answer.problem()).isEqualTo("corrupt-ledger");
          assertThat(answer.body()).doesNotContain("entry 1", grant.value(), "alice", "Exception");
        });

    assertThat(printed).contains("\"level\":\"ERROR\"", "CorruptLedger");
  }

  @Test
  void aLedgerThatContradictsItselfShowsAPageThatTellsNothing() {
    GrantId grant = system.sought();
    system.ledger.beforeNextRead(() -> {
      throw new CorruptLedger("entry 1 is missing");
    });
    InMemorySystem.printedDuring(() -> {
      ProxyAnswer answer =
          system.answer(ProxyCall.of("ShowDecision").on(grant).link(system.mailed(BOB).link()));
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("The record cannot be trusted");
      assertThat(answer.body()).doesNotContain("entry 1", grant.value(), "alice");
    });
  }

  @Test
  void aLedgerThatDoesNotAnswerIsAProblemToRepeat() {
    system.ledger.beforeNextRead(() -> {
      throw new OutcomeUnknown("read the ledger", new IOException(CANARY));
    });
    String printed =
        InMemorySystem.printedDuring(() -> {
          ProxyAnswer answer = system.answer(request);
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.problem()).isEqualTo("outcome-unknown");
          assertThat(answer.header("Retry-After")).isNotEmpty();
          assertThat(answer.body()).doesNotContain(CANARY);
        });

    assertThat(printed).doesNotContain(CANARY);
    assertThat(system.isUntouched()).isTrue();
  }

  /// Asserts that a call is refused, nothing of it repeated and nothing written.
  private void refused(ProxyCall call, int status, String problem) {
    String printed =
        InMemorySystem.printedDuring(() -> {
          ProxyAnswer answer = system.answer(call);
          assertThat(answer.status()).as(answer.body()).isEqualTo(status);
          assertThat(answer.problem()).isEqualTo(problem);
          assertThat(answer.body()).doesNotContain(CANARY);
        });
    assertThat(printed).doesNotContain(CANARY);
    assertThat(system.isUntouched()).isTrue();
  }

  private void mistaken(ProxyCall call, String member) {
    refused(call, 400, "mistakes");
    assertThat(members(system.answer(call))).containsExactly(member);
  }

  private ProxyCall parameters(Consumer<ObjectNode> change) {
    return request.json(body -> change.accept(body.withObject("parameters")));
  }

  private static List<String> members(ProxyAnswer answer) {
    return answer
        .json()
        .path("mistakes")
        .valueStream()
        .map(mistake -> mistake.path("member").stringValue())
        .toList();
  }

  private static String arn(String account, String permissionSet, String user) {
    return "arn:aws:sts::%s:assumed-role/AWSReservedSSO_%s_0123456789abcdef/%s"
        .formatted(account, permissionSet, user);
  }
}
