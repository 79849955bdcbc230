package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Stopped;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/// All commands of `hallpass`.
@Command(
    name = "hallpass",
    version = "hallpass 1.0",
    mixinStandardHelpOptions = true,
    description = "Asks for narrow access to AWS for a short time, and uses it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin by: hallpass setup URL",
      "",
      "Exit codes: 0 done, 2 mistake in the command line, 3 denied or over, 4 sign in first,",
      "5 still waiting, 6 refused with the reason, 7 not reached, 1 anything else."
    })
public final class Commands {

  /// Refusals after which the engineer signs in again.
  private static final Set<String> SIGN_IN = Set.of("expired-credentials", "invalid-signature");

  private Commands() {}

  /// Runs one command.
  ///
  /// @return the exit code
  public static int run(Surroundings surroundings, String... arguments) {
    // What stands behind the first two dashes is another program's.
    List<String> words = Arrays.asList(arguments);
    int dashes = words.indexOf("--");
    boolean isRun = dashes > 0 && words.getFirst().equals("run");
    List<String> own = isRun ? words.subList(0, dashes) : words;
    List<String> program = isRun ? words.subList(dashes + 1, words.size()) : List.of();
    return line(surroundings, program).execute(own.toArray(String[]::new));
  }

  private static CommandLine line(Surroundings surroundings, List<String> program) {
    CommandLine line = new CommandLine(new Commands());
    CommandLine profile =
        new CommandLine(new Profile())
            .addSubcommand(new Profile.Add(surroundings))
            .addSubcommand(new Profile.Remove(surroundings));
    List.of(
            new Setup(surroundings),
            new Entitlements(surroundings),
            new Request(surroundings),
            new Run(surroundings, program),
            new ListGrants(surroundings),
            new Show(surroundings),
            new Wait(surroundings),
            new Cancel(surroundings),
            new Return(surroundings),
            new Extend(surroundings),
            new Approvals(surroundings),
            new Approve(surroundings),
            new Deny(surroundings),
            new Withdraw(surroundings),
            new Review(surroundings),
            new Revoke(surroundings),
            new Block(surroundings),
            new Unblock(surroundings),
            new Credentials(surroundings),
            profile)
        .forEach(line::addSubcommand);
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return line.setOut(new PrintWriter(new LineWriter(surroundings.terminal()::print)))
        .setErr(new PrintWriter(new LineWriter(surroundings.terminal()::tell)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                surroundings.terminal().hasColors() ? Ansi.ON : Ansi.OFF))
        .setExecutionExceptionHandler((e, _, _) -> failed(surroundings, e));
  }

  private static int failed(Surroundings surroundings, Exception e) throws Exception {
    ExitCode exit =
        switch (e) {
          case Stopped stopped -> stopped.exit();
          case Refused refused ->
              SIGN_IN.contains(refused.problem().name())
                  ? ExitCode.NOT_SIGNED_IN
                  : ExitCode.REFUSED;
          case NotReached _ -> ExitCode.NOT_REACHED;
          default -> throw e;
        };
    surroundings.terminal().tell(String.valueOf(e.getMessage()));
    return exit.code();
  }
}
