package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Mixin;

/// A command that does one thing with a grant, and says what became of it.
public abstract class GrantCommand extends DocumentCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  protected GrantCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected final int run(Client client) {
    Reply reply = call(client, grant.id(client));
    if (!printed(reply)) {
      Grant now = Grant.of(reply);
      terminal().print("%s %s".formatted(now.shortId(), text().state(now)));
    }
    return ExitCode.DONE.code();
  }

  /// Makes the call.
  ///
  /// @param id the id of the grant
  protected abstract Reply call(Client client, String id);
}
