package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass deny`.
@Command(
    name = "deny",
    description = "Says no to a request.",
    footer = {"", "Example:", "  hallpass deny grant-0123abcd --reason \"the export is done\""})
final class Deny extends GrantCommand {

  @Mixin private Reason reason = new Reason();

  Deny(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply call(Client client, String id) {
    var document = reason.document(this, "Why do you say no? The requester reads it:");
    return client.api().call(Call.post("/grants/%s/denial".formatted(id), document));
  }
}
