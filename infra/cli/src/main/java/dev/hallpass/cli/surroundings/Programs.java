package dev.hallpass.cli.surroundings;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The other programs of the machine.
public interface Programs {

  /// Runs a program at this terminal until it ends. Signals for this process reach it too.
  ///
  /// @param environment its whole environment
  /// @return its exit code
  /// @throws IOException if there is no such program, or it cannot be started
  int run(List<String> command, Map<String, String> environment) throws IOException;

  /// Runs a program until it ends, and keeps what it prints.
  ///
  /// @param environment its whole environment
  /// @throws IOException if there is no such program, or it cannot be started
  Output read(List<String> command, Map<String, String> environment) throws IOException;

  /// Starts a program that goes on by itself, such as a browser.
  ///
  /// @throws IOException if there is no such program, or it cannot be started
  void start(List<String> command) throws IOException;

  /// Whether there is a program that a name means: one on the path, or the file of a path.
  boolean has(String name);

  /// What a program said.
  ///
  /// @param exit its exit code
  /// @param out what it printed
  /// @param err what it told people
  record Output(int exit, String out, String err) {

    /// The last line that it told people.
    public String lastError() {
      return err.strip().lines().reduce((_, last) -> last).orElse("it does not say why").strip();
    }
  }
}
