package dev.hallpass.emulator.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventPatternTest {
  private static final JsonNode EVENT =
      JsonMapper.shared()
          .readTree(
              """
              {"source": "aws.iam", "count": 1, "none": [],
               "names": ["a-1", "b-1"],
               "who": {"arn": "arn:aws:iam::1:role/hallpass/one"},
               "policies": [{"arn": "p/one", "kind": "x"}, {"arn": "q/two", "kind": "y"}]}
              """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"source": ["aws.sts", "aws.iam"]}                          | true
          {"source": ["aws.sts"]}                                     | false
          {"source": ["aws.iam"], "count": [2]}                       | false
          {"count": [1]}                                              | true
          {"source": [{"prefix": "aws."}]}                            | true
          {"source": [{"suffix": ".sts"}]}                            | false
          {"who": {"arn": [{"wildcard": "arn:*:role/hallpass/*"}]}}   | true
          {"who": {"arn": [{"wildcard": "arn:*:role/hallpass"}]}}     | false
          {"who": {"arn": [{"wildcard": "*.iam::1:role/hallpass/*"}]}} | false
          {"source": [{"anything-but": "aws.iam"}]}                   | false
          {"source": [{"anything-but": ["aws.sts", "aws.s3"]}]}       | true
          {"source": [{"anything-but": {"prefix": ["x", "aws."]}}]}   | false
          {"missing": [{"anything-but": "aws.iam"}]}                  | false
          {"missing": [{"exists": false}]}                            | true
          {"missing": {"deeper": [{"exists": false}]}}                | true
          {"none": [{"exists": false}]}                               | true
          {"source": [{"exists": false}]}                             | false
          {"source": [{"exists": true}]}                              | true
          {"names": ["b-1"]}                                          | true
          {"names": [{"anything-but": ["a-1"]}]}                      | true
          {"names": [{"anything-but": ["a-1", "b-1"]}]}               | false
          {"policies": {"arn": [{"anything-but": {"prefix": "p/"}}]}} | true
          {"policies": {"arn": [{"prefix": "p/"}], "kind": ["y"]}}    | false
          {"$or": [{"source": ["aws.sts"]}, {"count": [1]}]}          | true
          {"$or": [{"source": ["aws.sts"]}, {"count": [2]}]}          | false
          {"who": {"$or": [{"arn": ["x"]}, {"id": [{"exists": false}]}]}} | true
          """)
  void matchesAsEventBridgeSays(String pattern, boolean matches) {
    assertThat(new EventPattern(JsonMapper.shared().readTree(pattern)).matches(EVENT))
        .isEqualTo(matches);
  }

  @Test
  void whatIsNotEmulatedIsRefused() {
    JsonNode pattern = JsonMapper.shared().readTree("{\"count\": [{\"numeric\": [\">\", 0]}]}");

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> new EventPattern(pattern))
        .withMessageContaining("numeric");
  }
}
