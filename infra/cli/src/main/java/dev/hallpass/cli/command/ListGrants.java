package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;

/// `hallpass list`.
@Command(
    name = "list",
    description = "Shows your grants, the newest first.",
    footer = {"", "Example:", "  hallpass list"})
final class ListGrants extends DocumentCommand {

  ListGrants(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    Reply reply = client.list("/grants");
    if (printed(reply)) {
      return ExitCode.DONE.code();
    }
    List<Grant> grants = Grant.list(reply);
    if (grants.isEmpty()) {
      terminal().tell("You have no grants. See what you can ask for: hallpass entitlements");
      return ExitCode.DONE.code();
    }
    Table table = new Table("GRANT", "STATE", "WHAT");
    grants.forEach(grant -> table.add(grant.shortId(), text().state(grant), text().subject(grant)));
    table.lines(terminal().width()).forEach(terminal()::print);
    return ExitCode.DONE.code();
  }
}
