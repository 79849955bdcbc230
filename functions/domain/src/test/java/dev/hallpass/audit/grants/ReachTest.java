package dev.hallpass.audit.grants;

import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.policy.Statement.Effect.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import dev.hallpass.policy.Statement.Scope;
import dev.hallpass.records.Altered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/a.csv";

  private static Requested asking(Policy policy) {
    return Altered.with(Examples.ruled(), "policy", policy);
  }

  private static Statement statement(
      Effect effect, Scope scope, List<String> actions, String resource) {
    return new Statement("", effect, scope, actions, List.of(resource), Map.of());
  }

  private static Statement allow(String resource, String... actions) {
    return statement(ALLOW, Scope.LISTED, List.of(actions), resource);
  }

  private static List<String> on(String place, Statement... statements) {
    return Reach.of(place).actions(asking(new Policy(List.of(statements))));
  }

  @Test
  void aWildcardOfThePolicyReachesWhatItMatches() {
    Statement reading = allow("arn:aws:s3:::acme-*/customers/4711/*", "s3:GetObject");

    assertThat(on(OBJECT, reading)).containsExactly("s3:GetObject");
    assertThat(on("arn:aws:s3:::acme-exports/customers/4712/a.csv", reading)).isEmpty();
  }

  @Test
  void aWildcardOfTheQuestionIsReachedByWhatItMatches() {
    assertThat(on("arn:aws:s3:::acme-exports/*", allow(OBJECT, "s3:GetObject"))).isNotEmpty();
  }

  @Test
  void whatIsAllowedOnEverythingIsAllowedOnTheResourcesOfItsOwnService() {
    assertThat(on(OBJECT, allow("*", "ec2:DescribeInstances", "s3:Get*", "*")))
        .containsExactly("s3:Get*", "*");
  }

  @Test
  void aPolicyVariableCanBeAnything() {
    assertThat(on(OBJECT, allow("arn:aws:s3:::acme-exports/${aws:SourceIdentity}/*", "s3:Get*")))
        .isNotEmpty();
  }

  @Test
  void otherActionsAndOtherResourcesReachWhatTheyDoNotList() {
    assertThat(on(OBJECT, statement(ALLOW, Scope.OTHER_ACTIONS, List.of("iam:*"), "*")))
        .containsExactly("all but iam:*");
    assertThat(on(OBJECT, statement(ALLOW, Scope.OTHER_RESOURCES, List.of("s3:GetObject"), OBJECT)))
        .isEmpty();
    assertThat(
            on(
                OBJECT,
                statement(
                    ALLOW, Scope.OTHER_RESOURCES, List.of("s3:GetObject"), "arn:aws:s3:::other")))
        .containsExactly("s3:GetObject");
    assertThat(on(OBJECT, statement(ALLOW, Scope.OTHERS, List.of("iam:*"), OBJECT))).isEmpty();
    assertThat(on(OBJECT, statement(ALLOW, Scope.OTHERS, List.of("iam:*"), "arn:aws:s3:::other")))
        .containsExactly("all but iam:*");
  }

  @Test
  void onlyADenialWithoutConditionsTakesAnActionAway() {
    Statement reading = allow("arn:aws:s3:::acme-exports/*", "s3:GetObject");
    Statement denying =
        statement(DENY, Scope.LISTED, List.of("s3:*"), "arn:aws:s3:::acme-exports/customers/*");
    Statement narrower =
        new Statement(
            "",
            DENY,
            List.of("s3:*"),
            List.of("*"),
            Map.of("Bool", Map.of("aws:SecureTransport", List.of("false"))));

    assertThat(on(OBJECT, reading, denying)).isEmpty();
    assertThat(on(OBJECT, reading, narrower)).containsExactly("s3:GetObject");
  }

  @Test
  void anAccountIsReachedFromWithinAndByItsNumber() {
    Statement foreign = allow("arn:aws:sqs:eu-central-1:999988887777:orders", "sqs:SendMessage");

    assertThat(on(Examples.ruled().role().account().value(), foreign)).isNotEmpty();
    assertThat(on("999988887777", foreign)).containsExactly("sqs:SendMessage");
    assertThat(on("222233334444", foreign)).isEmpty();
  }

  @Test
  void anAccountIsReachedByAWildcardInItsPlace() {
    Statement anywhere = allow("arn:aws:kms:*:*:key/*", "kms:Decrypt");
    Statement bucket = allow("arn:aws:s3:::exports/*", "s3:GetObject");

    assertThat(on("999988887777", anywhere)).containsExactly("kms:Decrypt");
    assertThat(on("999988887777", bucket)).isEmpty();
  }

  @Test
  void aManagedPolicyMayReachWhatIsInItsAccount() {
    Requested request = asking(new Policy(List.of(), List.of(Examples.VIEW_ONLY)));
    String account = request.role().account().value();

    assertThat(Reach.of(account).managed(request)).hasSize(1);
    assertThat(Reach.of(OBJECT).isOf(request)).isTrue();
    assertThat(Reach.of("arn:aws:sqs:eu-central-1:999988887777:orders").isOf(request)).isFalse();
  }

  @Test
  void aPlaceIsAnArnOrAnAccount() {
    assertThatThrownBy(() -> Reach.of("arn:aws:s3")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reach.of("acme")).isInstanceOf(IllegalArgumentException.class);
  }
}
