package dev.hallpass.emulator.authorization;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;

/// What requests to Step Functions need leave for. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html)
public final class StatesAccesses implements Accesses {

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      // Of an alias or a version it is the qualified ARN that needs leave.
      case StartExecutionRequest start -> one("StartExecution", start.stateMachineArn());
      case StopExecutionRequest stop -> one("StopExecution", stop.executionArn());
      case DescribeExecutionRequest describe -> one("DescribeExecution", describe.executionArn());
      case GetExecutionHistoryRequest get -> one("GetExecutionHistory", get.executionArn());
      case ListExecutionsRequest list -> one("ListExecutions", list.stateMachineArn());
      // A token says nothing of the machine it belongs to.
      case SendTaskSuccessRequest _ -> one("SendTaskSuccess", "*");
      case SendTaskFailureRequest _ -> one("SendTaskFailure", "*");
      case SendTaskHeartbeatRequest _ -> one("SendTaskHeartbeat", "*");
      default -> throw Accesses.unknown(request);
    };
  }

  private static List<Access> one(String action, String resource) {
    return List.of(Access.to("states:" + action, resource));
  }
}
