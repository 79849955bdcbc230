package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.policy.Statement.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CeilingTest {

  private static final Map<String, Map<String, List<String>>> TAGGED =
      Map.of("StringEquals", Map.of("k", List.of("v")));

  @Test
  void aListedValueIsWrittenOutAndATypedOneIsAWildcard() {
    assertThat(ceiling(allow("arn:aws:s3:::{bucket}/{prefix}/*", Map.of())).statements())
        .flatExtracting(Statement::resources)
        .containsExactly("arn:aws:s3:::blue/*", "arn:aws:s3:::green/*");
  }

  @Test
  void moreThanTwentyValuesAreAWildcard() {
    assertThat(resources(20)).hasSize(20).doesNotContain("arn:aws:s3:::*");
    assertThat(resources(21)).containsExactly("arn:aws:s3:::*");
  }

  private static List<String> resources(int values) {
    return new PolicyTemplate(List.of(allow("arn:aws:s3:::{bucket}", Map.of())))
        .ceiling(_ -> IntStream.range(0, values).mapToObj("b%d"::formatted).toList())
        .statements()
        .getFirst()
        .resources();
  }

  @Test
  void aConditionStaysIfItDoesNotDependOnAValue() {
    Map<String, Map<String, List<String>>> conditions =
        Map.of("StringEquals", Map.of("k", List.of("v"), "l", List.of("{prefix}")));

    assertThat(ceiling(allow("arn:aws:s3:::b", conditions)).statements())
        .extracting(Statement::conditions)
        .containsExactly(TAGGED);
  }

  @Test
  void aDenialStaysIfItDoesNotDependOnAValue() {
    Ceiling ceiling =
        ceiling(
            allow("arn:aws:s3:::*", Map.of()),
            deny("arn:aws:s3:::keys"),
            deny("arn:aws:s3:::{bucket}"));

    assertThat(ceiling.statements())
        .filteredOn(statement -> !statement.allows())
        .flatExtracting(Statement::resources)
        .containsExactly("arn:aws:s3:::keys");
    assertThat(ceiling.boundary().statements())
        .hasSizeGreaterThan(2)
        .containsAll(ceiling.statements());
  }

  @Test
  void oneCeilingHasWhatAnotherHasOnlyUnderTheSameConditions() {
    Ceiling free = new Ceiling(List.of(allow("arn:aws:s3:::b/*", Map.of())));
    Ceiling tagged = new Ceiling(List.of(allow("arn:aws:s3:::b/*", TAGGED)));
    Ceiling narrow = new Ceiling(List.of(allow("arn:aws:s3:::b/a", Map.of())));

    assertThat(free.firstMissing(narrow)).isEmpty();
    assertThat(narrow.firstMissing(free)).contains("s3:GetObject on arn:aws:s3:::b/*");
    assertThat(free.firstMissing(tagged)).contains("s3:GetObject on arn:aws:s3:::b/*");
    assertThat(tagged.firstMissing(tagged)).isEmpty();
  }

  @Test
  void theLongestPolicyHasAFenceAndCountsWhatAnyValueReaches() {
    var template = new PolicyTemplate(List.of(allow("arn:aws:s3:::{prefix}/x", Map.of())));
    Ceiling ceiling = template.ceiling(_ -> List.of("*"));

    Policy longest = template.longest(Map.of("prefix", List.of("aaaa")), ceiling, Instant.EPOCH);

    assertThat(longest.statements())
        .extracting(Statement::sid)
        .containsExactly(
            "One",
            "NothingOfHallpass",
            "NothingElse",
            "NothingElsewhere2",
            "NothingForOthers",
            "NothingAfterExpiry");
  }

  @Test
  void aTemplateWithoutAFenceHasNoLongestPolicy() {
    var template =
        new PolicyTemplate(
            List.of(allow("arn:aws:s3:::b/*", TAGGED), allow("arn:aws:s3:::b/a", Map.of())));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> template.longest(Map.of(), template.ceiling(_ -> List.of()), Instant.EPOCH));
  }

  private static Ceiling ceiling(Statement... statements) {
    return new PolicyTemplate(List.of(statements))
        .ceiling(name -> name.equals("bucket") ? List.of("blue", "green") : List.of("*"));
  }

  private static Statement allow(
      String resource, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        "One", Effect.ALLOW, List.of("s3:GetObject"), List.of(resource), conditions);
  }

  private static Statement deny(String resource) {
    return new Statement("Two", Effect.DENY, List.of("s3:GetObject"), List.of(resource), Map.of());
  }
}
