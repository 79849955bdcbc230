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

/// `hallpass unblock`.
@Command(
    name = "unblock",
    description = "Lets a blocked person go on.",
    footer = {
      "",
      "Example:",
      "  hallpass unblock bob@example.com --reason \"the laptop was stolen\" --yes"
    })
final class Unblock extends ApiCommand {

  @Parameters(paramLabel = "PERSON", description = "The e-mail address.")
  private String person = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  @Option(names = "--yes", description = "Does not ask whether you mean it.")
  private boolean yes;

  Unblock(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String why = needed(reason, "--reason", "Why may they go on?");
    confirm("Unblock %s?".formatted(person), yes);
    Reply reply =
        client
            .api()
            .call(
                Call.post(
                    "/people/%s/unblock".formatted(person), Json.object().put("reason", why)));
    if (!printed(reply)) {
      terminal().print("%s is not blocked".formatted(person));
    }
    return ExitCode.DONE.code();
  }
}
