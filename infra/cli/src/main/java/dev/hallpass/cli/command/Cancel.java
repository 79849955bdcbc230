package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass cancel`.
@Command(
    name = "cancel",
    description = "Takes your request back before it is open.",
    footer = {"", "Example:", "  hallpass cancel grant-0123abcd"})
final class Cancel extends GrantCommand {

  Cancel(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply call(Client client, String id) {
    return client.api().call(Call.post("/grants/%s/cancellation".formatted(id)));
  }
}
