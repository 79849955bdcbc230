package dev.hallpass.cli.command;

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
final class Unblock extends PersonCommand {

  Unblock(Surroundings surroundings) {
    super(surroundings, "unblock", "not blocked");
  }
}
