package dev.hallpass.infra;

import java.io.IOException;

/// Node.js, which runs the CDK.
final class NodeJs {

  private NodeJs() {}

  /// @throws IllegalStateException if it is not installed; the message says what to do
  static void require() {
    try {
      new ProcessBuilder("node", "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The command `node` was not found, and the CDK needs Node.js to synthesize the template."
              + " Install Node.js 20 or newer, and put `node` on the PATH.",
          e);
    }
  }
}
