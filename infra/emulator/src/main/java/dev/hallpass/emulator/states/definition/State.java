package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import java.util.List;
import java.util.Optional;

/// A state of a state machine.
public sealed interface State {
  /// The type's name, as in the definition and in the history's event names.
  default String type() {
    return getClass().getSimpleName();
  }

  /// Calls a Lambda function; with a task token it then waits for the token's answer.
  record Task(
      TaskResource resource,
      Optional<JsonataTemplate> arguments,
      Optional<JsonataTemplate> timeout,
      Optional<JsonataTemplate> heartbeat,
      List<Retrier> retriers,
      List<Catcher> catchers,
      Transition transition)
      implements State {
    public Task {
      retriers = List.copyOf(retriers);
      catchers = List.copyOf(catchers);
    }
  }

  /// Follows the first rule whose condition is true, otherwise the default.
  record Choice(List<Rule> rules, Optional<Transition> otherwise) implements State {
    public Choice {
      rules = List.copyOf(rules);
    }
  }

  /// A condition with its next state.
  record Rule(JsonataTemplate condition, Transition transition) {}

  /// Waits for a number of seconds, or until a timestamp.
  record Wait(Until until, JsonataTemplate value, Transition transition) implements State {}

  /// The meaning of the value of a `Wait`.
  enum Until {
    SECONDS("Seconds"),
    TIMESTAMP("Timestamp");

    private final String field;

    Until(String field) {
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  /// Passes its input or its `Output` on.
  record Pass(Transition transition) implements State {}

  /// Ends the execution well.
  record Succeed(Transition transition) implements State {}

  /// Ends the execution with an error.
  record Fail(Optional<JsonataTemplate> error, Optional<JsonataTemplate> cause) implements State {}
}
