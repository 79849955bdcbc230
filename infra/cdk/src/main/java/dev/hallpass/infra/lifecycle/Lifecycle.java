package dev.hallpass.infra.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.hallpass.identity.Sha256;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachineAlias;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachineAlias.RoutingConfigurationVersionProperty;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachineVersion;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/// The state machine of the grants.
///
/// A grant starts by the alias `live` and keeps the version of that moment until its end. Only the
/// functions that it calls are the newest.
public final class Lifecycle extends Construct {

  /// The name is fixed, so that the function that starts the machine knows its ARN before it
  /// exists. The machine waits for the API's address, which waits for that function.
  private static final String NAME = "hallpass-grant-lifecycle";

  private static final String ALIAS = "live";

  private final LogGroup log;
  private final StateMachine machine;

  /// @param definition the definition, in which `${Name}` stands for the handler of that name and
  ///   `${Partition}` for the partition
  public Lifecycle(Construct scope, Path definition, List<Handler> steps, EncryptionKey key) {
    super(scope, "Lifecycle");
    String text = read(definition);
    log = key.vendedLogOf(this, "states");
    machine =
        StateMachine.Builder.create(this, "Machine")
            .stateMachineName(NAME)
            .stateMachineType(StateMachineType.STANDARD)
            .definitionBody(DefinitionBody.fromString(text))
            .definitionSubstitutions(substitutions(steps))
            .role(roleFor(steps))
            .logs(withoutExecutionData())
            .tracingEnabled(true)
            .build();
    goLive(version(text));
  }

  /// Lets functions start the workflow of a grant, only by the alias. Step Functions checks the
  /// right to start the machine, with the alias as a condition; a right to the alias's ARN does
  /// nothing (source: Step Functions, authorization for versions and aliases). The key is a list,
  /// so without `ForAnyValue` the condition never holds.
  public void startableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      startableBy(handler);
    }
  }

  private void startableBy(Handler handler) {
    String arn =
        Stack.of(this)
            .formatArn(
                ArnComponents.builder()
                    .service("states")
                    .resource("stateMachine")
                    .resourceName(NAME)
                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                    .build());
    handler.tell("STATE_MACHINE", arn + ":" + ALIAS);
    handler.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("states:StartExecution"))
            .resources(List.of(arn))
            .conditions(
                Map.of("ForAnyValue:StringEquals", Map.of("states:StateMachineQualifier", ALIAS)))
            .build());
  }

  /// Lets functions wake a waiting workflow. IAM cannot narrow this to one machine (source: actions
  /// and resource types of Step Functions), so a ring decides nothing.
  public void ringableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(List.of("states:SendTaskSuccess"), List.of("*"));
    }
  }

  /// Lets a function read the machine and the version of its alias. Step Functions also checks the
  /// machine's ARN for the alias.
  void describableBy(Handler handler) {
    handler.allow(
        List.of("states:DescribeStateMachine", "states:DescribeStateMachineAlias"),
        List.of(machine.getStateMachineArn()));
  }

  /// Events of executions have the machine's ARN, whatever started them.
  public String machineArn() {
    return machine.getStateMachineArn();
  }

  /// The ARN of the role with which it calls functions.
  public String roleArn() {
    return machine.getRole().getRoleArn();
  }

  /// How the ARN of each execution begins.
  public String executionsArn() {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("states")
                .resource("execution")
                .resourceName(NAME + ":")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
  }

  /// Each revision makes a new version; the old ones stay for their executions.
  private CfnStateMachineVersion version(String definition) {
    CfnStateMachine revised = (CfnStateMachine) requireNonNull(machine.getNode().getDefaultChild());
    CfnStateMachineVersion version =
        CfnStateMachineVersion.Builder.create(this, "Version")
            .stateMachineArn(machine.getStateMachineArn())
            .stateMachineRevisionId(revised.getAttrStateMachineRevisionId())
            .description("SHA-256 of the definition: " + Sha256.of(definition))
            .build();
    version.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return version;
  }

  private void goLive(CfnStateMachineVersion version) {
    CfnStateMachineAlias.Builder.create(this, "Live")
        .name(ALIAS)
        .routingConfiguration(
            List.of(
                RoutingConfigurationVersionProperty.builder()
                    .stateMachineVersionArn(version.getAttrArn())
                    .weight(100)
                    .build()))
        .build();
  }

  /// Step Functions' metric of the workflows of all grants.
  public Metric metric(String name) {
    return machine.metric(name);
  }

  /// The number of attempts of a step that failed or could not be made, for all functions. The end
  /// of a wait does not count (source: history events of Step Functions).
  public Metric failedSteps() {
    return log.addMetricFilter(
            "FailedSteps",
            MetricFilterOptions.builder()
                .metricNamespace("Hallpass")
                .metricName("FailedSteps")
                .filterPattern(
                    FilterPattern.any(
                        FilterPattern.stringValue("$.type", "=", "TaskFailed"),
                        FilterPattern.stringValue("$.type", "=", "TaskSubmitFailed")))
                .build())
        .metric();
  }

  /// The event that an execution ended in one of these ways (source: Step Functions, events of
  /// execution status changes).
  public Map<String, Object> ended(String... statuses) {
    Map<String, Object> detail = new TreeMap<>();
    detail.put("stateMachineArn", List.of(machineArn()));
    detail.put("status", List.of(statuses));
    Map<String, Object> event = new TreeMap<>();
    event.put("source", List.of("aws.states"));
    event.put("detail-type", List.of("Step Functions Execution Status Change"));
    event.put("detail", detail);
    return event;
  }

  private Role roleFor(List<Handler> steps) {
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(steps.stream().map(Handler::liveArn).toList())
            .build());
    return role;
  }

  /// Inputs and outputs have doorbells, which are secrets.
  private LogOptions withoutExecutionData() {
    return LogOptions.builder()
        .destination(log)
        .level(LogLevel.ALL)
        .includeExecutionData(false)
        .build();
  }

  private Map<String, String> substitutions(List<Handler> steps) {
    Map<String, String> substitutions = new TreeMap<>();
    steps.forEach(step -> substitutions.put(step.name(), step.liveArn()));
    substitutions.put("Partition", Stack.of(this).getPartition());
    return substitutions;
  }

  private static String read(Path definition) {
    try {
      return Files.readString(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
