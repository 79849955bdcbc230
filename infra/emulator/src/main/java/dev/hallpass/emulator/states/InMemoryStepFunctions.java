package dev.hallpass.emulator.states;

import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.states.definition.DefinitionReader;
import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.Machine;
import dev.hallpass.emulator.states.jsonata.Names;
import dev.hallpass.emulator.states.jsonata.RandomSource;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineAliasRequest;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineAliasRequest;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DeleteStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.PublishStateMachineVersionRequest;
import software.amazon.awssdk.services.sfn.model.PublishStateMachineVersionResponse;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineAliasRequest;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineResponse;
import tools.jackson.databind.JsonNode;

/// Step Functions in memory, for standard state machines in JSONata, on a timeline.
///
/// Calls can come from any thread, also from inside a function's invocation: they answer at once
/// and leave the rest to the timeline.
public final class InMemoryStepFunctions implements SfnClient {
  private final String region;
  private final String account;
  private final Surroundings surroundings;
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private final Map<String, Machine> qualified = new ConcurrentHashMap<>();
  private final Map<String, String> aliases = new ConcurrentHashMap<>();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final List<Consumer<StatusChange>> listeners = new CopyOnWriteArrayList<>();

  /// Step Functions of one account in one region.
  ///
  /// @param random for task tokens, retry jitter, execution names, `$random`, `$uuid` and
  ///   `$shuffle`
  public InMemoryStepFunctions(
      String region, String account, Timeline timeline, Lambdas lambdas, RandomGenerator random) {
    this.region = region;
    this.account = account;
    surroundings = new Surroundings(timeline, lambdas, new TaskTokens(), new RandomSource(random));
  }

  /// The client that refuses by name every operation that is not emulated.
  public SfnClient client() {
    return Emulated.client(SfnClient.class, this);
  }

  /// From now on, reports every begin and end of an execution to a listener, on the timeline.
  public void onStatusChange(Consumer<StatusChange> listener) {
    listeners.add(listener);
  }

  /// Refuses an unsupported definition as invalid, with the JSON path. Logging and tracing are
  /// accepted and write nothing.
  @Override
  public CreateStateMachineResponse createStateMachine(CreateStateMachineRequest request) {
    Names.check(request.name());
    if (request.type() == StateMachineType.EXPRESS) {
      throw StateMachineTypeNotSupportedException.builder()
          .message("State machine type EXPRESS is not supported")
          .build();
    }
    String arn = "arn:aws:states:%s:%s:stateMachine:%s".formatted(region, account, request.name());
    Machine made =
        new Machine(
            arn,
            request,
            DefinitionReader.read(request.definition()),
            surroundings.timeline().instant());
    Machine machine = machines.computeIfAbsent(arn, _ -> made);
    if (!machine.isSameAs(request)) {
      throw StateMachineAlreadyExistsException.builder()
          .message("State Machine Already Exists: '" + arn + "'")
          .build();
    }
    return CreateStateMachineResponse.builder()
        .stateMachineArn(arn)
        .creationDate(machine.createdAt())
        .build();
  }

  /// Changes the state machine for executions that begin by the machine itself. Versions, aliases
  /// and running executions stay.
  @Override
  public UpdateStateMachineResponse updateStateMachine(UpdateStateMachineRequest request) {
    Machine machine = machine(request.stateMachineArn());
    CreateStateMachineRequest.Builder changed = machine.request().toBuilder();
    if (request.definition() != null) {
      changed.definition(request.definition());
    }
    if (request.roleArn() != null) {
      changed.roleArn(request.roleArn());
    }
    if (request.loggingConfiguration() != null) {
      changed.loggingConfiguration(request.loggingConfiguration());
    }
    CreateStateMachineRequest made = changed.build();
    machines.put(
        machine.arn(),
        new Machine(
            machine.arn(), made, DefinitionReader.read(made.definition()), machine.createdAt()));
    return UpdateStateMachineResponse.builder()
        .updateDate(surroundings.timeline().instant())
        .build();
  }

