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

/// `hallpass return`.
@Command(
    name = "return",
    description = "Gives access back before its end.",
    footer = {"", "Example:", "  hallpass return grant-0123abcd --reason \"it is done\""})
final class Return extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why. It is recorded.")
  private @Nullable String reason;

  Return(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    String id = grant.id(client);
    String why = needed(reason, "--reason", "Why do you give it back?");
    Reply reply =
        client
            .api()
            .call(Call.post("/grants/%s/return".formatted(id), Json.object().put("reason", why)));
    client.forget(id);
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
