package dev.hallpass.catalog.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {

  private static final List<String> HARMFUL =
      List.of("*", "?", "$", "{", "}", "\"", "'", "`", ",", "\\", "%", "&", "<", ">", ";");

  @ParameterizedTest
  @EnumSource
  void nothingThatCouldChangeAPolicyIsAllowedAnywhereInAValue(Grammar grammar) {
    Stream<String> controls =
        IntStream.concat(IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0xa0))
            .mapToObj(Character::toString);
    Stream<String> beyondLatin =
        Stream.of("e\u0301", "＊", "\u2028", "\u202e", "\u200b", "\u3164", "\ud83d\ude00", "ａ", "²");

    assertThat(Stream.of(HARMFUL.stream(), controls, beyondLatin).flatMap(some -> some))
        .allSatisfy(harm ->
            assertThat(Stream.of(harm, harm + "a", "a" + harm + "a", "a" + harm))
                .noneMatch(grammar::allows));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyValueIsRefused(Grammar grammar) {
    assertThat(grammar.allows("")).isFalse();
    assertThat(grammar.allows(" ")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theExampleIsAllowedAndTheSameWithALineFeedIsNot(Grammar grammar) {
    assertThat(grammar.allows(grammar.example())).isTrue();
    assertThat(grammar.allows(grammar.example() + "\n")).isFalse();
    assertThat(grammar.allows("\n" + grammar.example())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, 128",
    "KEY, 256",
    "PATH, 512",
    "LOG_GROUP, 512",
    "FUNCTION, 64",
    "SECRET, 512",
    "TAG_VALUE, 256"
  })
  void aValueIsNoLongerThanItsGrammarSays(Grammar grammar, int longest) {
    assertThat(grammar.allows("a".repeat(longest))).isTrue();
    assertThat(grammar.allows("a".repeat(longest + 1))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void ordinaryValuesAreAllowed(Grammar grammar, String value) {
    assertThat(grammar.allows(value)).isTrue();
  }

  static Stream<Arguments> ordinary() {
    return Stream.of(
        Arguments.of(Grammar.NAME, "orders"),
        Arguments.of(Grammar.NAME, "4711"),
        Arguments.of(Grammar.NAME, "my-table_v1.2"),
        Arguments.of(Grammar.KEY, "customer#4711"),
        Arguments.of(Grammar.KEY, "TENANT|a/b:c=d+e@f.g"),
        Arguments.of(Grammar.KEY, "_private_"),
        Arguments.of(Grammar.KEY, "x"),
        Arguments.of(Grammar.PATH, "customers/4711"),
        Arguments.of(Grammar.PATH, "year=2026/month=11"),
        Arguments.of(Grammar.PATH, "Team Files/Report (final) v1.2.pdf"),
        Arguments.of(Grammar.PATH, ".hidden/..three/four.."),
        Arguments.of(Grammar.LOG_GROUP, "checkout/api"),
        Arguments.of(Grammar.LOG_GROUP, "aws-lambda_a.b#1"),
        Arguments.of(Grammar.REGION, "us-gov-west-1"),
        Arguments.of(Grammar.INSTANCE, "i-0123abcd"),
        Arguments.of(Grammar.SECRET, "shop/database-a1B2c3"),
        Arguments.of(Grammar.KMS_KEY, "mrk-0123456789abcdef0123456789abcdef"),
        Arguments.of(Grammar.ROLE, "deploy+shop=1.2@team"),
        Arguments.of(Grammar.QUEUE, "orders-dead"),
        Arguments.of(Grammar.QUEUE, "q".repeat(80)),
        Arguments.of(Grammar.CIDR, "0.0.0.0/0"),
        Arguments.of(Grammar.CIDR, "2001:db8::/32"),
        Arguments.of(Grammar.TAG_VALUE, "Café: A/B @ 1.2"),
        Arguments.of(Grammar.TAG_VALUE, "Ночная смена 7"),
        Arguments.of(Grammar.TAG_VALUE, "営業チーム Tokyo"),
        Arguments.of(Grammar.TAG_VALUE, "محاسبة"),
        Arguments.of(Grammar.TAG_VALUE, "\ud840\udc00"));
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, 11112222333",
    "ACCOUNT, 1111-2222-3333",
    "REGION, eu-central",
    "REGION, EU-CENTRAL-1",
    "INSTANCE, i-0123456789abcdef",
    "INSTANCE, mi-0123456789abcdef0",
    "CLUSTER, -shop",
    "FUNCTION, shop:prod",
    "SECRET, shop//database",
    "KMS_KEY, alias/shop",
    "ROLE, path/role",
    "QUEUE, orders.fifos",
    "CIDR, 10.0.0.0",
    "CIDR, 10.0.0.256/8",
    "CIDR, 10.0.0.0/33",
    "CIDR, ::/129",
    "CIDR, dead/8",
    "CIDR, 10.1.2.3/8",
    "CIDR, 2001:db8::1/32",
    "NAME, Ночь",
    "TAG_VALUE, аdmin",
    "TAG_VALUE, admin Ночь",
    "TAG_VALUE, Αθήνα Москва",
    "TAG_VALUE, ٣"
  })
  void whatAwsWouldNotTakeIsNotAllowed(Grammar grammar, String value) {
    assertThat(grammar.allows(value)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/a", "a/", "a//b", "/", ".", "..", "../a", "a/..", "a/../b", "a/./b", "./a"})
  void aPathNeitherClimbsNorStandsStillNorHasAnEmptySegment(String path) {
    assertThat(Grammar.PATH.allows(path)).isFalse();
  }

  @Test
  void aPathHasNoBlankAtASegmentsEdge() {
    assertThat(Stream.of(" a", "a ", "a /b", "a/ b")).noneMatch(Grammar.PATH::allows);
  }

  @Test
  void aKeyDoesNotBeginOrEndWithASeparator() {
    assertThat(Stream.of("#a", "a#", "/a", "a:", ".")).noneMatch(Grammar.KEY::allows);
  }

  @Test
  void aHostileValueIsRefusedInNoTime() {
    String hostile = "a ".repeat(250) + "*";

    assertThat(Stream.of(Grammar.values())).noneMatch(grammar -> grammar.allows(hostile));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.0/24", "::/0", "2001:db8::/32", "::ffff/128", "1:2:3:4:5:6:7:8/128"})
  void aNetworkOfEitherVersionIsAllowed(String network) {
    assertThat(Grammar.CIDR.allows(network)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":::/0",
        "1::2::3/64",
        "1:2:3/48",
        "1:2:3:4:5:6:7:8:9/64",
        "1:2:3:4:5:6:7::8:9/64",
        ":1:2::/48",
        "256.0.0.0/8",
        "10.0.0.0/33",
        "2001:db8::/129"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThat(Grammar.CIDR.allows(text)).isFalse();
  }
}
