package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.GrantArgument;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass show`.
@Command(
    name = "show",
    description = "Shows a grant: what it allows, who decides, and what happened.",
    footer = {"", "Example:", "  hallpass show grant-0123abcd"})
final class Show extends DocumentCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  Show(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    Reply reply = client.show(grant.id(client));
    if (!printed(reply)) {
      text().whole(Grant.of(reply)).forEach(terminal()::print);
    }
    return ExitCode.DONE.code();
  }
}
