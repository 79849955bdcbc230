package dev.hallpass.reference.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final String BEFORE =
      """
      {"actions": {"Get": {"levels": ["Read"]}, "Put": {"levels": ["Write"]}},
       "types": {}, "keys": {"a:Name": "String"}}\
      """;
  private static final String AFTER =
      """
      {"actions": {"Get": {"levels": ["List"]}, "Ask": {"levels": ["Read"]}},
       "types": {}, "keys": {"a:Name": "String"}}\
      """;

  @Test
  void eachRowThatIsNewGoneOrOtherIsALine() {
    assertThat(Changes.between(Map.of("a", BEFORE), Map.of("a", AFTER)))
        .isEqualTo(
            """
            + a actions Ask {"levels":["Read"]}
            ~ a actions Get {"levels":["List"]}, was {"levels":["Read"]}
            - a actions Put
            3 changes, 3 rows of 1 services
            """);
  }

  @Test
  void onlyActionsThatWereNotThereAreNew() {
    assertThat(Changes.newActions(Map.of("a", BEFORE), Map.of("a", AFTER)))
        .containsExactly("a:Ask");
  }

  @Test
  void twoOfTheSameDoNotDiffer() {
    assertThat(Changes.between(Map.of("a", BEFORE), Map.of("a", BEFORE)))
        .isEqualTo("0 changes, 3 rows of 1 services\n");
  }
}
