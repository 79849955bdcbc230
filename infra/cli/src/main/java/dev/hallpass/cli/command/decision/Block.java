package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass block`.
@Command(
    name = "block",
    description = "Stops a person: ends all that is open, and lets nothing new begin.",
    footer = {
      "",
      "Example:",
      "  hallpass block bob@example.com --reason \"the laptop was stolen\" --yes"
    })
public final class Block extends PersonCommand {

  public Block(Surroundings surroundings) {
    super(surroundings, "block", "blocked");
  }
}
