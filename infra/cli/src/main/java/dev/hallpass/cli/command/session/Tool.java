package dev.hallpass.cli.command.session;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs;
import dev.hallpass.cli.surroundings.Stopped;

/// A program of others that commands need.
public enum Tool {
  AWS(
      "aws",
      "login, shell, forward, exec, kubectl and doctor --ops",
      "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"),
  SESSION_MANAGER(
      "session-manager-plugin",
      "shell, forward and exec",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html"),
  KUBECTL("kubectl", "kubectl", "https://kubernetes.io/docs/tasks/tools/");

  private final String program;
  private final String needs;
  private final String page;

  Tool(String program, String needs, String page) {
    this.program = program;
    this.needs = needs;
    this.page = page;
  }

  /// Its name on the path.
  public String program() {
    return program;
  }

  /// The commands that need it.
  public String needs() {
    return needs;
  }

  /// Where to get it.
  public String page() {
    return page;
  }

  /// Demands that this machine has it.
  ///
  /// @throws Stopped if it has not
  void demandOn(Programs programs) {
    if (!programs.has(program)) {
      throw new Stopped(
          ExitCode.FAILED,
          "%s is not on your path, and this command needs it. Nothing was asked for. Get it at %s"
              .formatted(program, page));
    }
  }
}
