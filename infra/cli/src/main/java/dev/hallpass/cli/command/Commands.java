package dev.hallpass.cli.command;

import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.audit.Audit;
import dev.hallpass.cli.command.decision.Approvals;
import dev.hallpass.cli.command.decision.Approve;
import dev.hallpass.cli.command.decision.Block;
import dev.hallpass.cli.command.decision.Cancel;
import dev.hallpass.cli.command.decision.Deny;
import dev.hallpass.cli.command.decision.Return;
import dev.hallpass.cli.command.decision.Review;
import dev.hallpass.cli.command.decision.Revoke;
import dev.hallpass.cli.command.decision.Unblock;
import dev.hallpass.cli.command.decision.Withdraw;
import dev.hallpass.cli.command.session.Console;
import dev.hallpass.cli.command.session.Credentials;
import dev.hallpass.cli.command.session.Exec;
import dev.hallpass.cli.command.session.Forward;
import dev.hallpass.cli.command.session.Kubectl;
import dev.hallpass.cli.command.session.Run;
import dev.hallpass.cli.command.session.Serve;
import dev.hallpass.cli.command.session.Shell;
import dev.hallpass.cli.completion.Candidates;
import dev.hallpass.cli.completion.LastLists;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/// All commands of `hallpass`.
@Command(
    name = "hallpass",
    version = Commands.VERSION,
    mixinStandardHelpOptions = true,
    description = "Asks for narrow access to AWS for a short time, and uses it.",
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Begin by: hallpass setup URL",
      "",
      "Exit codes: 0 done, 2 mistake in the command line, 3 denied or over, 4 sign in first,",
      "5 still waiting, 6 refused with the reason, 7 not reached, 8 the ledger's log is not whole,",
      "9 it cannot be told whether it is, 1 anything else."
    })
public final class Commands implements Callable<Integer> {

  /// What this command line is.
  static final String VERSION = "hallpass 1.0";

  /// Refusals after which the engineer signs in again.
  private static final Set<String> SIGN_IN = Set.of("expired-credentials", "invalid-signature");

  /// Commands that run the words behind two dashes.
  private static final Set<String> WITH_PROGRAM = Set.of("run", "exec", "kubectl", "serve");

  /// What the scripts of shells call.
  private static final String COMPLETE = "__complete";

  private final Surroundings surroundings;

