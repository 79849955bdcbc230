package dev.hallpass.adapters.states;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Workflow;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Starts one execution per grant, with the grant's id as its name.
public final class StepFunctionsWorkflow implements Workflow {

  private final SfnClient client;
  private final String stateMachine;

  /// @param stateMachine the ARN of the machine, of a version or of an alias
  public StepFunctionsWorkflow(SfnClient client, String stateMachine) {
    this.client = client;
    this.stateMachine = stateMachine;
  }

  @Override
  public void start(GrantId grant, Duration within) {
    String input =
        Json.canonical(
            Json.object().put("grant", grant.value()).put("within", StepJson.seconds(within)));
    try {
      client.startExecution(
          execution -> execution.stateMachineArn(stateMachine).name(grant.value()).input(input));
    } catch (ExecutionAlreadyExistsException _) {
      // The name is the grant's id, so this grant's workflow was started before.
    } catch (SdkException failure) {
      throw new OutcomeUnknown("start the workflow of " + grant, failure);
    }
  }
}
