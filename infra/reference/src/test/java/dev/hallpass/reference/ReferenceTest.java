package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.KeyType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

  private final Reference reference = Reference.snapshot();

  @Test
  void everyServiceCanBeRead() {
    assertThat(reference.prefixes()).hasSizeGreaterThan(400);
    assertThat(reference.prefixes())
        .allSatisfy(prefix ->
            assertThat(reference.service(prefix).orElseThrow().all())
                .as(prefix)
                .allSatisfy(action -> {
                  assertThat(action.name()).startsWith(prefix + ":");
                  assertThat(action.levels()).isNotEmpty();
                }));
  }

  @Test
  void anActionIsFoundInAnyCase() {
    Action start = reference.action("STATES:startexecution").orElseThrow();

    assertThat(start.name()).isEqualTo("states:StartExecution");
    assertThat(start.levels()).containsExactly(AccessLevel.WRITE);
    assertThat(start.uses())
        .extracting(use -> use.type().form().text())
        .containsExactly(
            "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}");
  }

  @Test
  void anActionMayNeedLeaveForOthers() {
    assertThat(reference.action("lambda:CreateFunction").orElseThrow().dependents())
        .contains("iam:PassRole");
  }

  @ParameterizedTest
  @CsvSource({
    "states:StateMachineQualifier, STRING, true",
    "dynamodb:LeadingKeys, STRING, true",
    "aws:TagKeys, STRING, true",
    "aws:tagkeys, STRING, true",
    "aws:CalledVia, STRING, true",
    "aws:CurrentTime, DATE, false",
    "aws:RequestTag/hallpass:grant, STRING, false",
    "aws:PrincipalTag/team, STRING, false",
    "s3:ExistingObjectTag/class, STRING, false",
    "ssm:resourceTag/team, STRING, false",
    "iam:PolicyARN, ARN, false",
    "saml:cn, STRING, true",
    "sts:DurationSeconds, NUMERIC, false"
  })
  void aConditionKeyHasAType(String name, Kind kind, boolean multivalued) {
    assertThat(reference.key(name))
        .hasValueSatisfying(
            key -> assertThat(key.type()).isEqualTo(new KeyType(kind, multivalued)));
  }

  @ParameterizedTest
  @CsvSource({"states:Qualifier", "aws:PrincipalArm", "aws:RequestTag/", "nonsense"})
  void aKeyThatAwsDoesNotHaveIsNotFound(String name) {
    assertThat(reference.key(name)).isEmpty();
  }

  @Test
  void aPatternStandsForTheActionsThatItMatches() {
    assertThat(reference.matching("dynamodb:PartiQL*"))
        .extracting(Action::name)
        .containsExactlyInAnyOrder(
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLSelect",
            "dynamodb:PartiQLUpdate");
    assertThat(reference.matching("*")).hasSizeGreaterThan(20_000);
    assertThat(reference.matching("dynamo:Query")).isEmpty();
  }
}