  /// Publishes the current state machine as a version. Without a change it has the same version
  /// again.
  @Override
  public PublishStateMachineVersionResponse publishStateMachineVersion(
      PublishStateMachineVersionRequest request) {
    Machine machine = machine(request.stateMachineArn());
    int number = 1;
    while (!machine.equals(qualified.getOrDefault(version(machine, number), machine))) {
      number++;
    }
    String arn = version(machine, number);
    qualified.put(arn, machine);
    return PublishStateMachineVersionResponse.builder()
        .stateMachineVersionArn(arn)
        .creationDate(machine.createdAt())
        .build();
  }

  private static String version(Machine machine, int number) {
    return machine.arn() + ":" + number;
  }

  /// Gives a version another name. An alias over two versions is refused.
  @Override
  public CreateStateMachineAliasResponse createStateMachineAlias(
      CreateStateMachineAliasRequest request) {
    String version = only(request.routingConfiguration());
    String arn = machine(version).arn() + ":" + request.name();
    lead(arn, version);
    return CreateStateMachineAliasResponse.builder()
        .stateMachineAliasArn(arn)
        .creationDate(surroundings.timeline().instant())
        .build();
  }

  @Override
  public UpdateStateMachineAliasResponse updateStateMachineAlias(
      UpdateStateMachineAliasRequest request) {
    requireAlias(request.stateMachineAliasArn());
    lead(request.stateMachineAliasArn(), only(request.routingConfiguration()));
    return UpdateStateMachineAliasResponse.builder()
        .updateDate(surroundings.timeline().instant())
        .build();
  }

  @Override
  public DeleteStateMachineAliasResponse deleteStateMachineAlias(
      DeleteStateMachineAliasRequest request) {
    requireAlias(request.stateMachineAliasArn());
    qualified.remove(request.stateMachineAliasArn());
    aliases.remove(request.stateMachineAliasArn());
    return DeleteStateMachineAliasResponse.builder().build();
  }

  private void lead(String alias, String version) {
    qualified.put(alias, machine(version));
    aliases.put(alias, version);
  }

  private static String only(List<RoutingConfigurationListItem> routes) {
    if (routes.size() != 1) {
      throw new UnsupportedOperationException("An alias of two versions is not emulated");
    }
    return routes.getFirst().stateMachineVersionArn();
  }

  private String requireAlias(String alias) {
    String version = aliases.get(alias);
    if (version == null) {
      throw ResourceNotFoundException.builder()
          .message("Resource not found: '" + alias + "'")
          .build();
    }
    return version;
  }

  @Override
  public DescribeStateMachineAliasResponse describeStateMachineAlias(
      DescribeStateMachineAliasRequest request) {
    String version = requireAlias(request.stateMachineAliasArn());
    return DescribeStateMachineAliasResponse.builder()
        .stateMachineAliasArn(request.stateMachineAliasArn())
        .routingConfiguration(
            RoutingConfigurationListItem.builder()
                .stateMachineVersionArn(version)
                .weight(100)
                .build())
        .build();
  }

  @Override
  public DescribeStateMachineResponse describeStateMachine(DescribeStateMachineRequest request) {
    Machine machine = machine(request.stateMachineArn());
    return DescribeStateMachineResponse.builder()
        .stateMachineArn(machine.arn())
        .name(machine.name())
        .status(StateMachineStatus.ACTIVE)
        .type(StateMachineType.STANDARD)
        .definition(machine.request().definition())
        .roleArn(machine.request().roleArn())
        .loggingConfiguration(machine.request().loggingConfiguration())
        .tracingConfiguration(machine.request().tracingConfiguration())
        .creationDate(machine.createdAt())
        .build();
  }

  /// By name.
  @Override
  public ListStateMachinesResponse listStateMachines(ListStateMachinesRequest request) {
    List<StateMachineListItem> all =
        machines.values().stream()
            .sorted(Comparator.comparing(Machine::name))
            .map(InMemoryStepFunctions::listed)
            .toList();
    ListPage<StateMachineListItem> page =
        ListPage.of(all, request.nextToken(), request.maxResults());
    return ListStateMachinesResponse.builder()
        .stateMachines(page.items())
        .nextToken(page.nextToken().orElse(null))
        .build();
  }

