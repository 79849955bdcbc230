package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Json;
import dev.hallpass.cli.api.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hallpass block`.
@Command(
    name = "block",
    description = "Stops a person: ends all that is open, and lets nothing new begin.",
    footer = {
      "",
      "Example:",
      "  hallpass block bob@example.com --reason \"the laptop was stolen\" --yes"
    })
final class Block extends ApiCommand {

  @Parameters(paramLabel = "PERSON", description = "The e-mail address.")
  private String person = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  @Option(names = "--yes", description = "Does not ask whether you mean it.")
  private boolean yes;

  Block(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String why = needed(reason, "--reason", "Why do you block them?");
    confirm("Block %s?".formatted(person), yes);
    Reply reply =
        client
            .api()
            .call(
                Call.post("/people/%s/block".formatted(person), Json.object().put("reason", why)));
    if (!printed(reply)) {
      terminal().print("%s is blocked".formatted(person));
    }
    return ExitCode.DONE.code();
  }
}
