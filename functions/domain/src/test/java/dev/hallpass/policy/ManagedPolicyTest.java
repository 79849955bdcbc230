package dev.hallpass.policy;

import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.grant.Examples.managed;
import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.policy.Statement.Effect.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Managed policies, and what stands beside them.
class ManagedPolicyTest {

  private static final Instant ONE = Instant.parse("2026-01-01T13:00:00Z");
  private static final String OPERATE = "arn:aws:iam::444455556666:policy/team/Operate";
  private static final Statement READ =
      new Statement(
          "Read", ALLOW, List.of("s3:GetObject"), List.of("arn:aws:s3:::things/*"), Map.of());

  @Test
  void aPolicyOfAwsIsInNoAccount() {
    ManagedPolicyArn arn = new ManagedPolicyArn("arn:aws:iam::aws:policy/job-function/Billing");

    assertThat(arn.name()).isEqualTo("Billing");
    assertThat(arn.account()).isEmpty();
    assertThat(arn.partition()).isEqualTo("aws");
  }

  @Test
  void aPolicyOfAnAccountIsInThatAccount() {
    ManagedPolicyArn arn = new ManagedPolicyArn(OPERATE);

    assertThat(arn.name()).isEqualTo("Operate");
    assertThat(arn.account()).contains(new AccountId("444455556666"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadOnlyAccess",
        "arn:aws:iam::aws:role/ReadOnlyAccess",
        "arn:aws:iam::*:policy/Operate",
        "arn:aws:iam::444455556666:policy/Op*",
        "arn:aws:iam::444455556666:policy/hallpass/grant-00000000000000000000000000000001",
        "arn:aws:iam::444455556666:policy/hallpass-ceiling/Everything"
      })
  void anotherTextIsNotTheArnOfOne(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ManagedPolicyArn(text));
  }

  @Test
  void aVersionIsAsAwsCountsIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ManagedPolicy(VIEW_ONLY.arn(), "12", VIEW_ONLY.hash(), false, Set.of()))
        .withMessageContaining("v12");
  }

  @Test
  void theGrantsOwnPolicyDeniesHallpassAndEverythingAfterTheEnd() {
    Policy own = new Policy(List.of(READ), List.of(VIEW_ONLY)).ofGrant(GRANT, ONE);

    assertThat(own.managed()).isEmpty();
    assertThat(own.statements())
        .extracting(Statement::sid)
        .containsExactly("Read", "NothingOfHallpass", "NothingForOthers", "NothingAfterExpiry");
    assertThat(own.statements().get(1))
        .satisfies(denial -> {
          assertThat(denial.effect()).isEqualTo(DENY);
          assertThat(denial.actions()).containsExactly("*");
          assertThat(denial.resources())
              .contains(
                  "arn:aws:iam::*:policy/?allpass*",
                  "arn:aws:iam::*:role/?allpass*",
                  "arn:aws:iam::*:role/cdk-?allpass*",
                  "arn:aws:cloudformation:*:*:stack/?allpass*");
        });
  }

  @Test
  void aPolicyThatOnlyDeniesStandsBesideManagedOnes() {
    assertThat(
            new PolicyTemplate(List.of(), List.of(VIEW_ONLY)).render(Map.of()).ofGrant(GRANT, ONE))
        .satisfies(own -> assertThat(own.statements()).hasSize(3).noneMatch(Statement::allows));
  }

  @Test
  void aSessionCannotChangeThePolicyOfTheAccountThatItHas() {
    Policy own = new Policy(List.of(), List.of(managed(OPERATE))).ofGrant(GRANT, ONE);

    assertThat(own.statements().getFirst().resources()).contains(OPERATE);
  }

  @Test
  void aPolicyOfAwsNeedsNoDenialBecauseNobodyCanChangeIt() {
    Policy own = new Policy(List.of(), List.of(VIEW_ONLY)).ofGrant(GRANT, ONE);

    assertThat(own.statements().getFirst().resources()).doesNotContain(VIEW_ONLY.arn().value());
  }

  @Test
  void theBoundaryBesideManagedPoliciesDeniesHallpassAlone() {
    Ceiling ceiling = new PolicyTemplate(List.of(READ), List.of(VIEW_ONLY)).ceiling(_ -> List.of());

    assertThat(ceiling.managed()).containsExactly(VIEW_ONLY);
    assertThat(ceiling.boundary().statements())
        .extracting(Statement::sid, Statement::effect)
        .containsExactly(tuple("All", ALLOW), tuple("NothingOfHallpass", DENY));
  }

  @Test
  void aTemplateWithoutStatementsNeedsAManagedPolicy() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PolicyTemplate(List.of(), List.of()));
  }
}
