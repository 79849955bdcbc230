package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass unblock`.
@Command(
    name = "unblock",
    description = "Lets a blocked person go on.",
    footer = {
      "",
      "Example:",
      "  hallpass unblock bob@example.com --reason \"the laptop was stolen\" --yes"
    })
public final class Unblock extends PersonCommand {

  public Unblock(Surroundings surroundings) {
    super(surroundings, "unblock", "not blocked");
  }
}
