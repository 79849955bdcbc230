package dev.hallpass.adapters.states;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Doorbells;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Rings doorbells, which are task tokens of Step Functions.
public final class StepFunctionsDoorbells implements Doorbells {

  private final SfnClient client;

  public StepFunctionsDoorbells(SfnClient client) {
    this.client = client;
  }

  @Override
  public void ring(Doorbell doorbell) {
    try {
      // The output is empty, because everybody who can ring could write one.
      client.sendTaskSuccess(ring -> ring.taskToken(doorbell.token()).output("{}"));
    } catch (TaskTimedOutException | InvalidTokenException | TaskDoesNotExistException rangBefore) {
      // The wait is over: the doorbell rang before, or its time ran out.
    } catch (SdkException failure) {
      throw new OutcomeUnknown("ring a doorbell", failure);
    }
  }
}
