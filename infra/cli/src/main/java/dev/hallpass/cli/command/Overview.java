package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;

/// `hallpass` without a command: what is open, what waits, and what to do next.
@Command(name = "hallpass")
final class Overview extends ApiCommand {

  Overview(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    List<Grant> grants =
        client.grants().stream().filter(grant -> grant.isPending() || grant.isActive()).toList();
    List<Grant> approvals = client.approvals();
    Table table = new Table("GRANT", "STATE", "WHAT");
    grants.forEach(grant -> table.add(grant.shortId(), text().state(grant), text().subject(grant)));
    approvals.forEach(grant -> table.add(grant.shortId(), "waits for you", text().subject(grant)));
    if (grants.isEmpty() && approvals.isEmpty()) {
      terminal().print("Nothing is open, and nothing waits for you.");
    } else {
      table.lines(terminal().width()).forEach(terminal()::print);
    }
    terminal().print("");
    terminal().print("Ask for access by: hallpass request. All commands: hallpass --help");
    return ExitCode.DONE.code();
  }
}
