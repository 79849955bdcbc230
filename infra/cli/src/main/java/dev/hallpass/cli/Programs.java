package dev.hallpass.cli;

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

  /// Starts a program that goes on by itself, such as a browser.
  ///
  /// @throws IOException if there is no such program, or it cannot be started
  void start(List<String> command) throws IOException;

  /// Whether a program of this name is on the path.
  boolean has(String name);
}
