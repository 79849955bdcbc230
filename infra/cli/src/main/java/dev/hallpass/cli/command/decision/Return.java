package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.command.call.Reason;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass return`.
@Command(
    name = "return",
    description = "Gives access back before its end.",
    footer = {"", "Example:", "  hallpass return grant-0123abcd --reason \"it is done\""})
public final class Return extends GrantCommand {

  @Mixin private Reason reason = new Reason();

  public Return(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    var document = reason.document(this, "Why do you give it back?");
    Reply reply = client.api().call(Call.post("/grants/%s/return".formatted(id), document));
    client.forget(id);
    return reply;
  }
}
