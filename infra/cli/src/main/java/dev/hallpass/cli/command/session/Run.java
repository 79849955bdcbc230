package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.ChildProfile;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass run`.
@Command(
    name = "run",
    customSynopsis =
        "hallpass run (ENTITLEMENT [NAME=VALUE...] | GRANT) [OPTIONS] -- PROGRAM [ARGUMENT...]",
    description = {
      "Asks for access, waits until it can be used, and runs a program with it.",
      "If a grant for the same access is open or waits already, it is taken instead of a new one.",
      "The program gets a profile, and no secret in its environment. Its exit code is passed on."
    },
    footer = {
      "",
      "Example:",
      "  hallpass run read-bucket-prefix bucket=acme-exports prefix=customers/4711 \\",
      "    --for 30m --reason \"case 4711\" -- aws s3 ls s3://acme-exports/customers/4711/"
    })
public final class Run extends ApiCommand {

  private final List<String> program;

  @Mixin private Access access = new Access();

  @Option(names = "--detach", description = "Prints the id of the grant, and does not wait.")
  private boolean detach;

  /// @param program the words after `--`
  public Run(Surroundings surroundings, List<String> program) {
    super(surroundings);
    this.program = List.copyOf(program);
  }

  @Override
  protected int run(Client client) {
    if (program.isEmpty() && !detach) {
      throw new Stopped(
          ExitCode.USAGE,
          "Which program? Write it behind two dashes: hallpass run %s … -- aws s3 ls"
              .formatted(access.target()));
    }
    demand(program);
    Grant grant = access.grant(this, client);
    if (detach) {
      terminal().print(grant.id());
      return ExitCode.DONE.code();
    }
    Grant open = access.open(grant, this, client);
    ChildProfile profile = new ChildProfile(surroundings(), open.id());
    return run(program, profile.environment(open, client.settings().profile()), open);
  }
}
