package dev.hallpass.local.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Reply;
import dev.hallpass.local.scene.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Policy;
import tools.jackson.databind.JsonNode;

/// The three ways that a grant's life can take, through API Gateway, mail and STS. They are the
/// same wherever the system runs: in one JVM, on an emulator of AWS, on AWS.
public interface GrantScenarios {

  /// Where the system runs.
  Venue venue();

  @Test
  default void anApprovedGrantOpensIsUsedAndEndsByItself() {
    GrantId grant = asked();
    LinkInMail link = venue().linkTo(approver(), grant);
    assertThat(venue().open(link).body()).contains(venue().requester().email());

    assertThat(venue().answer(link, "approve", "").body()).contains("You approved");
    awaitState(grant, "ACTIVE", A_WHILE);
    // IAM shows a change some seconds later.
    venue().await(A_WHILE, () -> policies().contains(grant.value()));
    assertThat(venue().sts(keys(grant)).getCallerIdentity().arn())
        .contains(":assumed-role/read-bucket-prefix/");

    awaitType(grant, "ended", venue().catalog().settings().limits().shortest().plus(A_WHILE));
    // The policy denies its session everything until that is over.
    awaitType(grant, "policy-deleted", LiveSessions.OVER_AFTER_END.plus(A_WHILE));
    assertOver(grant, "EXPIRED");
    assertThat(course(grant))
        .containsSubsequence(
            "requested",
            "approval-sought",
            "approval-sought",
            "mail-sent",
            "mail-sent",
            "approved",
            "policy-planned",
            "activated",
            "credentials-planned",
            "credentials-issued",
            "ended",
            "policy-deleted");
    // The first question has the first doorbell. So this is the workflow's second one, which can
    // come before or after what the requester does.
    assertThat(course(grant)).filteredOn("doorbell-hung"::equals).hasSize(1);
  }

  @Test
  default void aDeniedGrantOpensNothing() {
    GrantId grant = asked();
    LinkInMail link = venue().linkTo(approver(), grant);

    assertThat(venue().answer(link, "deny", "Not without a ticket.").body()).contains("You denied");
    awaitState(grant, "OVER", A_WHILE);

    assertOver(grant, "DENIED");
    assertThat(course(grant)).endsWith("denied");
    assertNothingWasOpened(grant);
  }

  @Test
  default void aRequestThatNobodyAnswersLapses() {
    GrantId grant = asked();
    LinkInMail link = venue().linkTo(approver(), grant);

    awaitState(grant, "OVER", level().answerWithin().plus(A_WHILE));

    assertOver(grant, "LAPSED");
    assertThat(course(grant)).endsWith("mail-sent", "lapsed");
    assertThat(Duration.between(first(grant, "requested"), first(grant, "lapsed")))
        .isGreaterThanOrEqualTo(level().answerWithin());
    assertThat(venue().answer(link, "approve", "").body()).contains("This link has expired");
    assertNothingWasOpened(grant);
  }

  /// Long enough for whatever is due.
  Duration A_WHILE = Duration.ofMinutes(3);

  private GrantId asked() {
    Duration shortest = venue().catalog().settings().limits().shortest();
    Reply reply = venue().signed("POST", "/grants", Asked.prefix(shortest.toString()).json());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return new GrantId(Json.text(Json.read(reply.body()), "grant"));
  }

  private Person approver() {
    return level().approversFor(venue().requester(), false).getFirst();
  }

  private Level level() {
    Entitlement asked =
        venue()
            .catalog()
            .entitlement("read-bucket-prefix", venue().requester(), Groups.NONE)
            .orElseThrow();
    return asked.rules().getLast().plan().levels().getFirst();
  }

  private Keys keys(GrantId grant) {
    Reply reply = venue().signed("POST", "/grants/" + grant + "/credentials", "");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return new Keys(Json.read(reply.body()));
  }

  private void awaitState(GrantId grant, String state, Duration atMost) {
    venue().await(atMost, () -> Json.text(shown(grant), "state").equals(state));
  }

  private void awaitType(GrantId grant, String type, Duration atMost) {
    venue().await(atMost, () -> course(grant).contains(type));
  }

  private void assertOver(GrantId grant, String outcome) {
    assertThat(Json.text(shown(grant), "state")).isEqualTo("OVER");
    assertThat(Json.text(shown(grant), "outcome")).isEqualTo(outcome);
    venue().await(A_WHILE, () -> !policies().contains(grant.value()));
    assertThat(venue().signed("POST", "/grants/" + grant + "/credentials", "").status())
        .isEqualTo(409);
  }

  private void assertNothingWasOpened(GrantId grant) {
    assertThat(course(grant)).doesNotContain("policy-planned", "credentials-planned");
  }

  private JsonNode shown(GrantId grant) {
    return Json.read(venue().signed("GET", "/grants/" + grant, "").body());
  }

  /// What became of a grant, by the types of its entries. That people were told is left out: its
  /// place among them depends on how fast the ledger's stream is read.
  private List<String> course(GrantId grant) {
    return entries(grant).stream().map(GrantScenarios::type).toList();
  }

  private Instant first(GrantId grant, String type) {
    return entries(grant).stream()
        .filter(entry -> type(entry).equals(type))
        .findFirst()
        .orElseThrow()
        .at();
  }

  private static String type(Entry entry) {
    return EventJson.type(entry.event());
  }

  /// Reading them checks their chain.
  private List<Entry> entries(GrantId grant) {
    return venue().ledger().read(grant).entries();
  }

  private List<String> policies() {
    return venue()
        .iam()
        .listPoliciesPaginator(all -> all.pathPrefix("/hallpass/"))
        .policies()
        .stream()
        .map(Policy::policyName)
        .toList();
  }
}
