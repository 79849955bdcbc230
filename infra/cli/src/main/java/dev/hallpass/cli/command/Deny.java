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

/// `hallpass deny`.
@Command(
    name = "deny",
    description = "Says no to a request.",
    footer = {"", "Example:", "  hallpass deny grant-0123abcd --reason \"the export is done\""})
final class Deny extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  Deny(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String id = grant.id(client);
    String why = needed(reason, "--reason", "Why do you say no? The requester reads it:");
    Reply reply =
        client
            .api()
            .call(Call.post("/grants/%s/denial".formatted(id), Json.object().put("reason", why)));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
