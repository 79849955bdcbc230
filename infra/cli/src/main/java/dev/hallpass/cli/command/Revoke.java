package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Json;
import dev.hallpass.cli.api.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass revoke`.
@Command(
    name = "revoke",
    description = "Ends access before its end.",
    footer = {
      "",
      "Example:",
      "  hallpass revoke grant-0123abcd --reason \"the laptop was stolen\""
    })
final class Revoke extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  @Option(names = "--yes", description = "Does not ask whether you mean it.")
  private boolean yes;

  Revoke(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String id = grant.id(client);
    text().request(Grant.of(client.show(id))).forEach(terminal()::tell);
    confirm("Revoke it?", yes);
    String why = needed(reason, "--reason", "Why do you revoke it?");
    Reply reply =
        client
            .api()
            .call(
                Call.post("/grants/%s/revocation".formatted(id), Json.object().put("reason", why)));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
