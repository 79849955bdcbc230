package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;

/// `hallpass withdraw`.
@Command(
    name = "withdraw",
    description = "Takes your yes back before the access opens.",
    footer = {"", "Example:", "  hallpass withdraw grant-0123abcd"})
final class Withdraw extends GrantCommand {

  Withdraw(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply call(Client client, String id) {
    return client.api().call(Call.post("/grants/%s/withdrawal".formatted(id)));
  }
}
