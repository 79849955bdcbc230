package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  private static final List<String> TEXTS = textsUpTo(6);

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a*, a, true",
    "a*, abc, true",
    "*, '', true",
    "*c, abc, true",
    "a*c, abcb, false",
    "a*b*c, axbxbc, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "a*, a*, true",
    "a*, a?, true",
    "a?, a*, false",
    "a?, a?, true",
    "ab, a?, false",
    "a*, *, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/x/*, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b*, false"
  })
  void aPatternCoversWhatItMatches(String wide, String narrow, boolean covers) {
    assertThat(Glob.covers(wide, narrow)).isEqualTo(covers);
  }

  @Test
  void caseCountsInResourcesAndNotInActions() {
    assertThat(Glob.covers("s3:GetObject", "s3:getobject")).isFalse();
    assertThat(Glob.coversIgnoringCase("s3:Get*", "S3:getObject")).isTrue();
  }

  @Test
  void whatIsCoveredIsMatchedByBoth() {
    Random random = new Random(4711);
    int covered = 0;
    for (int i = 0; i < 20_000; i++) {
      String wide = pattern(random);
      String narrow = pattern(random);
      if (Glob.covers(wide, narrow)) {
        covered++;
        Pattern wider = regex(wide);
        assertThat(TEXTS.stream().filter(regex(narrow).asMatchPredicate()))
            .as("%s covers %s", wide, narrow)
            .allMatch(wider.asMatchPredicate());
      }
    }
    assertThat(covered).isGreaterThan(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "lambda:Update*, lambda:*Code, true",
    "lambda:Update*, lambda:Create*, false",
    "a*, *b, true",
    "a?, ?b, true",
    "a?, a, false",
    "*, '', true",
    "?, '', false",
    "a*a*a*a*a*a*a*a*a*a*a*a*a*a*b, *a*a*a*a*a*a*a*a*a*a*a*a*a*a*c, false"
  })
  void twoPatternsOverlapWhenOneTextMatchesBoth(String one, String other, boolean overlap) {
    assertThat(Glob.overlap(one, other)).isEqualTo(overlap);
    assertThat(Glob.overlap(other, one)).isEqualTo(overlap);
  }

  @Test
  void patternsOverlapExactlyWhenTheyShareAText() {
    Random random = new Random(4712);
    int apart = 0;
    for (int i = 0; i < 5000; i++) {
      String one = pattern(random);
      String other = pattern(random);
      boolean isShared =
          TEXTS.stream()
              .filter(regex(one).asMatchPredicate())
              .anyMatch(regex(other).asMatchPredicate());
      // The shortest text that both match is no longer than both together.
      if (one.length() + other.length() <= 6) {
        assertThat(Glob.overlap(one, other)).as("%s and %s", one, other).isEqualTo(isShared);
        apart += isShared ? 0 : 1;
      } else if (isShared) {
        assertThat(Glob.overlap(one, other)).as("%s and %s", one, other).isTrue();
      }
    }
    assertThat(apart).isGreaterThan(100);
  }

  @Test
  void caseDoesNotCountWhereActionsOverlap() {
    assertThat(Glob.overlap("iam:*", "IAM:Get")).isFalse();
    assertThat(Glob.overlapIgnoringCase("iam:*", "IAM:Get")).isTrue();
  }

  @Test
  void aTextIsCoveredExactlyWhenItIsMatched() {
    Random random = new Random(815);
    for (int i = 0; i < 500; i++) {
      String wide = pattern(random);
      Pattern regex = regex(wide);
      assertThat(TEXTS)
          .allSatisfy(text ->
              assertThat(Glob.covers(wide, text))
                  .as("%s covers %s", wide, text)
                  .isEqualTo(regex.matcher(text).matches()));
    }
  }

  private static String pattern(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(_ -> String.valueOf("ab*?".charAt(random.nextInt(4))))
        .reduce("", String::concat);
  }

  private static Pattern regex(String glob) {
    return Pattern.compile(glob.replace("*", ".*").replace("?", "."));
  }

  private static List<String> textsUpTo(int length) {
    return Stream.iterate(
            List.of(""), texts -> texts.stream().flatMap(t -> Stream.of(t + "a", t + "b")).toList())
        .limit(length + 1L)
        .flatMap(List::stream)
        .toList();
  }
}
