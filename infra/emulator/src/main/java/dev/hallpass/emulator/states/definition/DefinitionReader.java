package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import tools.jackson.databind.JsonNode;

/// Reads a definition and refuses, by name and with the JSON path, what is invalid or not
/// supported.
public final class DefinitionReader {
  private static final String JSONATA = "JSONata";
  private static final long LONGEST_SECONDS = 99_999_999;
  private static final long MOST_ATTEMPTS = 99_999_999;
  private static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");
  private static final String VARIABLE = "[\\p{L}_][\\p{L}\\p{N}_]{0,79}";
  private static final String FUNCTION_ARN =
      "arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?";

  private DefinitionReader() {}

  /// Reads a definition.
  ///
  /// @throws InvalidDefinitionException when the definition is invalid or asks for something else
  public static Definition read(String text) {
    DefinitionFields top = new DefinitionFields(parse(text), "");
    top.only(Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage"));
    if (!top.optionalText("Version").orElse("1.0").equals("1.0")) {
      throw DefinitionFields.refusal("Only version '1.0' is supported", "/Version");
    }
    String language = top.optionalText("QueryLanguage").orElse("JSONPath");
    DefinitionFields states = top.object("States");
    Map<String, State> read = new HashMap<>();
    states.names().forEach(name -> read.put(name, state(name, states.object(name), language)));
    Definition definition =
        new Definition(
            top.text("StartAt"),
            top.whole("TimeoutSeconds", DefinitionReader::isTimeout).map(Duration::ofSeconds),
            read);
    checkTargets(definition);
    return definition;
  }

  private static JsonNode parse(String text) {
    try {
      return StatesJson.parse(text);
    } catch (IllegalArgumentException e) {
      throw InvalidDefinitionException.builder()
          .message("Invalid State Machine Definition: 'INVALID_JSON: " + e.getMessage() + "'")
          .build();
    }
  }

  private static State state(String name, DefinitionFields fields, String language) {
    if (name.isEmpty() || name.length() > 80) {
      throw fields.refusal("A state's name has 1 to 80 characters");
    }
    String used = fields.optionalText("QueryLanguage").orElse(language);
    if (!used.equals(JSONATA)) {
      throw fields.refusal("The query language '" + used + "' is not supported");
    }
    String type = fields.text("Type");
    return switch (type) {
      case "Task" -> task(fields);
      case "Choice" -> choice(fields);
      case "Wait" -> wait(fields);
      case "Pass" -> {
        only(fields, "Output", "Assign", "Next", "End");
        yield new State.Pass(transition(fields));
      }
      case "Succeed" -> {
        only(fields, "Output");
        yield new State.Succeed(Transition.end(fields.optionalTemplate("Output")));
      }
      case "Fail" -> {
        only(fields, "Error", "Cause");
        yield new State.Fail(
            fields.expressionOr("Error", JsonNode::isString),
            fields.expressionOr("Cause", JsonNode::isString));
      }
      default ->
          throw DefinitionFields.refusal(
              "The state type '" + type + "' is not supported", fields.path("Type"));
    };
  }

  private static void only(DefinitionFields fields, String... names) {
    fields.only(Stream.concat(COMMON.stream(), Stream.of(names)).collect(Collectors.toSet()));
  }

  private static State task(DefinitionFields fields) {
    only(
        fields,
        "Resource",
        "Arguments",
        "Output",
        "Assign",
        "TimeoutSeconds",
        "HeartbeatSeconds",
        "Retry",
        "Catch",
        "Next",
        "End");
    TaskResource resource = resource(fields);
    checkHeartbeat(fields);
    List<Retrier> retriers =
        fields.objects("Retry").stream().map(DefinitionReader::retrier).toList();
    List<Catcher> catchers =
        fields.objects("Catch").stream().map(DefinitionReader::catcher).toList();
    checkAllIsLast(fields, "Retry", retriers.stream().map(Retrier::errors).toList());
    checkAllIsLast(fields, "Catch", catchers.stream().map(Catcher::errors).toList());
    return new State.Task(
        resource,
        arguments(fields, resource),
        fields.expressionOr("TimeoutSeconds", DefinitionReader::isTimeout),
        fields.expressionOr("HeartbeatSeconds", DefinitionReader::isTimeout),
        retriers,
        catchers,
        transition(fields));
  }

  private static TaskResource resource(DefinitionFields fields) {
    String arn = fields.text("Resource");
    return switch (arn) {
      case "arn:aws:states:::lambda:invoke" -> new TaskResource.Invoke(false);
      case "arn:aws:states:::lambda:invoke.waitForTaskToken" -> new TaskResource.Invoke(true);
      case String function when function.matches(FUNCTION_ARN) ->
          new TaskResource.Function(function);
      default ->
          throw DefinitionFields.refusal(
              "The resource '" + arn + "' is not supported", fields.path("Resource"));
    };
  }

  /// Literal arguments of `lambda:invoke` must have the names of its parameters.
  private static Optional<JsonataTemplate> arguments(
      DefinitionFields fields, TaskResource resource) {
    if (resource instanceof TaskResource.Invoke
        && fields.has("Arguments")
        && !JsonataTemplate.isExpression(fields.required("Arguments"))) {
      DefinitionFields arguments = fields.object("Arguments");
      arguments.only(Set.of("FunctionName", "Payload"));
      arguments.required("FunctionName");
    }
    return fields.optionalTemplate("Arguments");
  }

  private static void checkHeartbeat(DefinitionFields fields) {
    Optional<Long> timeout = literal(fields, "TimeoutSeconds");
    Optional<Long> heartbeat = literal(fields, "HeartbeatSeconds");
    if (timeout.isPresent() && heartbeat.isPresent() && heartbeat.get() >= timeout.get()) {
      throw DefinitionFields.refusal(
          "HeartbeatSeconds must be less than TimeoutSeconds", fields.path("HeartbeatSeconds"));
    }
  }

  private static Optional<Long> literal(DefinitionFields fields, String name) {
    return fields.has(name) && fields.required(name).isIntegralNumber()
        ? fields.whole(name, DefinitionReader::isTimeout)
        : Optional.empty();
  }

  private static boolean isTimeout(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && isTimeout(value.longValue());
  }

  private static boolean isTimeout(long seconds) {
    return seconds >= 1 && seconds <= LONGEST_SECONDS;
  }

  private static Retrier retrier(DefinitionFields fields) {
    fields.only(
        Set.of(
            "Comment",
            "ErrorEquals",
            "IntervalSeconds",
            "MaxAttempts",
            "BackoffRate",
            "MaxDelaySeconds",
            "JitterStrategy"));
    double backoff = fields.decimal("BackoffRate").orElse(2.0);
    if (backoff < 1) {
      throw DefinitionFields.refusal("The number is not in range", fields.path("BackoffRate"));
    }
    long interval = fields.whole("IntervalSeconds", DefinitionReader::isTimeout).orElse(1L);
    return new Retrier(
        fields.texts("ErrorEquals"),
        interval,
        fields.whole("MaxAttempts", most -> most >= 0 && most <= MOST_ATTEMPTS).orElse(3L),
        backoff,
        fields.whole("MaxDelaySeconds", most -> most > 0 && most < Retrier.LONGEST_DELAY_SECONDS),
        isFullJitter(fields));
  }

  private static boolean isFullJitter(DefinitionFields fields) {
    String jitter = fields.optionalText("JitterStrategy").orElse("NONE");
    return switch (jitter) {
      case "FULL" -> true;
      case "NONE" -> false;
      default ->
          throw DefinitionFields.refusal(
              "The jitter strategy '" + jitter + "' is not supported",
              fields.path("JitterStrategy"));
    };
  }

  private static Catcher catcher(DefinitionFields fields) {
    fields.only(Set.of("Comment", "ErrorEquals", "Next", "Output", "Assign"));
    return new Catcher(fields.texts("ErrorEquals"), transitionTo(fields, fields.text("Next")));
  }

  private static void checkAllIsLast(
      DefinitionFields fields, String name, List<List<String>> errors) {
    for (int i = 0; i < errors.size(); i++) {
      boolean aloneAndLast = errors.get(i).size() == 1 && i == errors.size() - 1;
      if (errors.get(i).contains(Failure.ALL) && !aloneAndLast) {
        throw DefinitionFields.refusal(
            "States.ALL must be alone and in the last place", fields.path(name) + "[" + i + "]");
      }
    }
  }

  private static State choice(DefinitionFields fields) {
    only(fields, "Choices", "Default", "Output", "Assign");
    fields.required("Choices");
    return new State.Choice(
        fields.objects("Choices").stream().map(DefinitionReader::rule).toList(),
        fields.optionalText("Default").map(next -> transitionTo(fields, next)));
  }

  private static State.Rule rule(DefinitionFields fields) {
    fields.only(Set.of("Comment", "Condition", "Next", "Output", "Assign"));
    fields.required("Condition");
    return new State.Rule(
        fields.expressionOr("Condition", JsonNode::isBoolean).orElseThrow(),
        transitionTo(fields, fields.text("Next")));
  }

  private static State wait(DefinitionFields fields) {
    only(fields, "Seconds", "Timestamp", "Output", "Assign", "Next", "End");
    if (fields.has("Seconds") == fields.has("Timestamp")) {
      throw fields.refusal("A Wait has either Seconds or Timestamp");
    }
    Optional<State.Wait> seconds =
        fields
            .expressionOr(
                "Seconds",
                value ->
                    value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() >= 0
                        && value.longValue() <= LONGEST_SECONDS)
            .map(value -> new State.Wait(State.Until.SECONDS, value, transition(fields)));
    return seconds.orElseGet(() ->
        new State.Wait(
            State.Until.TIMESTAMP,
            fields.expressionOr("Timestamp", DefinitionReader::isTimestamp).orElseThrow(),
            transition(fields)));
  }

  private static boolean isTimestamp(JsonNode value) {
    try {
      return value.isString() && OffsetDateTime.parse(value.stringValue()) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Transition transition(DefinitionFields fields) {
    if (fields.has("Next") == fields.truth("End")) {
      throw fields.refusal("A state has either Next or a true End");
    }
    return new Transition(
        fields.optionalTemplate("Output"), assign(fields), fields.optionalText("Next"));
  }

  private static Transition transitionTo(DefinitionFields fields, String next) {
    return new Transition(fields.optionalTemplate("Output"), assign(fields), Optional.of(next));
  }

  private static SequencedMap<String, JsonataTemplate> assign(DefinitionFields fields) {
    SequencedMap<String, JsonataTemplate> assign = new LinkedHashMap<>();
    if (fields.has("Assign")) {
      DefinitionFields variables = fields.object("Assign");
      for (String name : variables.names()) {
        if (!name.matches(VARIABLE) || name.equals("states")) {
          throw variables.refusal("'" + name + "' is not a variable's name");
        }
        assign.put(name, variables.template(name));
      }
    }
    return assign;
  }

  private static void checkTargets(Definition definition) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(definition.startAt());
    for (String name = open.poll(); name != null; name = open.poll()) {
      if (!definition.states().containsKey(name)) {
        throw missing(name);
      }
      if (reached.add(name)) {
        targets(definition.state(name)).forEach(open::add);
      }
    }
    definition.states().keySet().stream()
        .filter(name -> !reached.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw DefinitionFields.refusal(
              "The state '" + name + "' is not reachable", "/States/" + name);
        });
  }

  private static InvalidDefinitionException missing(String name) {
    return InvalidDefinitionException.builder()
        .message(
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing target state: %s at /States'"
                .formatted(name))
        .build();
  }

  private static Stream<String> targets(State state) {
    Stream<Transition> ways =
        switch (state) {
          case State.Task task ->
              Stream.concat(
                  Stream.of(task.transition()), task.catchers().stream().map(Catcher::transition));
          case State.Choice(List<State.Rule> rules, Optional<Transition> otherwise) ->
              Stream.concat(rules.stream().map(State.Rule::transition), otherwise.stream());
          case State.Wait wait -> Stream.of(wait.transition());
          case State.Pass(Transition transition) -> Stream.of(transition);
          case State.Succeed(Transition transition) -> Stream.of(transition);
          case State.Fail _ -> Stream.empty();
        };
    return ways.flatMap(way -> way.next().stream());
  }
}
