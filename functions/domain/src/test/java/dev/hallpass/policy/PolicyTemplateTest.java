package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.policy.Statement.Effect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTemplateTest {

  private static final PolicyTemplate TEMPLATE =
      new PolicyTemplate(
          List.of(
              statement(
                  "arn:aws:s3:::{bucket}/{prefix}/*",
                  Map.of("StringLike", Map.of("s3:prefix", List.of("{prefix}/*", "{own}"))))));

  @Test
  void placesStandInResourcesAndInConditions() {
    assertThat(TEMPLATE.places()).containsExactly("bucket", "own", "prefix");
  }

  @Test
  void everyPlaceIsFilled() {
    assertThat(
            TEMPLATE
                .render(
                    Map.of("bucket", List.of("b"), "prefix", List.of("p/q"), "own", List.of("o")))
                .statements())
        .containsExactly(
            statement(
                "arn:aws:s3:::b/p/q/*",
                Map.of("StringLike", Map.of("s3:prefix", List.of("p/q/*", "o")))));
  }

  @Test
  void aCeilingOfManyValuesIsAnArnStill() {
    List<String> many = IntStream.range(0, 30).mapToObj("t%d"::formatted).toList();
    Map<String, List<String>> values =
        Map.of("region", List.of("eu-central-1", "eu-west-1"), "account", List.of("444455556666"));

    assertThat(
            resources(
                "arn:aws:dynamodb:{region}:{account}:table/{table}/{table}",
                place -> values.getOrDefault(place, many)))
        .containsExactly("arn:aws:dynamodb:*:444455556666:table/*");
    assertThat(resources("arn:aws:sqs:{region}:{account}:{queue}", _ -> List.of("*")))
        .containsExactly("arn:aws:sqs:*:*:*");
  }

  private static List<String> resources(String resource, Function<String, List<String>> values) {
    PolicyTemplate template = new PolicyTemplate(List.of(statement(resource, Map.of())));
    return template.ceiling(values).statements().getFirst().resources();
  }

  @Test
  void aValueIsPutInAsItIsAndNotLookedIntoAgain() {
    Policy policy =
        TEMPLATE.render(
            Map.of(
                "bucket",
                List.of("{prefix}"),
                "prefix",
                List.of("$1\\"),
                "own",
                List.of("\",\"*")));

    assertThat(policy.statements())
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.resources()).containsExactly("arn:aws:s3:::{prefix}/$1\\/*");
          assertThat(statement.conditions().get("StringLike"))
              .isEqualTo(Map.of("s3:prefix", List.of("$1\\/*", "\",\"*")));
        });
  }

  @Test
  void aTextIsWrittenOnceForEachValue() {
    assertThat(
            TEMPLATE
                .render(
                    Map.of(
                        "bucket", List.of("b", "c"), "prefix", List.of("p"), "own", List.of("o")))
                .statements())
        .containsExactly(
            new Statement(
                "One",
                Effect.ALLOW,
                List.of("s3:GetObject"),
                List.of("arn:aws:s3:::b/p/*", "arn:aws:s3:::c/p/*"),
                Map.of("StringLike", Map.of("s3:prefix", List.of("p/*", "o")))));
  }

  @Test
  void aPlaceWithoutAValueIsNotLeftOpen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEMPLATE.render(Map.of("bucket", List.of("b"), "prefix", List.of("p"))))
        .withMessageContaining("{own}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:username}",
        "a${x}",
        "{",
        "}",
        "{a",
        "a}",
        "{{a}}",
        "{A}",
        "{a b}",
        "{}",
        "{1}"
      })
  void aPolicyVariableOrAStrayBraceIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template(statement("arn:aws:s3:::" + text, Map.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            template(
                statement(
                    "arn:aws:s3:::b", Map.of("StringLike", Map.of("s3:prefix", List.of(text))))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:CurrentTime", "AWS:currenttime"})
  void aTemplateDoesNotSetTheTime(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            template(
                statement(
                    "arn:aws:s3:::b", Map.of("DateLessThan", Map.of(key, List.of("2030-01-01"))))));
  }

  @Test
  void aTemplateThatOnlyDeniesOpensNothing() {
    var deny =
        new Statement(
            "One", Effect.DENY, List.of("s3:GetObject"), List.of("arn:aws:s3:::b"), Map.of());

    assertThatIllegalArgumentException().isThrownBy(() -> template(deny));
  }

  @Test
  void aTemplateHasAStatement() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PolicyTemplate(List.of()));
  }

  private static PolicyTemplate template(Statement statement) {
    return new PolicyTemplate(List.of(statement));
  }

  private static Statement statement(
      String resource, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        "One", Effect.ALLOW, List.of("s3:GetObject"), List.of(resource), conditions);
  }
}
