package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.SessionPolicies.QuotaReached;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.contract.Contract;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A refusal of AWS that does not go away is told as what it is, to people and to those who run
/// Hallpass.
class RefusedByAwsTest {

  private static final Duration SETTLED = Duration.ofMinutes(5);

  private final InMemorySystem system = new InMemorySystem();
  private final List<JsonNode> printed = new ArrayList<>();

  @Test
  void aRequestWhoseWorkflowMayNotBeStartedIsNotToBeRepeated() {
    system.workflow.refuse(AwsAnswers.denial("Sfn", "states:StartExecution"));

    ProxyAnswer answer = printing(() -> system.answer(ProxyCall.of("RequestGrant")));

    assertMissing(answer, "Requests", "states:StartExecution");
    assertThat(system.types(GrantId.of(ALICE, "support-case-4711"))).containsExactly("requested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ShowGrant", "CancelGrant", "IssueCredentials"})
  void whatMayNotBeReadInTheLedgerIsNotToBeRepeated(String operation) {
    GrantId grant = system.active();
    system.ledger.beforeNextRead(() -> deny("DynamoDb", "dynamodb:Query"));

    ProxyAnswer answer = printing(() -> system.answer(ProxyCall.of(operation).on(grant)));

    assertMissing(answer, Contract.read().function(operation), "dynamodb:Query");
    assertThat(Json.text(printed.getFirst(), "grant")).isEqualTo(grant.value());
  }

  @Test
  void whatMayNotBeWrittenInTheLedgerIsNotToBeRepeated() {
    GrantId grant = system.sought();
    system.ledger.beforeNextAppend(() -> deny("DynamoDb", "dynamodb:PartiQLInsert"));

    ProxyAnswer answer = printing(() -> system.answer(ProxyCall.of("ApproveGrant").on(grant)));

    assertMissing(answer, "Commands", "dynamodb:PartiQLInsert");
  }

  @Test
  void eachCallHasAnIdOfItsOwn() {
    system.workflow.refuse(AwsAnswers.denial("Sfn", "states:StartExecution"));
    ProxyCall request = ProxyCall.of("RequestGrant");

    ProxyAnswer first = printing(() -> system.answer(request));
    ProxyAnswer second = printing(() -> system.answer(request));

    assertThat(id(first)).isNotEqualTo(id(second));
    assertThat(printed)
        .extracting(line -> Json.text(line, "call"))
        .containsExactly(id(first), id(second));
  }

  @Test
  void approversReadItOnAPageWithTheId() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    system.ledger.beforeNextRead(() -> deny("DynamoDb", "dynamodb:Query"));

    ProxyAnswer answer =
        printing(() -> system.answer(ProxyCall.of("ShowDecision").on(grant).link(mailed.link())));

