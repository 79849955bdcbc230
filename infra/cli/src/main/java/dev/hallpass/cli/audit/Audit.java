package dev.hallpass.cli.audit;

import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `hallpass audit`.
@Command(
    name = "audit",
    description = {
      "Answers what auditors ask, from a copy of the ledger's archive.",
      "It calls nothing of Hallpass. An answer is no proof: hallpass ledger verify proves the archive."
    },
    footer = {
      "",
      "Example:",
      "  hallpass audit who-had arn:aws:s3:::acme-exports --between 2026-10-01 2026-12-31 \\",
      "    --from archive",
      "  hallpass audit break-glass --from archive"
    },
    synopsisSubcommandLabel =
        "(who-had | approved-by | used | unused | break-glass | evidence | ocsf)")
public final class Audit {

  private Audit() {}

  /// The command with its questions.
  public static CommandLine line(Surroundings surroundings) {
    CommandLine line = new CommandLine(new Audit());
    List.of(
            new WhoHad(surroundings),
            new ApprovedBy(surroundings),
            new Used(surroundings),
            new UnusedAccess(surroundings),
            new BrokenGlass(surroundings),
            new Evidence(surroundings),
            new Ocsf(surroundings))
        .forEach(line::addSubcommand);
    line.getSubcommands()
        .values()
        .forEach(question -> question.getCommandSpec().mixinStandardHelpOptions(true));
    return line;
  }
}
