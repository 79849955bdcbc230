package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.reads;
import static dev.hallpass.local.probes.Belief.refused;
import static dev.hallpass.local.probes.Belief.within;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.PolicyText.when;
import static dev.hallpass.local.probes.Source.documented;

import dev.hallpass.local.probes.Observed.Came;
import dev.hallpass.local.probes.Observed.Read;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import tools.jackson.databind.json.JsonMapper;

/// What the design believes of Step Functions.
final class WorkflowProbes {

  private static final String WAITS =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Wait", "States": {
        "Wait": {"Type": "Wait", "Seconds": 20, "End": true}
      }}
      """;

  /// A machine that waits for the answer to its token, as long as its input says.
  private static final String DOORBELL =
      """
      {"Resources": {
        "FunctionRole": {"Type": "AWS::IAM::Role", "Properties": {
          "Path": "/hallpass-probe/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"}
          }]}
        }},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {
          "Runtime": "nodejs22.x",
          "Handler": "index.silent",
          "Role": {"Fn::GetAtt": ["FunctionRole", "Arn"]},
          "Code": {"ZipFile": "exports.silent = async () => ({});"}
        }},
        "MachineRole": {"Type": "AWS::IAM::Role", "Properties": {
          "Path": "/hallpass-probe/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "states.amazonaws.com"}
          }]},
          "Policies": [{"PolicyName": "invoke", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [{
              "Effect": "Allow", "Action": "lambda:InvokeFunction",
              "Resource": {"Fn::GetAtt": ["Function", "Arn"]}
            }]
          }}]
        }},
        "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
          "RoleArn": {"Fn::GetAtt": ["MachineRole", "Arn"]},
          "DefinitionSubstitutions": {"Function": {"Fn::GetAtt": ["Function", "Arn"]}},
          "DefinitionString": "%s"
        }}
      }}
      """
          .formatted(
              """
              {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
                "Ask": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Arguments": {
                    "FunctionName": "${Function}",
                    "Payload": {"doorbell": "{% $states.context.Task.Token %}"}
                  },
                  "TimeoutSeconds": "{% $states.input.within %}",
                  "Output": {"ended": "by an answer"},
                  "Catch": [
                    {"ErrorEquals": ["States.Timeout"], "Output": {"ended": "by time"}, "Next": "End"}
                  ],
                  "Next": "End"
                },
                "End": {"Type": "Succeed"}
              }}
              """
                  .replace("\"", "\\\"")
                  .replace("\n", ""));

  private WorkflowProbes() {}

  static List<Probe> all() {
    return List.of(theQualifier(), aStartByName(), anAnsweredToken(), aTimeOutAsAnExpression());
  }

  private static Probe theQualifier() {
    return new Probe(
        "qualifier-needs-a-set-operator",
        "`states:StateMachineQualifier` is a list, so `StringEquals` without `ForAnyValue:` never"
            + " matches it.",
        "Roles that start grants are narrowed to the alias `live`; with the wrong operator no grant"
            + " ever starts.",
        documented(
            "Step Functions, condition keys",
            "service-authorization/latest/reference/list_awsstepfunctions.html"),
        "Starts an execution by an alias as two roles, which differ in the operator.",
        Cost.cents("0.01", 60),
        List.of(denied("under `StringEquals`"), done("under `ForAnyValue:StringEquals`")),
        (aws, made) -> {
          String machine = made.machine(WAITS);
          String version =
              aws.stepFunctions()
                  .publishStateMachineVersion(one -> one.stateMachineArn(machine))
                  .stateMachineVersionArn();
          String alias =
              aws.stepFunctions()
                  .createStateMachineAlias(one ->
                      one.name("live")
                          .routingConfiguration(
                              RoutingConfigurationListItem.builder()
                                  .stateMachineVersionArn(version)
                                  .weight(100)
                                  .build()))
                  .stateMachineAliasArn();
          Aws bare = starter(made, machine, "StringEquals");
          Aws asSet = starter(made, machine, "ForAnyValue:StringEquals");
          made.patience().settle("DescribeStateMachine", () -> looksAt(bare, machine));
          Observed underBare = starts(bare, alias, made.name(), "{}");
          made.patience().settle("DescribeStateMachine", () -> looksAt(asSet, machine));
          return List.of(
              underBare,
              made.patience().last(DONE::equals, () -> starts(asSet, alias, made.name(), "{}")));
        });
  }

  private static Aws starter(Fixtures made, String machine, String operator) {
    return made.session(
        made.role(
            allow("states:DescribeStateMachine", machine),
            allow(
                "states:StartExecution",
                machine,
                when(operator, "states:StateMachineQualifier", "live"))));
  }

  private static Observed looksAt(Aws caller, String machine) {
    return Observed.of(
        () -> caller.stepFunctions().describeStateMachine(one -> one.stateMachineArn(machine)));
  }

  private static Observed starts(Aws caller, String machine, String name, String input) {
    return Observed.of(() -> started(caller, machine, name, input));
  }

  private static String started(Aws caller, String machine, String name, String input) {
    return caller
        .stepFunctions()
        .startExecution(start -> start.stateMachineArn(machine).name(name).input(input))
        .executionArn();
  }

  private static Probe aStartByName() {
    return new Probe(
        "start-by-name-is-idempotent",
        "While an execution runs, a start by its name and input leads to it; another input, or a"
            + " start after its end, is refused.",
        "A start that is repeated gives one workflow, and the reaper starts none beside one that"
            + " ran.",
        documented(
            "Step Functions, StartExecution",
            "step-functions/latest/apireference/API_StartExecution.html"),
        "Starts one execution twice, with another input, and once more after its end.",
        Cost.cents("0.01", 50),
        List.of(
            reads("the same start again", "the same execution"),
            refused("another input", "ExecutionAlreadyExists"),
            refused("the same start after the end", "ExecutionAlreadyExists")),
        (aws, made) -> {
          String machine = made.machine(WAITS);
          String name = made.name();
          String first = started(aws, machine, name, "{}");
          Observed again =
              Observed.reading(() ->
                  started(aws, machine, name, "{}").equals(first)
                      ? "the same execution"
                      : "another execution");
          Observed otherInput = starts(aws, machine, name, "{\"other\": true}");
          ended(aws, made, first);
          return List.of(again, otherInput, starts(aws, machine, name, "{}"));
        });
  }

  private static Probe anAnsweredToken() {
    return new Probe(
        "answered-token-is-refused",
        "A task token takes one answer. A second answer, and one to a token that is none, get errors"
            + " of their own.",
        "A function that rings a doorbell which another has rung goes on: the workflow is awake.",
        documented(
            "Step Functions, SendTaskSuccess",
            "step-functions/latest/apireference/API_SendTaskSuccess.html"),
        "Answers a waiting task twice, and a token that is none.",
        Cost.cents("0.01", 90),
        List.of(
            done("the first answer"),
            refused("the second answer", "TaskTimedOut"),
            refused("an answer to no token", "InvalidToken")),
        (aws, made) -> {
          String machine = made.stack(DOORBELL).id("Machine");
          String execution = started(aws, machine, made.name(), "{\"within\": 300}");
          String token =
              made.longPatience()
                  .sure("the task", Optional::isPresent, () -> token(aws, execution))
                  .orElseThrow();
          Observed first = answers(aws, token);
          ended(aws, made, execution);
          return List.of(first, answers(aws, token), answers(aws, "no token"));
        });
  }

  private static Observed answers(Aws aws, String token) {
    return Observed.of(
        () -> aws.stepFunctions().sendTaskSuccess(one -> one.taskToken(token).output("{}")));
  }

  /// The token of a task, once its function was called.
  private static Optional<String> token(Aws aws, String execution) {
    List<HistoryEvent> history =
        aws.stepFunctions().getExecutionHistory(one -> one.executionArn(execution)).events();
    boolean isAsked = history.stream().anyMatch(one -> one.taskSubmittedEventDetails() != null);
    return history.stream()
        .filter(_ -> isAsked)
        .filter(one -> one.taskScheduledEventDetails() != null)
        .map(one -> one.taskScheduledEventDetails().parameters())
        .map(one -> JsonMapper.shared().readTree(one).at("/Payload/doorbell").asString())
        .findFirst();
  }

  private static Probe aTimeOutAsAnExpression() {
    return new Probe(
        "time-out-as-an-expression",
        "`TimeoutSeconds` may be a JSONata expression, and a task that waits for its token ends by"
            + " it with `States.Timeout`.",
        "So a workflow waits until a grant's end, and asks others when approvers do not answer.",
        documented("Step Functions, Task state", "step-functions/latest/dg/state-task.html"),
        "Starts a machine whose task may wait as long as the input says, 5 s, and answers nothing.",
        Cost.cents("0.01", 90),
        List.of(reads("the output", "by time"), within("the end after 5 s", 15)),
        (aws, made) -> {
          String machine = made.stack(DOORBELL).id("Machine");
          DescribeExecutionResponse end =
              ended(aws, made, started(aws, machine, made.name(), "{\"within\": 5}"));
          String output = Optional.ofNullable(end.output()).orElse("{}");
          return List.of(
              new Read(JsonMapper.shared().readTree(output).path("ended").asString("not at all")),
              new Came(Duration.between(end.startDate(), end.stopDate()).minusSeconds(5)));
        });
  }

  private static DescribeExecutionResponse ended(Aws aws, Fixtures made, String execution) {
    return made.longPatience()
        .sure(
            "the execution",
            one -> one.status() != ExecutionStatus.RUNNING,
            () -> aws.stepFunctions().describeExecution(one -> one.executionArn(execution)));
  }
}
