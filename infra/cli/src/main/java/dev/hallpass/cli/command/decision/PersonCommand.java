package dev.hallpass.cli.command.decision;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.Confirmation;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.Reason;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A command of an admin about a person.
abstract class PersonCommand extends DocumentCommand {

  private final String route;
  private final String outcome;

  @Parameters(paramLabel = "PERSON", description = "The e-mail address.")
  private String person = "";

  @Mixin private Reason reason = new Reason();

  @Mixin private Confirmation confirmation = new Confirmation();

  /// @param route the end of the path of the call
  /// @param outcome what the person is after it
  PersonCommand(Surroundings surroundings, String route, String outcome) {
    super(surroundings);
    this.route = route;
    this.outcome = outcome;
  }

  @Override
  protected final int run(Client client) {
    var document = reason.document(this, "Why?");
    confirmation.confirm(terminal(), "Do you want to %s %s?".formatted(route, person));
    Reply reply = client.api().call(Call.post("/people/%s/%s".formatted(person, route), document));
    if (!printed(reply)) {
      terminal().print("%s is %s".formatted(person, outcome));
    }
    return ExitCode.DONE.code();
  }
}