    String said = Jsoup.parse(answer.body()).select("main").text();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
    assertThat(said)
        .contains("Hallpass lacks a permission in AWS", Json.text(printed.getFirst(), "call"))
        .doesNotContain("again in a minute", "ledger");
    assertThat(Json.text(printed.getFirst(), "action")).isEqualTo("dynamodb:Query");
  }

  @Test
  void anAnswerOfAnApproverThatCannotBeRecordedDecidesNothingAndSaysSo() {
    GrantId grant = system.sought();
    MailedLink mailed = system.mailed(BOB);
    system.ledger.beforeNextAppend(() -> deny("DynamoDb", "dynamodb:PartiQLInsert"));

    ProxyAnswer answer =
        printing(() -> system.answer(ProxyCall.of("Decide").on(grant).form(mailed, "approve", "")));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("Nothing was decided");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void aStepThatMayNotMakeAPolicyNamesTheActionAndIsTriedAgain() {
    GrantId grant = system.approved();
    system.policies.beforeMake(_ -> deny("Iam", "iam:CreatePolicy"));

    printing(() -> {
      assertThatExceptionOfType(OutcomeUnknown.class)
          .isThrownBy(() -> system.run("Activate", grant))
          .withNoCause();
      return "";
    });

    assertDenied(printed.getFirst(), "Activate", "iam:CreatePolicy");
    system.policies.beforeMake(_ -> {});
    assertThat(Json.text(system.run("Activate", grant), "next")).isEqualTo("AwaitEnd");
  }

  @Test
  void theReaperNamesTheActionAndFinishesItsPass() {
    system.policies.atEveryCall(_ -> deny("Iam", "iam:ListPolicies"));

    printing(() -> system.run("Reap", Sample.upkeep("Reap")));

    assertThat(printed)
        .filteredOn(line -> line.has("action"))
        .isNotEmpty()
        .allSatisfy(line -> assertDenied(line, "Reap", "iam:ListPolicies"));
    assertThat(printed.getLast().path("Incomplete").asInt(-1)).isEqualTo(1);
  }

  @Test
  void asLongAsThePolicyMayNotBeVisibleNobodyIsAlarmed() {
    GrantId grant = system.active();
    system.sessions.visible(false);
    system.pass(SETTLED.minusMillis(1));

    ProxyAnswer answer = fetch(grant);

    assertThat(answer.problem()).isEqualTo("not-visible-yet");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(printed)
        .singleElement()
        .satisfies(line -> {
          assertThat(Json.text(line, "level")).isEqualTo("WARN");
          assertThat(line.path("causes").toString()).contains("AccessDeniedException");
          assertThat(line.has("action")).isFalse();
        });
  }

  @Test
  void minutesAfterActivationADeniedSessionIsAMissingPermission() {
    GrantId grant = system.active();
    system.sessions.refuse(AwsAnswers.denial("Sts", "sts:TagSession"));
    system.pass(SETTLED);

    assertMissing(fetch(grant), "IssueCredentials", "sts:TagSession");
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredToken, starts the function anew",
    "PackedPolicyTooLarge, fewer managed policies",
    "RegionDisabledException, enable STS in the region"
  })
  void whatTimeCannotChangeIsSaidAtOnceWithItsRemedy(String code, String remedy) {
    GrantId grant = system.active();
    system.sessions.refuse(AwsAnswers.refusal("Sts", code, "No: " + AwsAnswers.CALLER));

    ProxyAnswer answer = fetch(grant);

    assertRefused(answer, code);
    assertThat(Json.text(answer.json(), "detail")).contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with an explicit deny in a service control policy",
        "with an explicit deny in a resource control policy",
        "because no service control policy allows the sts:TagSession action"
      })
  void whatAControlPolicyDeniesIsSaidAtOnce(String because) {
    GrantId grant = system.active();
    system.sessions.refuse(
        AwsAnswers.refusal(
            "Sts",
            "AccessDeniedException",
            "User: %s is not authorized to perform: sts:TagSession on resource: %s %s"
                .formatted(AwsAnswers.CALLER, "arn:aws:iam::111122223333:role/r", because)));

    ProxyAnswer answer = fetch(grant);

    assertMissing(answer, "IssueCredentials", "sts:TagSession");
    assertThat(Json.text(answer.json(), "detail")).contains("control policy of the organization");
  }

  @Test
  void minutesAfterActivationAnyOtherRefusalOfASessionIsNotToBeRepeatedEither() {
    GrantId grant = system.active();
    system.sessions.refuse(
        AwsAnswers.refusal("Sts", "ValidationError", "No: " + AwsAnswers.CALLER));
    assertThat(fetch(grant).problem()).isEqualTo("not-visible-yet");
    printed.clear();
    system.pass(SETTLED);

    assertRefused(fetch(grant), "ValidationError");
  }

  private void assertRefused(ProxyAnswer answer, String code) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("refused-by-aws");
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
    assertThat(answer.body()).doesNotContain(code, "arn:");
    assertThat(Json.text(printed.getFirst(), "code")).isEqualTo(code);
    assertThat(Json.text(printed.getFirst(), "call")).isEqualTo(id(answer));
  }

  @Test
  void aFullQuotaOfPoliciesIsTriedForAMinuteAndThenNamed() {
    GrantId grant = system.approved();
    system.policies.beforeMake(order -> {
      throw new QuotaReached(
          order.grant(), AwsAnswers.refusal("Iam", "LimitExceeded", "Cannot exceed quota"));
    });
    printing(() -> {
      assertThatExceptionOfType(QuotaReached.class)
          .isThrownBy(() -> system.run("Activate", grant))
          .withNoCause();
      return "";
    });
    assertThat(Json.text(printed.getFirst(), "code")).isEqualTo("LimitExceeded");
    system.pass(Duration.ofMinutes(1));

    printing(() -> system.run("Activate", grant));

    assertThat(Json.text(printed.getLast(), "code")).isEqualTo("LimitExceeded");
    assertThat(system.events(grant)).last().isEqualTo(new Refused(Doubt.POLICY_QUOTA_REACHED));
    assertThat(Texts.english().doubt(Doubt.POLICY_QUOTA_REACHED)).contains("quota", "1,500");
  }

  @Test
  void aRefusedSessionIsNotAnnouncedAtEachTry() {
    GrantId grant = system.active();
    system.sessions.visible(false);

    fetch(grant);
    fetch(grant);
    system.pass(Duration.ofMinutes(1));
    fetch(grant);
    assertThat(system.types(grant)).containsOnlyOnce("credentials-planned");

    system.sessions.visible(true);
    assertThat(fetch(grant).status()).isEqualTo(200);
    assertThat(system.types(grant)).endsWith("credentials-planned", "credentials-issued");
  }

  @Test
  void aRefusedSessionIsAnnouncedAgainWhenItWouldLiveLonger() {
    GrantId grant = system.activeForTwoHours();
    system.sessions.visible(false);

    fetch(grant);
    system.pass(Duration.ofMinutes(1).plusMillis(1));
    fetch(grant);

    assertThat(system.types(grant)).endsWith("credentials-planned", "credentials-planned");
  }

  @Test
  void whatWasOpenedIsNeverOpenedAgain() {
    GrantId grant = system.active();
    system.sessions.visible(false);
    fetch(grant);
    system.sessions.visible(true);

    fetch(grant);
    system.pass(LiveSessions.BETWEEN);
    fetch(grant);

    assertThat(system.sessions.opened())
        .hasSize(2)
        .extracting(order -> order.name())
        .doesNotHaveDuplicates();
  }

  private ProxyAnswer fetch(GrantId grant) {
    return printing(() -> system.answer(ProxyCall.of("IssueCredentials").on(grant)));
  }

  private <T> T printing(Supplier<T> work) {
    List<T> result = new ArrayList<>();
    InMemorySystem.printedDuring(() -> result.add(work.get()))
        .lines()
        .map(Json::read)
        .forEach(printed::add);
    return result.getFirst();
  }

  private static void deny(String service, String action) {
    throw new OutcomeUnknown("do it", AwsAnswers.denial(service, action));
  }

  private void assertMissing(ProxyAnswer answer, String function, String action) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("permission-missing");
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
    assertThat(Json.text(answer.json(), "detail")).contains("does not help", id(answer));
    assertThat(answer.body()).doesNotContain(action, "arn:");
    assertThat(printed)
        .singleElement()
        .satisfies(line -> {
          assertDenied(line, function, action);
          assertThat(Json.text(line, "call")).isEqualTo(id(answer));
        });
  }

  private static void assertDenied(JsonNode line, String function, String action) {
    assertThat(Json.text(line, "level")).isEqualTo("ERROR");
    assertThat(Json.text(line, "function")).isEqualTo(function);
    assertThat(Json.text(line, "action")).isEqualTo(action);
    assertThat(Json.text(line, "code")).isEqualTo("AccessDeniedException");
    assertThat(line.toString()).doesNotContain("arn:", "User:");
  }

  private static String id(ProxyAnswer answer) {
    return Json.text(answer.json(), "call");
  }
}
