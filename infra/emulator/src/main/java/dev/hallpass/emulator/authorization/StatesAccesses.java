package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
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
  /// arn:partition:states:region:account:stateMachine:name
  private static final int UNQUALIFIED = 7;

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      case StartExecutionRequest start -> List.of(started(start.stateMachineArn()));
      case StopExecutionRequest stop -> one("StopExecution", stop.executionArn());
      case DescribeExecutionRequest describe -> one("DescribeExecution", describe.executionArn());
      case DescribeStateMachineRequest describe ->
          one("DescribeStateMachine", describe.stateMachineArn());
      case DescribeStateMachineAliasRequest describe ->
          one("DescribeStateMachineAlias", describe.stateMachineAliasArn());
      case GetExecutionHistoryRequest get -> one("GetExecutionHistory", get.executionArn());
      case ListExecutionsRequest list -> one("ListExecutions", list.stateMachineArn());
      // A token says nothing of the machine it belongs to.
      case SendTaskSuccessRequest _ -> one("SendTaskSuccess", "*");
      case SendTaskFailureRequest _ -> one("SendTaskFailure", "*");
      case SendTaskHeartbeatRequest _ -> one("SendTaskHeartbeat", "*");
      default -> throw Accesses.unknown(request);
    };
  }

  /// It is always the machine that needs leave; by which version or alias it is started is a
  /// condition key. [Source](
  /// https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html)
  private static Access started(String arn) {
    List<String> segments = List.of(arn.split(":", -1));
    if (segments.size() <= UNQUALIFIED) {
      return Access.to("states:StartExecution", arn);
    }
    String machine = String.join(":", segments.subList(0, UNQUALIFIED));
    Context keys = Context.empty().with("states:StateMachineQualifier", segments.get(UNQUALIFIED));
    return new Access("states:StartExecution", machine, keys);
  }

  private static List<Access> one(String action, String resource) {
    return List.of(Access.to("states:" + action, resource));
  }
}
