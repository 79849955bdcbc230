package dev.hallpass.infra.ledger;

import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import dev.hallpass.emulator.states.jsonata.RandomSource;
import dev.hallpass.emulator.states.jsonata.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A state machine of a CloudFormation template, played with the services that a test gives. It
/// knows choices, tasks with what they catch, maps and successes in JSONata.
///
/// @param services answers a call, by the last part of the task's resource and its arguments
record PlayedMachine(
    JsonNode definition, Instant now, BiFunction<String, JsonNode, JsonNode> services) {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z]+)}");

  /// The machine of a resource, with its substitutions.
  static PlayedMachine of(
      JsonNode resource,
      Map<String, String> substitutions,
      Instant now,
      BiFunction<String, JsonNode, JsonNode> services) {
    String text =
        PLACE
            .matcher(resource.at("/Properties/Definition").toString())
            .replaceAll(place ->
                Matcher.quoteReplacement(
                    substitutions.getOrDefault(place.group(1), place.group())));
    return new PlayedMachine(JsonMapper.shared().readTree(text), now, services);
  }

  /// What comes out for an input.
  JsonNode run(JsonNode input) {
    return run(definition, input);
  }

  private JsonNode run(JsonNode machine, JsonNode input) {
    String name = machine.path("StartAt").asString();
    JsonNode value = input;
    while (true) {
      JsonNode state = machine.path("States").path(name);
      switch (state.path("Type").asString()) {
        case "Choice" -> name = chosen(state, value);
        case "Task" -> {
          try {
            value = task(state, value);
          } catch (TaskFailed failed) {
            name = caught(state, failed);
            continue;
          }
        }
        case "Map" -> value = map(state, value);
        case "Succeed" -> {
          return value;
        }
        default -> throw new UnsupportedOperationException(name);
      }
      if (state.path("End").asBoolean(false)) {
        return value;
      }
      name = state.path("Next").asString(name);
    }
  }

  private String chosen(JsonNode state, JsonNode input) {
    return state
        .path("Choices")
        .valueStream()
        .filter(choice -> evaluate(choice.path("Condition"), input, null).booleanValue())
        .findFirst()
        .map(choice -> choice.path("Next").asString())
        .orElseGet(() -> state.path("Default").asString());
  }

  private static String caught(JsonNode state, TaskFailed failed) {
    return state
        .path("Catch")
        .valueStream()
        .filter(caught ->
            caught
                .path("ErrorEquals")
                .valueStream()
                .anyMatch(error -> error.asString().equals(failed.getMessage())))
        .findFirst()
        .map(caught -> caught.path("Next").asString())
        .orElseThrow(() -> failed);
  }

  private JsonNode task(JsonNode state, JsonNode input) {
    String resource = state.path("Resource").asString();
    JsonNode result =
        services.apply(
            resource.substring(resource.indexOf(":::") + 3),
            evaluate(state.path("Arguments"), input, null));
    return output(state, input, result);
  }

  private JsonNode map(JsonNode state, JsonNode input) {
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    evaluate(state.path("Items"), input, null)
        .valueStream()
        .forEach(item -> results.add(run(state.path("ItemProcessor"), item)));
    return output(state, input, results);
  }

  private JsonNode output(JsonNode state, JsonNode input, JsonNode result) {
    return state.has("Output") ? evaluate(state.path("Output"), input, result) : result;
  }

  private JsonNode evaluate(JsonNode template, JsonNode input, @Nullable JsonNode result) {
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    states.set("input", input);
    if (result != null) {
      states.set("result", result);
    }
    return JsonataTemplate.of(template)
        .evaluate(new Scope(states, Map.of(), now, new RandomSource(new Random(4711))), "Template");
  }

  /// Thrown by a service whose task fails with an error of this name.
  static final class TaskFailed extends RuntimeException {

    TaskFailed(String error, Throwable cause) {
      super(error, cause);
    }
  }
}
