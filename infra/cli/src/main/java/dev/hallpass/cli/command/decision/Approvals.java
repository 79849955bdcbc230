package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
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
public final class Approvals extends DocumentCommand {

  public static final String NONE = "Nothing waits for you.";
  public static final String MORE = "More wait for you. They show when you have answered these.";

  public Approvals(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
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
