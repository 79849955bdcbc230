package dev.hallpass.cli.command.session;

import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantArgument;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hallpass credentials`.
@Command(
    name = "credentials",
    description = "Prints credentials of a grant in the form that credential_process reads.",
    footer = {"", "Example:", "  hallpass credentials grant-0123abcd"})
public final class Credentials extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  public Credentials(Surroundings surroundings) {
    super(surroundings);
  }

  /// Without a question: other programs run this command, and nobody reads what it asks.
  @Override
  protected Client client(Settings settings) {
    return Client.silent(surroundings(), settings);
  }

  @Override
  protected int run(Client client) {
    String id = grant.id(client);
    terminal().print(client.credentials().answer(id));
    return ExitCode.DONE.code();
  }
}
