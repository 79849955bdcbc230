package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass cancel`.
@Command(
    name = "cancel",
    description = "Takes your request back before it is open.",
    footer = {"", "Example:", "  hallpass cancel grant-0123abcd"})
final class Cancel extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  Cancel(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    Reply reply =
        client.api().call(Call.post("/grants/%s/cancellation".formatted(grant.id(client))));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
