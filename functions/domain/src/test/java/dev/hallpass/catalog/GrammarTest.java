package dev.hallpass.catalog;

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

class GrammarTest {

  private static final List<String> HARMFUL =
      List.of("*", "?", "$", "{", "}", "\"", "'", "`", ",", "\\", "%", "&", "<", ">", ";");

  @ParameterizedTest
  @EnumSource
  void nothingThatCouldChangeAPolicyIsAllowedAnywhereInAValue(Grammar grammar) {
    Stream<String> controls =
        IntStream.concat(IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0xa0))
            .mapToObj(Character::toString);
    Stream<String> beyondAscii = Stream.of("ä", "е", "＊", "\u2028", "\u202e", "\ud83d\ude00");

    assertThat(Stream.of(HARMFUL.stream(), controls, beyondAscii).flatMap(some -> some))
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
  void aValueOfOneLineIsAllowedAndTheSameWithALineFeedIsNot(Grammar grammar) {
    assertThat(grammar.allows("abc")).isTrue();
    assertThat(grammar.allows("abc\n")).isFalse();
    assertThat(grammar.allows("\nabc")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"NAME, 128", "KEY, 256", "PATH, 512", "LOG_GROUP, 512"})
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
        Arguments.of(Grammar.LOG_GROUP, "aws-lambda_a.b#1"));
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
}
