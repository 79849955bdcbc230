package dev.hallpass.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.Commit;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the API says about entitlements is enough to ask for one.
class EntitlementDocumentTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void theAnswerNamesTheBuildAndTheRegion() {
    JsonNode answer = system.answer(ProxyCall.of("ListEntitlements")).json();

    assertThat(answer.path("commit").stringValue()).isEqualTo(Commit.ofThisBuild());
    assertThat(answer.path("region").stringValue()).isEqualTo("eu-central-1");
  }

  @Test
  void eachParameterHasAnExample() {
    assertThat(parameter("read-bucket-prefix", "prefix").path("example").stringValue())
        .isEqualTo("customers/4711");
    assertThat(parameter("read-bucket-prefix", "prefix").path("grammar").stringValue())
        .isEqualTo("path");

    JsonNode table = parameter("edit-table-partition", "table");
    assertThat(table.path("example").stringValue()).isEqualTo("orders");
    assertThat(table.has("grammar")).isFalse();
  }

  @Test
  void anEntitlementOfOneAccountNamesIt() {
    assertThat(entitlement(system, "read-bucket-prefix").path("account").toString())
        .isEqualTo("{\"id\":\"111122223333\"}");
    assertThat(entitlement(system, "see-bills").path("account").toString())
        .isEqualTo("{\"id\":\"444455556666\",\"name\":\"production\"}");
  }

  @Test
  void theChoiceOfAnAccountIsAParameter() {
    JsonNode entitlement =
        entitlement(new InMemorySystem(Catalogs.withAccounts()), "read-bucket-prefix");

    assertThat(entitlement.has("account")).isFalse();
    assertThat(texts(entitlement.at("/parameters/0/values")))
        .containsExactly("production", "staging");
    assertThat(entitlement.at("/parameters/0/example").stringValue()).isEqualTo("production");
  }

  private JsonNode parameter(String entitlement, String name) {
    return found(entitlement(system, entitlement).path("parameters"), "name", name);
  }

  private static JsonNode entitlement(InMemorySystem system, String name) {
    return found(
        system.answer(ProxyCall.of("ListEntitlements")).json().path("entitlements"),
        "entitlement",
        name);
  }

  private static JsonNode found(JsonNode list, String member, String value) {
    return list.valueStream()
        .filter(one -> one.path(member).stringValue().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }
}
