package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.command.call.Reason;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass deny`.
@Command(
    name = "deny",
    description = "Says no to a request.",
    footer = {"", "Example:", "  hallpass deny grant-0123abcd --reason \"the export is done\""})
public final class Deny extends GrantCommand {

  @Mixin private Reason reason = new Reason();

  public Deny(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    var document = reason.document(this, "Why do you say no? The requester reads it:");
    return client.api().call(Call.post("/grants/%s/denial".formatted(id), document));
  }
}
