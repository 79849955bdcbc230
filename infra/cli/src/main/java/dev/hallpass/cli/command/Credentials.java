package dev.hallpass.cli.command;

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
final class Credentials extends ApiCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  Credentials(Surroundings surroundings) {
    super(surroundings);
  }

  /// Without a question: other programs run this command, and nobody reads what it asks.
  @Override
  Client client(Settings settings) {
    return Client.silent(surroundings(), settings);
  }

  @Override
  int run(Client client) {
    String id = grant.id(client);
    terminal().print(client.credentials().answer(id));
    return ExitCode.DONE.code();
  }
}
