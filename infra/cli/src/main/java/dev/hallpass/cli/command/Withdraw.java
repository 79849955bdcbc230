package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass withdraw`.
@Command(
    name = "withdraw",
    description = "Takes your yes back before the access opens.",
    footer = {"", "Example:", "  hallpass withdraw grant-0123abcd"})
final class Withdraw extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  Withdraw(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    Reply reply = client.api().call(Call.post("/grants/%s/withdrawal".formatted(grant.id(client))));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }
}