  private static StateMachineListItem listed(Machine machine) {
    return StateMachineListItem.builder()
        .stateMachineArn(machine.arn())
        .name(machine.name())
        .type(StateMachineType.STANDARD)
        .creationDate(machine.createdAt())
        .build();
  }

  /// Removes a state machine with its versions and aliases, at once. Removing a missing one changes
  /// nothing. Its running executions are not emulated any further, so there must be none.
  @Override
  public DeleteStateMachineResponse deleteStateMachine(DeleteStateMachineRequest request) {
    String arn = request.stateMachineArn();
    boolean isRunning =
        runs.values().stream()
            .map(Run::execution)
            .anyMatch(one -> !one.isOver() && one.state().stateMachineArn().equals(arn));
    if (isRunning) {
      throw new UnsupportedOperationException(
          "The deletion of a state machine that runs is not emulated: " + arn);
    }
    machines.remove(arn);
    qualified.keySet().removeIf(one -> one.startsWith(arn + ":"));
    aliases.keySet().removeIf(one -> one.startsWith(arn + ":"));
    return DeleteStateMachineResponse.builder().build();
  }

  /// While an execution of that name runs, the same input gives the same execution, and another
  /// input is refused. The name of an ended execution is refused too.
  @Override
  public StartExecutionResponse startExecution(StartExecutionRequest request) {
    Machine machine = machine(request.stateMachineArn());
    String input = Optional.ofNullable(request.input()).orElse("{}");
    checkInput(input);
    String name =
        Optional.ofNullable(request.name())
            .orElseGet(() -> surroundings.chance().uuid().toString());
    Names.check(name);
    StatusChange execution =
        runs.compute(
                machine.executionArn(name), (_, before) -> started(before, machine, name, input))
            .execution()
            .state();
    return StartExecutionResponse.builder()
        .executionArn(execution.executionArn())
        .startDate(execution.startDate())
        .build();
  }

  private Run started(@Nullable Run before, Machine machine, String name, String input) {
    if (before == null) {
      Execution execution =
          new Execution(machine, name, input, surroundings.timeline(), this::tell);
      String role = machine.request().roleArn();
      Run run = new Run(execution, role == null ? surroundings : surroundings.of(role));
      surroundings.timeline().submit(run::begin);
      return run;
    }
    StatusChange known = before.execution().state();
    if (before.execution().isOver() || !known.input().equals(input)) {
      throw ExecutionAlreadyExistsException.builder()
          .message("Execution Already Exists: '" + known.executionArn() + "'")
          .build();
    }
    return before;
  }

  private static void checkInput(String input) {
    if (StatesJson.isTooLarge(input)) {
      throw InvalidExecutionInputException.builder()
          .message(
              "Invalid State Machine Execution Input: more than " + StatesJson.LIMIT + " bytes")
          .build();
    }
    try {
      StatesJson.parse(input);
    } catch (IllegalArgumentException e) {
      throw InvalidExecutionInputException.builder()
          .message("Invalid State Machine Execution Input: '" + e.getMessage() + "'")
          .build();
    }
  }

