package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Fixtures.MAY_READ;
import static dev.hallpass.local.probes.Fixtures.PREFIX;
import static dev.hallpass.local.probes.PolicyText.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.local.probes.Probe.Inconclusive;
import dev.hallpass.local.probes.Report.Failed;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftoversTest {

  private static final String RUNS_LONG =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Wait", "States": {
        "Wait": {"Type": "Wait", "Seconds": 3600, "End": true}
      }}
      """;

  private final EmulatedAws aws = EmulatedAws.empty();
  private final Fixtures made = new Fixtures(aws);
  private final Leftovers leftovers = new Leftovers(aws);

  @AfterAll
  void close() {
    aws.close();
  }

  @Test
  void everythingThatFixturesMakeIsFoundAndRemoved() {
    String attached = made.managed(policy(MAY_READ));
    aws.iam().createPolicyVersion(one -> one.policyArn(attached).policyDocument(policy(MAY_READ)));
    String boundary = made.managed(Fixtures.PATH + "ceiling/", policy(MAY_READ));
    String role = made.role(one -> one.permissionsBoundary(boundary), MAY_READ);
    made.attach(role, attached);
    made.table();
    String machine = made.machine(RUNS_LONG);
    aws.stepFunctions().startExecution(start -> start.stateMachineArn(machine));
    made.stack("{\"Resources\": {}}");
    // A role for the machine is made beside it.
    assertThat(leftovers.names()).hasSize(7);

    leftovers.remove();

    assertThat(leftovers.names()).isEmpty();
  }

  @Test
  void whatProbesDidNotMakeStays() {
    String other =
        aws.iam()
            .createPolicy(
                one -> one.path("/hallpass/").policyName(PREFIX).policyDocument(policy(MAY_READ)))
            .policy()
            .arn();
    leftovers.remove();

    assertThat(aws.iam().listPoliciesPaginator(all -> all.scope(PolicyScopeType.LOCAL)).policies())
        .extracting(Policy::arn)
        .containsExactly(other);
    assertThat(aws.iam().getRole(get -> get.roleName("administrator")).role()).isNotNull();
  }

  @Test
  void whatAProbeLeavesThatFailsIsRemovedByTheNextRun() {
    Probe failing =
        SampleProbe.asking((_, fixtures) -> {
          fixtures.managed(policy(MAY_READ));
          throw new Inconclusive("The account 111122223333 is closed");
        });

    assertThat(Report.of(failing, aws).result())
        .isEqualTo(new Failed("The account ACCOUNT is closed"));
    assertThat(leftovers.names()).hasSize(1);
    new Leftovers(aws).remove();
    assertThat(leftovers.names()).isEqualTo(List.of());
  }
}
