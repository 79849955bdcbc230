package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.view.Samples;
import dev.hallpass.identity.GrantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the API says about a grant is enough to show what the page shows.
class GrantDocumentTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void whatAGrantAllowsIsSaidInTheWordsOfTheMail() {
    GrantId grant = system.sought();
    String mail = String.join(" ", system.mailer.taken().getFirst().text().split("\\s+"));

    JsonNode json = shown(grant);

    assertThat(json.path("title").stringValue())
        .isEqualTo("Read objects under one prefix of a bucket");
    assertThat(texts(json.path("allows")))
        .hasSize(2)
        .first()
        .isEqualTo(
            "Amazon S3, where files are kept. Read: open and download objects (files); where:"
                + " bucket \"acme-exports\", only objects whose key begins with"
                + " \"customers/4711/\".");
    assertThat(texts(json.path("excludes")))
        .last()
        .isEqualTo("Nothing else: everything not listed here is denied.");
    assertThat(mail).contains("open and download objects (files)", "Nothing else: everything");
    assertThat(json.has("cautions")).isFalse();
  }

  @Test
  void whatToLookAtTwiceIsSaidWithItsReason() {
    JsonNode json = shown(system.approvedToSeeBills());

    assertThat(texts(json.path("cautions")))
        .anyMatch(caution -> caution.startsWith("Managed policies: it allows all that they allow"));
  }

  @Test
  void aGrantSaysWhereItOpens() {
    JsonNode here = shown(system.requested());
    JsonNode elsewhere = shown(system.requestedElsewhere());

    assertThat(here.path("account").toString()).isEqualTo("{\"id\":\"111122223333\"}");
    assertThat(elsewhere.path("account").toString())
        .isEqualTo("{\"id\":\"444455556666\",\"name\":\"production\"}");
    assertThat(here.path("region").stringValue()).isEqualTo("eu-central-1");
    assertThat(here.path("partition").stringValue()).isEqualTo("aws");
  }

  @Test
  void aGrantNamesThePageOfTheConsoleThatItsEntitlementNames() {
    assertThat(shown(system.requested()).path("console").stringValue())
        .isEqualTo("s3/buckets/acme-exports?prefix=customers%2F4711/");
    assertThat(shown(system.requestedElsewhere()).has("console")).isFalse();
  }

  @Test
  void aGrantComesWithTheNewestCheckpointOfTheLedgerIfItIsKnown() {
    GrantId grant = system.requested();
    assertThat(shown(grant).has("ledger")).isFalse();

    system.newest = Optional.of(Samples.NEWEST);
    assertThat(shown(grant).path("ledger").toString())
        .isEqualTo(
            "{\"at\":\"2026-11-22T10:25:00.000Z\",\"size\":1234,\"root\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}");
  }

  @Test
  void aGrantThatWaitsSaysForWhom() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);
    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(shown(grant).path("waiting").toString())
        .isEqualTo(
            "{\"level\":1,\"levels\":1,\"missing\":1,\"asked\":[\"carol@example.com\",\"dave@example.com\"],\"yes\":[\"bob@example.com\"]}");

    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(DAVE));
    assertThat(shown(grant).has("waiting")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListGrants", "ListApprovals"})
  void listsLeaveTheWordsOut(String list) {
    system.sought();
    ProxyCall call = ProxyCall.of(list);

    JsonNode listed =
        system.answer(list.equals("ListApprovals") ? call.by(BOB) : call).json().path("grants");

    assertThat(listed).isNotEmpty();
    assertThat(listed)
        .allSatisfy(grant -> {
          assertThat(grant.has("waiting")).isTrue();
          assertThat(grant.has("allows")).isFalse();
        });
  }

  private JsonNode shown(GrantId grant) {
    return system.answer(ProxyCall.of("ShowGrant").on(grant)).json();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }
}
