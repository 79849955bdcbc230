package dev.hallpass.adapters.states;

import dev.hallpass.adapters.faults.Faults;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/// Step Functions behind a line on which calls go wrong.
record FaultySfn(SfnClient states, Faults faults) implements SfnClient {

  @Override
  public StartExecutionResponse startExecution(StartExecutionRequest request) {
    return faults.call(() -> states.startExecution(request));
  }

  @Override
  public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
    return faults.call(() -> states.sendTaskSuccess(request));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