  @Override
  public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
    StatusChange execution = run(request.executionArn()).execution().state();
    return DescribeExecutionResponse.builder()
        .executionArn(execution.executionArn())
        .stateMachineArn(execution.stateMachineArn())
        .name(execution.name())
        .status(execution.status())
        .startDate(execution.startDate())
        .stopDate(execution.stopDate().orElse(null))
        .input(execution.input())
        .inputDetails(data -> data.included(true))
        .output(execution.output().orElse(null))
        .error(execution.error().orElse(null))
        .cause(execution.cause().orElse(null))
        .redriveCount(0)
        .build();
  }

  /// The newest first.
  @Override
  public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
    Machine machine = machine(request.stateMachineArn());
    List<ExecutionListItem> all =
        runs.values().stream()
            .map(run -> run.execution().state())
            .filter(execution -> execution.stateMachineArn().equals(machine.arn()))
            .filter(execution ->
                request.statusFilter() == null || request.statusFilter() == execution.status())
            .sorted(
                Comparator.comparing(StatusChange::startDate)
                    .reversed()
                    .thenComparing(StatusChange::name))
            .map(InMemoryStepFunctions::item)
            .toList();
    ListPage<ExecutionListItem> page = ListPage.of(all, request.nextToken(), request.maxResults());
    return ListExecutionsResponse.builder()
        .executions(page.items())
        .nextToken(page.nextToken().orElse(null))
        .build();
  }

  private static ExecutionListItem item(StatusChange execution) {
    return ExecutionListItem.builder()
        .executionArn(execution.executionArn())
        .stateMachineArn(execution.stateMachineArn())
        .name(execution.name())
        .status(execution.status())
        .startDate(execution.startDate())
        .stopDate(execution.stopDate().orElse(null))
        .build();
  }

  /// It has no effect on an execution that has ended.
  @Override
  public StopExecutionResponse stopExecution(StopExecutionRequest request) {
    Run run = run(request.executionArn());
    run.execution().abort(new Failure(request.error(), request.cause()));
    surroundings.timeline().submit(run::abandon);
    return StopExecutionResponse.builder()
        .stopDate(run.execution().state().stopDate().orElseThrow())
        .build();
  }

  @Override
  public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
    if (Boolean.FALSE.equals(request.includeExecutionData())) {
      throw new UnsupportedOperationException(
          "states:GetExecutionHistory without execution data is not emulated");
    }
    List<HistoryEvent> all = new ArrayList<>(run(request.executionArn()).execution().history());
    if (Boolean.TRUE.equals(request.reverseOrder())) {
      all = all.reversed();
    }
    ListPage<HistoryEvent> page = ListPage.of(all, request.nextToken(), request.maxResults());
    return GetExecutionHistoryResponse.builder()
        .events(page.items())
        .nextToken(page.nextToken().orElse(null))
        .build();
  }

  @Override
  public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
    JsonNode output = output(request.output());
    answer(request.taskToken(), new TryResult.Succeeded(output));
    return SendTaskSuccessResponse.builder().build();
  }

  @Override
  public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
    answer(
        request.taskToken(), new TryResult.Failed(new Failure(request.error(), request.cause())));
    return SendTaskFailureResponse.builder().build();
  }

  private void answer(String token, TryResult outcome) {
    Attempt attempt = surroundings.tokens().use(token);
    surroundings.timeline().submit(() -> attempt.called(outcome));
  }

  private static JsonNode output(String text) {
    try {
      return StatesJson.parse(text);
    } catch (IllegalArgumentException e) {
      throw InvalidOutputException.builder()
          .message("Invalid Output: '" + e.getMessage() + "'")
          .build();
    }
  }

  @Override
  public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
    Attempt attempt = surroundings.tokens().look(request.taskToken());
    surroundings.timeline().submit(attempt::beat);
    return SendTaskHeartbeatResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "states";
  }

  @Override
  public void close() {}

  private void tell(StatusChange change) {
    for (Consumer<StatusChange> listener : listeners) {
      surroundings.timeline().submit(() -> listener.accept(change));
    }
  }

  private Machine machine(@Nullable String arn) {
    Machine machine = arn == null ? null : machines.getOrDefault(arn, qualified.get(arn));
    if (machine == null) {
      throw StateMachineDoesNotExistException.builder()
          .message("State Machine Does Not Exist: '" + arn + "'")
          .build();
    }
    return machine;
  }

  private Run run(String arn) {
    Run run = runs.get(arn);
    if (run == null) {
      throw ExecutionDoesNotExistException.builder()
          .message("Execution Does Not Exist: '" + arn + "'")
          .build();
    }
    return run;
  }
}
