package dev.hallpass.cli.terminal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The terminal of the engineer, or the files and pipes in its place.
public interface Terminal {

  /// The terminal of this process.
  ///
  /// @param environment the variables of the process
  static Terminal ofProcess(Map<String, String> environment) {
    return new ProcessTerminal(environment);
  }

  /// Prints an answer, which another program may read.
  void print(String text);

  /// Tells a person something that no program reads.
  void tell(String text);

  /// Shows a line in the place of the line before it, if a person is there.
  void live(String line);

  /// Asks a person a question.
  ///
  /// @param choices the answers to choose from; empty if any is possible
  /// @return the answer; empty if there is none
  Optional<String> ask(String question, List<String> choices);

  /// Whether a person is there, who can be asked.
  boolean isInteractive();

  /// The characters of a line; very many if no person reads it.
  int width();
}
