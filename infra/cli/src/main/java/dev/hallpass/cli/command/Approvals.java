package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;

/// `hallpass approvals`.
@Command(
    name = "approvals",
    description = "Shows the grants that wait for your answer.",
    footer = {"", "Example:", "  hallpass approvals"})
final class Approvals extends DocumentCommand {

  static final String NONE = "Nothing waits for you.";
  static final String MORE = "More wait for you. They show when you have answered these.";

  Approvals(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Client client) {
    Reply reply = client.list("/approvals");
    if (printed(reply)) {
      return ExitCode.DONE.code();
    }
    List<Grant> grants = Grant.list(reply);
    if (grants.isEmpty()) {
      terminal().tell(NONE);
      return ExitCode.DONE.code();
    }
    Table table = new Table("GRANT", "WHO", "STATE", "WHAT");
    grants.forEach(grant ->
        table.add(grant.shortId(), grant.requester(), text().state(grant), text().subject(grant)));
    table.lines(terminal().width()).forEach(terminal()::print);
    if (Grant.isMore(reply)) {
      terminal().tell(MORE);
    }
    return ExitCode.DONE.code();
  }
}
