package dev.hallpass.cli.scene;

import dev.hallpass.cli.surroundings.Programs.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The AWS CLI, and what it answers to commands.
public final class FakeAws {

  private final Map<String, Output> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /// From now on answers a command.
  ///
  /// @param command a part of it
  /// @param json with single quotes
  public void says(String command, String json) {
    answers.put(command, new Output(0, json.replace('\'', '"'), ""));
  }

  /// From now on refuses a command.
  ///
  /// @param command a part of it
  public void refuses(String command, String error) {
    answers.put(command, new Output(254, "", "\n" + error + "\n"));
  }

  /// The answer to a command. Of the known commands that are a part of it the longest counts.
  public Output answer(String command) {
    asked.add(command);
    return answers.entrySet().stream()
        .filter(known -> command.contains(known.getKey()))
        .max(Map.Entry.comparingByKey((one, other) -> one.length() - other.length()))
        .map(Map.Entry::getValue)
        .orElseGet(() -> new Output(252, "", "Unknown: " + command));
  }

  /// The commands so far.
  public List<String> asked() {
    return List.copyOf(asked);
  }
}
