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
