package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.TaskResource;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// The history events of one try of a Task. They depend on the resource.
sealed interface TaskEvents {
  void scheduled(FunctionCall call);

  void started();

  void submitted(String output);

  void succeeded(String output);

  void failed(Failure failure);

  void timedOut(Failure failure);

  static TaskEvents of(TaskResource resource, Execution execution) {
    return switch (resource) {
      case TaskResource.Function(String arn) -> new OfFunction(arn, execution);
      case TaskResource.Invoke invoke -> new OfInvoke(invoke.name(), execution);
    };
  }

  /// The events of a function called by its ARN.
  record OfFunction(String arn, Execution execution) implements TaskEvents {
    @Override
    public void scheduled(FunctionCall call) {
      execution.record(
          HistoryEventType.LAMBDA_FUNCTION_SCHEDULED,
          event ->
              event.lambdaFunctionScheduledEventDetails(details ->
                  details
                      .resource(arn)
                      .input(call.arguments())
                      .inputDetails(data -> data.truncated(false))
                      .timeoutInSeconds(call.timeoutSeconds().orElse(null))));
    }

    @Override
    public void started() {
      execution.record(HistoryEventType.LAMBDA_FUNCTION_STARTED, event -> {});
    }

    @Override
    public void submitted(String output) {
      throw new IllegalStateException("A function called by its ARN waits for no token");
    }

    @Override
    public void succeeded(String output) {
      execution.record(
          HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED,
          event ->
              event.lambdaFunctionSucceededEventDetails(
                  details -> details.output(output).outputDetails(data -> data.truncated(false))));
    }

    @Override
    public void failed(Failure failure) {
      execution.record(
          HistoryEventType.LAMBDA_FUNCTION_FAILED,
          event ->
              event.lambdaFunctionFailedEventDetails(
                  details -> details.error(failure.error()).cause(failure.cause())));
    }

    @Override
    public void timedOut(Failure failure) {
      execution.record(
          HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT,
          event ->
              event.lambdaFunctionTimedOutEventDetails(
                  details -> details.error(failure.error()).cause(failure.cause())));
    }
  }

  /// The events of `lambda:invoke`.
  record OfInvoke(String resource, Execution execution) implements TaskEvents {
    private static final String TYPE = "lambda";

    @Override
    public void scheduled(FunctionCall call) {
      execution.record(
          HistoryEventType.TASK_SCHEDULED,
          event ->
              event.taskScheduledEventDetails(details ->
                  details
                      .resourceType(TYPE)
                      .resource(resource)
                      .region(execution.machine().region())
                      .parameters(call.arguments())
                      .timeoutInSeconds(call.timeoutSeconds().orElse(null))
                      .heartbeatInSeconds(call.heartbeatSeconds().orElse(null))));
    }

    @Override
    public void started() {
      execution.record(
          HistoryEventType.TASK_STARTED,
          event ->
              event.taskStartedEventDetails(
                  details -> details.resourceType(TYPE).resource(resource)));
    }

    @Override
    public void submitted(String output) {
      execution.record(
          HistoryEventType.TASK_SUBMITTED,
          event ->
              event.taskSubmittedEventDetails(details ->
                  details
                      .resourceType(TYPE)
                      .resource(resource)
                      .output(output)
                      .outputDetails(data -> data.truncated(false))));
    }

    @Override
    public void succeeded(String output) {
      execution.record(
          HistoryEventType.TASK_SUCCEEDED,
          event ->
              event.taskSucceededEventDetails(details ->
                  details
                      .resourceType(TYPE)
                      .resource(resource)
                      .output(output)
                      .outputDetails(data -> data.truncated(false))));
    }

    @Override
    public void failed(Failure failure) {
      execution.record(
          HistoryEventType.TASK_FAILED,
          event ->
              event.taskFailedEventDetails(details ->
                  details
                      .resourceType(TYPE)
                      .resource(resource)
                      .error(failure.error())
                      .cause(failure.cause())));
    }

    @Override
    public void timedOut(Failure failure) {
      execution.record(
          HistoryEventType.TASK_TIMED_OUT,
          event ->
              event.taskTimedOutEventDetails(details ->
                  details
                      .resourceType(TYPE)
                      .resource(resource)
                      .error(failure.error())
                      .cause(failure.cause())));
    }
  }
}
