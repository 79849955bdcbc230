package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass cancel`.
@Command(
    name = "cancel",
    description = "Takes your request back before it is open.",
    footer = {"", "Example:", "  hallpass cancel grant-0123abcd"})
public final class Cancel extends GrantCommand {

  public Cancel(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    return client.api().call(Call.post("/grants/%s/cancellation".formatted(id)));
  }
}
