package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.people.People;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Callers who are nobody read what they gave, the rule, and what to do.
class UnknownCallerTest {

  private static final Map<String, List<String>> SENTENCES = sentences();

  private final InMemorySystem system = new InMemorySystem(withAList());

  private static Map<String, List<String>> sentences() {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    sentences.put(
        arn("111122223333", "ReadOnly", "bob@example.com"),
        List.of("permission set ReadOnly in the account 111122223333", "Sign in with one"));
    sentences.put(
        arn("999900001111", "Engineer", "bob@example.com"),
        List.of("of the account 999900001111", "names no identity of it", "Sign in to an account"));
    sentences.put(
        arn("111122223333", "Engineer", "bob"),
        List.of("stands for bob", "an e-mail address of example.com", "another user name"));
    sentences.put(
        arn("111122223333", "Engineer", "a".repeat(52) + "@example.com"),
        List.of("aaa@example.com", "its end may be missing", "less than 64 characters"));
    sentences.put(
        arn("111122223333", "Engineer", "platform@example.com"),
        List.of("stands for platform@example.com", "A list is nobody", "of your own"));
    sentences.put(
        arn("111122223333", "Engineer", "o,brien@example.com"),
        List.of("stands for o,brien@example.com", "letters, digits and . _ + = -", "another user"));
    return sentences;
  }

  @Test
  void eachReadsASentenceOfTheirOwn() {
    SENTENCES.forEach((arn, words) -> {
      ProxyAnswer answer = system.answer(ProxyCall.of("ListEntitlements").byArn(arn));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("unknown-caller");
      assertThat(answer.json().path("detail").stringValue()).contains(words);
    });
  }

  @Test
  void nobodyReadsWhomElseTheSettingsName() {
    ProxyAnswer answer =
        system.answer(ProxyCall.of("ListEntitlements").byArn(arn("111122223333", "Other", "eve")));

    assertThat(answer.body()).doesNotContain("Engineer", "example.com");
  }

  private static Catalog withAList() {
    Catalog catalog = Catalogs.deployed();
    return with(
        catalog,
        "settings",
        with(
            catalog.settings(),
            "people",
            new People(Map.of(), Map.of(Person.of("platform@example.com"), List.of(BOB, CAROL)))));
  }

  private static String arn(String account, String permissionSet, String user) {
    return "arn:aws:sts::%s:assumed-role/AWSReservedSSO_%s_0123456789abcdef/%s"
        .formatted(account, permissionSet, user);
  }
}