  private Commands(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// What is open and what waits, or how to begin.
  @Override
  public Integer call() {
    return new Overview(surroundings).call();
  }

  /// Runs one command.
  ///
  /// @return the exit code
  public static int run(Surroundings surroundings, String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (!words.isEmpty() && words.getFirst().equals(COMPLETE)) {
      complete(surroundings, words.subList(1, words.size()));
      return ExitCode.DONE.code();
    }
    // What stands behind the first two dashes is another program's.
    int dashes = words.indexOf("--");
    boolean isRun = dashes > 0 && WITH_PROGRAM.contains(words.getFirst());
    List<String> own = isRun ? words.subList(0, dashes) : words;
    List<String> program = isRun ? words.subList(dashes + 1, words.size()) : List.of();
    return line(surroundings, own, program).execute(own.toArray(String[]::new));
  }

  private static void complete(Surroundings surroundings, List<String> words) {
    try {
      LastLists lists = new LastLists(surroundings, new SettingsFile(surroundings).read());
      Set<String> names = commands(surroundings, List.of()).keySet();
      // The first word may still be anything, so no command is read for it.
      Map<String, CommandLine> called =
          words.size() < 2 ? Map.of() : line(surroundings, words, List.of()).getSubcommands();
      new Candidates(names, called, lists).of(words).forEach(surroundings.terminal()::print);
    } catch (Stopped _) {
      // Without an installation there is nothing to suggest.
    }
  }

  /// All commands, to describe them.
  public static CommandLine all(Surroundings surroundings) {
    return line(surroundings, List.of(), List.of());
  }

  private static CommandLine line(
      Surroundings surroundings, List<String> words, List<String> program) {
    CommandLine line = new CommandLine(new Commands(surroundings));
    Map<String, Supplier<Object>> commands = commands(surroundings, program);
    // Reading what a command can do takes time, so only the one that is called is read.
    boolean isKnown = !words.isEmpty() && commands.containsKey(words.getFirst());
    commands.forEach((name, command) -> {
      if (isKnown ? name.equals(words.getFirst()) : !words.equals(List.of("--version"))) {
        line.addSubcommand(command.get());
      }
    });
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return line.setOut(new PrintWriter(new LineWriter(surroundings.terminal()::print)))
        .setErr(new PrintWriter(new LineWriter(surroundings.terminal()::tell)))
        .setUsageHelpWidth(100)
        // Reasons mention people: @alice is no file of arguments.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler((e, _, _) -> failed(surroundings, e));
  }

  /// The commands by name, in the order of the help.
  private static Map<String, Supplier<Object>> commands(
      Surroundings surroundings, List<String> program) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("setup", () -> new Setup(surroundings));
    commands.put("login", () -> new Login(surroundings));
    commands.put("doctor", () -> new Doctor(surroundings));
    commands.put("entitlements", () -> new Entitlements(surroundings));
    commands.put("request", () -> new Request(surroundings));
    commands.put("run", () -> new Run(surroundings, program));
    commands.put("console", () -> new Console(surroundings));
    commands.put("shell", () -> new Shell(surroundings));
    commands.put("exec", () -> new Exec(surroundings, program));
    commands.put("forward", () -> new Forward(surroundings));
    commands.put("kubectl", () -> new Kubectl(surroundings, program));
    commands.put("serve", () -> new Serve(surroundings, program));
    commands.put("web", () -> new Web(surroundings));
    commands.put("list", () -> new ListGrants(surroundings));
    commands.put("show", () -> new Show(surroundings));
    commands.put("wait", () -> new Wait(surroundings));
    commands.put("cancel", () -> new Cancel(surroundings));
    commands.put("return", () -> new Return(surroundings));
    commands.put("extend", () -> new Extend(surroundings));
    commands.put("credentials", () -> new Credentials(surroundings));
    commands.put("profile", () -> profile(surroundings));
    commands.put("completion", () -> new Completion(surroundings));
    commands.put("approvals", () -> new Approvals(surroundings));
    commands.put("approve", () -> new Approve(surroundings));
    commands.put("deny", () -> new Deny(surroundings));
    commands.put("withdraw", () -> new Withdraw(surroundings));
    commands.put("review", () -> new Review(surroundings));
    commands.put("revoke", () -> new Revoke(surroundings));
    commands.put("block", () -> new Block(surroundings));
    commands.put("unblock", () -> new Unblock(surroundings));
    commands.put("accounts", () -> new Accounts(surroundings));
    commands.put("ledger", () -> ledger(surroundings));
    commands.put("audit", () -> Audit.line(surroundings));
    return commands;
  }

  private static CommandLine ledger(Surroundings surroundings) {
    return new CommandLine(new Ledger())
        .addSubcommand(new Ledger.Verify(surroundings))
        .addSubcommand(new Ledger.Prove(surroundings))
        .addSubcommand(new Ledger.CheckProof(surroundings))
        .addSubcommand(new Ledger.Restore(surroundings));
  }

  private static CommandLine profile(Surroundings surroundings) {
    return new CommandLine(new Profile())
        .addSubcommand(new Profile.Add(surroundings))
        .addSubcommand(new Profile.Remove(surroundings));
  }

  /// Whether the engineer must sign in again before the call can be made.
  static boolean needsSignIn(Refused refused) {
    return SIGN_IN.contains(refused.problem().name());
  }

  private static int failed(Surroundings surroundings, Exception e) throws Exception {
    ExitCode exit =
        switch (e) {
          case Stopped stopped -> stopped.exit();
          case Refused refused -> needsSignIn(refused) ? ExitCode.NOT_SIGNED_IN : ExitCode.REFUSED;
          case NotReached _ -> ExitCode.NOT_REACHED;
          case UncheckedIOException _ -> ExitCode.FAILED;
          default -> throw e;
        };
    surroundings.terminal().tell(String.valueOf(e.getMessage()));
    if (e instanceof Refused && exit == ExitCode.NOT_SIGNED_IN) {
      surroundings.terminal().tell("Sign in by: hallpass login");
    }
    return exit.code();
  }
}
