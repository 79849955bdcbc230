package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass withdraw`.
@Command(
    name = "withdraw",
    description = "Takes your yes back before the access opens.",
    footer = {"", "Example:", "  hallpass withdraw grant-0123abcd"})
public final class Withdraw extends GrantCommand {

  public Withdraw(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    return client.api().call(Call.post("/grants/%s/withdrawal".formatted(id)));
  }
}
