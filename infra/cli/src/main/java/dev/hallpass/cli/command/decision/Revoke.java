package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.Confirmation;
import dev.hallpass.cli.command.call.GrantCommand;
import dev.hallpass.cli.command.call.Reason;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass revoke`.
@Command(
    name = "revoke",
    description = "Ends access before its end.",
    footer = {
      "",
      "Example:",
      "  hallpass revoke grant-0123abcd --reason \"the laptop was stolen\""
    })
public final class Revoke extends GrantCommand {

  @Mixin private Reason reason = new Reason();

  @Mixin private Confirmation confirmation = new Confirmation();

  public Revoke(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Reply call(Client client, String id) {
    text().request(Grant.of(client.show(id))).forEach(terminal()::tell);
    confirmation.confirm(terminal(), "Revoke it?");
    var document = reason.document(this, "Why do you revoke it?");
    return client.api().call(Call.post("/grants/%s/revocation".formatted(id), document));
  }
}
