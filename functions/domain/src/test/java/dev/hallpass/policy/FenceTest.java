package dev.hallpass.policy;

import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.policy.Statement.Effect.DENY;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.policy.Statement.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTest {

  private static final String THINGS = "arn:aws:s3:::things";
  private static final String OBJECTS = "arn:aws:s3:::things/*";
  private static final Statement READ = allow("Read", "s3:GetObject", OBJECTS);
  private static final Statement LIST = allow("List", "s3:ListBucket", THINGS);

  @Test
  void otherActionsAndOtherResourcesAreDenied() {
    assertThat(fence(READ))
        .containsExactly(
            new Statement(
                "NothingElse",
                DENY,
                Scope.OTHER_ACTIONS,
                List.of("s3:GetObject"),
                List.of("*"),
                Map.of()),
            new Statement(
                "NothingElsewhere1",
                DENY,
                Scope.OTHER_RESOURCES,
                List.of("*"),
                List.of(OBJECTS),
                Map.of()));
  }

  @Test
  void eachActionIsDeniedWhereOnlyAnotherIsAllowed() {
    assertThat(fence(READ, LIST).subList(1, 3))
        .containsExactly(
            elsewhere(1, List.of("s3:GetObject"), OBJECTS),
            elsewhere(2, List.of("s3:ListBucket"), THINGS));
  }

  @Test
  void anActionIsDeniedBesideAllResourcesOfTheStatementsThatAllowIt() {
    assertThat(fence(READ, allow("Other", "S3:GETOBJECT", "arn:aws:s3:::other/*")))
        .last()
        .isEqualTo(
            new Statement(
                "NothingElsewhere1",
                DENY,
                Scope.OTHER_RESOURCES,
                List.of("*"),
                List.of(OBJECTS, "arn:aws:s3:::other/*"),
                Map.of()));
  }

  @Test
  void aWiderActionIsDeniedElsewhereWithoutTheNarrowerOne() {
    Statement wide = allow("Wide", "lambda:*", "arn:aws:lambda:*:*:function:acme-*");
    Statement narrow = allow("Narrow", "lambda:ListFunctions", "*");

    assertThat(fence(wide, narrow))
        .last()
        .isEqualTo(
            denial(
                "Elsewhere1",
                Scope.OTHERS,
                List.of("lambda:ListFunctions"),
                List.of("arn:aws:lambda:*:*:function:acme-*"),
                Map.of()));
  }

  @Test
  void aConditionOfAWiderActionBindsTheNarrowerOneOnItsOwnResourcesAlone() {
    Map<String, Map<String, List<String>>> untagged =
        Map.of("StringNotEquals", Map.of("s3:ExistingObjectTag/team", List.of("a")));
    Statement wide = with(tagged("Wide", "a", OBJECTS), "actions", List.of("s3:Get*"));
    List<String> narrow = List.of("s3:GetObjectTagging");
    String other = "arn:aws:s3:::other/*";

    assertThat(fence(wide, allow("Narrow", narrow.getFirst(), other)).subList(1, 5))
        .containsExactly(
            denial("Elsewhere1", Scope.OTHERS, narrow, List.of(OBJECTS), Map.of()),
            denial("Unless2", Scope.OTHER_ACTIONS, narrow, List.of(OBJECTS), untagged),
            denial("Elsewhere3", Scope.OTHER_RESOURCES, narrow, List.of(OBJECTS, other), Map.of()),
            denial("Unless4", Scope.LISTED, narrow, List.of(OBJECTS), untagged));
  }

  @Test
  void whatIsAllowedEverywhereUnderItsOwnNameIsNotBoundByAWiderOne() {
    Statement wide = with(tagged("Wide", "a", OBJECTS), "actions", List.of("s3:*"));

    assertThat(fence(wide, allow("Narrow", "s3:ListAllMyBuckets", "*")))
        .allSatisfy(
            denial -> assertThat(denial.scope().isOfOtherActions()).as(denial.sid()).isTrue());
  }

  @Test
  void actionsThatArePartlyTheSameAreRefused() {
    Statement some = allow("Some", "s3:Get*", "arn:aws:s3:::other/*");
    Statement others = allow("Others", "s3:*Object", OBJECTS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fence(some, others))
        .withMessageContaining("s3:Get* and s3:*Object of another statement")
        .withMessageContaining("name single actions");
    Statement wide = allow("Wide", "s3:*", "arn:aws:s3:::wide/*");
    Statement narrow = allow("Narrow", "s3:GetObject", OBJECTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fence(wide, some, narrow))
        .withMessageContaining("s3:Get* and s3:* of another statement");
  }

  @Test
  void anActionIsNamedOnceHoweverItIsSpelt() {
    assertThat(fence(READ, allow("Other", "S3:GETOBJECT", "arn:aws:s3:::other/*")))
        .first()
        .extracting(Statement::actions)
        .isEqualTo(List.of("s3:GetObject"));
  }

  @Test
  void anActionOnEveryResourceIsDeniedOnNone() {
    assertThat(fence(allow("Describe", "ec2:DescribeInstances", "*"))).hasSize(1);
  }

  @Test
  void whatAConditionShutsOutIsDeniedUnderItsOpposite() {
    Statement tagged =
        new Statement(
            "Tagged",
            ALLOW,
            List.of("s3:GetObject"),
            List.of(OBJECTS),
            Map.of(
                "StringEquals", Map.of("s3:ExistingObjectTag/team", List.of("a", "b")),
                "Bool", Map.of("aws:SecureTransport", List.of("true"))));

    assertThat(fence(tagged).subList(2, 4))
        .containsExactly(
            unless(2, Map.of("BoolIfExists", Map.of("aws:SecureTransport", List.of("false")))),
            unless(
                3,
                Map.of("StringNotEquals", Map.of("s3:ExistingObjectTag/team", List.of("a", "b")))));
  }

  @Test
  void twoConditionsOnTheSameAccessAreRefused() {
    Statement one = tagged("One", "a", OBJECTS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fence(one, tagged("Other", "b", "arn:aws:s3:::things/x")))
        .withMessageContaining("s3:GetObject on arn:aws:s3:::things/* under different conditions");
    assertThatIllegalArgumentException().isThrownBy(() -> fence(one, READ));
    assertThat(fence(one, tagged("Other", "b", "arn:aws:s3:::other/*"))).hasSize(4);
    assertThat(fence(one, tagged("Same", "a", "arn:aws:s3:::things/x"))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          StringEquals              | a,b  | {StringNotEquals={k=[a, b]}}
          StringNotEquals           | a,b  | {StringEquals={k=[a, b]}}
          StringLike                | a    | {StringNotLike={k=[a]}}
          StringNotLikeIfExists     | a    | {StringLike={k=[a]}}
          StringEqualsIgnoreCase    | a    | {StringNotEqualsIgnoreCase={k=[a]}}
          StringEqualsIfExists      | a    | {Null={k=[false]}, StringNotEquals={k=[a]}}
          ArnLike                   | a    | {ArnNotLike={k=[a]}}
          IpAddress                 | a,b  | {NotIpAddress={k=[a, b]}}
          NotIpAddress              | a    | {IpAddress={k=[a]}}
          NumericEquals             | 1    | {NumericNotEquals={k=[1]}}
          NumericLessThan           | 1    | {NumericGreaterThanEqualsIfExists={k=[1]}}
          NumericGreaterThanIfExists| 1    | {NumericLessThanEquals={k=[1]}}
          Bool                      | true | {BoolIfExists={k=[false]}}
          BoolIfExists              | false| {Bool={k=[true]}}
          Null                      | true | {Null={k=[false]}}
          ForAllValues:StringEquals | a,b  | {ForAnyValue:StringNotEquals={k=[a, b]}}
          ForAnyValue:StringNotLike | a    | {ForAllValues:StringLike={k=[a]}}
          """,
      delimiter = '|')
  void eachConditionHasAnOpposite(String operator, String values, String opposite) {
    assertThat(Negation.of(operator, "k", List.of(values.split(",")))).hasToString(opposite);
  }

  @ParameterizedTest
  @CsvSource({
    "BinaryEquals, a, no opposite of BinaryEquals",
    "ForAnyValue:StringEqualsIfExists, a, no opposite",
    "NumericLessThan, 1;2, write one value",
    "Null, true;false, write one value",
    "Bool, maybe, takes true or false"
  })
  void aConditionWithoutAnOppositeIsRefused(String operator, String values, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Negation.of(operator, "k", List.of(values.split(";"))))
        .withMessageContaining(reason);
  }

  @Test
  void aPolicyThatHasNoExactFenceOpensNothing() {
    assertThat(Fence.around(List.of(READ, tagged("Other", "b", OBJECTS)), List.of()))
        .containsExactly(new Statement("NothingAtAll", DENY, List.of("*"), List.of("*"), Map.of()));
  }

  @Test
  void aTemplateIsFencedForItsWidestValues() {
    Statement some = tagged("Some", "a", "arn:aws:s3:::things/{prefix}/*");
    Statement others = tagged("Others", "b", "arn:aws:s3:::things/x/*");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PolicyTemplate(List.of(some, others)).requireFence());
    new PolicyTemplate(List.of(some, tagged("Others", "b", "arn:aws:s3:::other/*"))).requireFence();
  }

  private static List<Statement> fence(Statement... allowed) {
    return Fence.exact(List.of(allowed));
  }

  private static Statement allow(String sid, String action, String resource) {
    return new Statement(sid, ALLOW, List.of(action), List.of(resource), Map.of());
  }

  private static Statement tagged(String sid, String team, String resource) {
    return new Statement(
        sid,
        ALLOW,
        List.of("s3:GetObject"),
        List.of(resource),
        Map.of("StringEquals", Map.of("s3:ExistingObjectTag/team", List.of(team))));
  }

  private static Statement denial(
      String name,
      Scope scope,
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions) {
    return new Statement("Nothing" + name, DENY, scope, actions, resources, conditions);
  }

  private static Statement elsewhere(int number, List<String> actions, String resource) {
    return new Statement(
        "NothingElsewhere" + number,
        DENY,
        Scope.OTHER_RESOURCES,
        actions,
        List.of(resource),
        Map.of());
  }

  private static Statement unless(int number, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        "NothingUnless" + number, DENY, List.of("*"), List.of(OBJECTS), conditions);
  }
}
