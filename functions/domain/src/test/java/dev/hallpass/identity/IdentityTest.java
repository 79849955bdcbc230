package dev.hallpass.identity;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Postmark;
import dev.hallpass.grant.Ids;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people, grants and hashes are known by.
class IdentityTest {

  @Test
  void aPersonIsTheSameInWhateverCase() {
    assertThat(Person.of("Alice@Example.COM")).isEqualTo(ALICE).hasToString("alice@example.com");
    assertThat(ALICE.domain()).isEqualTo("example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "alice@",
        "@example.com",
        "alice@example",
        "Alice@example.com",
        "alice@example.com\n",
        " alice@example.com",
        "alice@@example.com",
        "alice@example.com@example.com",
        "ålice@example.com",
        "alice@example..com"
      })
  void whatIsNoAddressNamesNobody(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Person(text));
  }

  @Test
  void anAddressHas64CharactersAtTheMost() {
    assertThat(new Person("a".repeat(52) + "@example.com").email()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Person("a".repeat(53) + "@example.com"));
  }

  @Test
  void oneKeyOfOnePersonIsOneGrant() {
    assertThat(GrantId.of(ALICE, "key")).isEqualTo(GrantId.of(ALICE, "key"));
    assertThat(GrantId.of(ALICE, "key")).isNotEqualTo(GrantId.of(ALICE, "another"));
    assertThat(GrantId.of(ALICE, "key")).isNotEqualTo(GrantId.of(BOB, "key"));
  }

  @Test
  void aGrantsIdHasItsForm() {
    assertThat(GrantId.isOne(GRANT.value())).isTrue();
    assertThat(GrantId.isOne("grant-" + "A".repeat(32))).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new GrantId("grant-1"));
    assertThat(GRANT).hasToString(GRANT.value());
  }

  @Test
  void aHashIsMatchedByItselfOnly() {
    assertThat(Sha256.of("a").matches(Sha256.of("a"))).isTrue();
    assertThat(Sha256.of("a").matches(Sha256.of("b"))).isFalse();
    assertThat(Sha256.of("a")).hasToString(Sha256.of("a").hex());
  }

  @Test
  void whatMustNotBeGuessedIsDrawnAnewEachTime() {
    Ids ids = new Ids(new Random(1));

    assertThat(Stream.generate(ids::grant).limit(100)).doesNotHaveDuplicates();
    Postmark postmark = new Postmark("our-mark");
    assertThat(Stream.generate(() -> ids.link(postmark)).map(Link::token).limit(100))
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("our-mark\\.[A-Za-z0-9_-]{43}"));
    assertThat(Stream.generate(ids::session).limit(100)).doesNotHaveDuplicates();
    assertThat(Stream.generate(ids::attempt).limit(100))
        .doesNotHaveDuplicates()
        .allMatch(attempt -> attempt.matches("[0-9a-f]{16}"));
    assertThat(Stream.generate(ids::code).map(Code::digits).limit(100).distinct().count())
        .isGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a&b", "a%20b", "ä"})
  void aPostmarkHasNoSignThatAFormWouldChange(String word) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Postmark(word));
  }

  @Test
  void aSmallCodeKeepsItsZeros() {
    assertThat(new Ids(() -> 0).code()).isEqualTo(new Code("000000"));
  }
}
