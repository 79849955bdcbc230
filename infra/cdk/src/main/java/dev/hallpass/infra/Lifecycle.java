package dev.hallpass.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/// The state machine that walks each grant through its life.
final class Lifecycle extends Construct {

  private final StateMachine machine;

  /// @param definition in which `${Name}` stands for the handler of that name
  Lifecycle(Construct scope, Path definition, List<Handler> steps) {
    super(scope, "Lifecycle");
    machine =
        StateMachine.Builder.create(this, "Machine")
            .stateMachineType(StateMachineType.STANDARD)
            .definitionBody(DefinitionBody.fromString(read(definition)))
            .definitionSubstitutions(arns(steps))
            .role(roleFor(steps))
            .logs(withoutExecutionData())
            .tracingEnabled(true)
            .build();
  }

  /// Lets a function begin a grant's life.
  void startableBy(Handler handler) {
    handler.tell("STATE_MACHINE", machine.getStateMachineArn());
    handler.allow(List.of("states:StartExecution"), List.of(machine.getStateMachineArn()));
  }

  /// Lets functions wake a waiting grant. IAM cannot narrow this to one machine (source: actions
  /// and resource types of Step Functions), which is why a ring decides nothing.
  void ringableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(List.of("states:SendTaskSuccess"), List.of("*"));
    }
  }

  private Role roleFor(List<Handler> steps) {
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("lambda:InvokeFunction"))
            .resources(steps.stream().map(Handler::functionArn).toList())
            .build());
    return role;
  }

  /// Inputs and outputs carry doorbells, which are secrets.
  private LogOptions withoutExecutionData() {
    return LogOptions.builder()
        .destination(LogGroup.Builder.create(this, "Log").retention(RetentionDays.ONE_YEAR).build())
        .level(LogLevel.ALL)
        .includeExecutionData(false)
        .build();
  }

  private static Map<String, String> arns(List<Handler> steps) {
    Map<String, String> arns = new TreeMap<>();
    steps.forEach(step -> arns.put(step.name(), step.functionArn()));
    return arns;
  }

  private static String read(Path definition) {
    try {
      return Files.readString(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
