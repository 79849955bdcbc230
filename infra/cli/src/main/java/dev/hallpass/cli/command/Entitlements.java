package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.Wish;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Table;
import dev.hallpass.cli.terminal.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hallpass entitlements`.
@Command(
    name = "entitlements",
    description = "Shows what you can ask for, or all about one entitlement.",
    footer = {"", "Example:", "  hallpass entitlements read-bucket-prefix"})
final class Entitlements extends DocumentCommand {

  @Parameters(arity = "0..1", paramLabel = "ENTITLEMENT", description = "Which one.")
  private @Nullable String name;

  Entitlements(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    Reply reply = client.list("/entitlements");
    if (printed(reply)) {
      return ExitCode.DONE.code();
    }
    List<Entitlement> entitlements = Entitlement.list(reply);
    if (name == null) {
      Table table = new Table("ENTITLEMENT", "UP TO", "WHAT IT IS FOR");
      entitlements.forEach(one -> table.add(one.name(), Words.of(one.longest()), one.title()));
      table.lines(terminal().width()).forEach(terminal()::print);
    } else {
      show(Wish.entitlement(entitlements, name));
    }
    return ExitCode.DONE.code();
  }

  private void show(Entitlement entitlement) {
    terminal().print(entitlement.name() + ": " + entitlement.title());
    terminal().print("  " + entitlement.use());
    terminal().print("  up to " + Words.of(entitlement.longest()));
    entitlement
        .parameters()
        .forEach(parameter ->
            terminal()
                .print(
                    "  %s: %s (%s)%s"
                        .formatted(
                            parameter.name(),
                            parameter.title(),
                            parameter.allowed(),
                            parameter.isOptional() ? ", if you like" : "")));
    terminal().print("");
    terminal()
        .print("hallpass request %s --for 30m --reason \"…\"".formatted(entitlement.example()));
  }
}
