package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.Asking;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.command.call.Waiting;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hallpass request`.
@Command(
    name = "request",
    description = {
      "Asks for access.",
      "If a grant for the same access is open or waits already, it is taken instead of a new one."
    },
    footer = {
      "",
      "Example:",
      "  hallpass request read-bucket-prefix bucket=acme-exports prefix=customers/4711 \\",
      "    --for 30m --reason \"case 4711\""
    })
final class Request extends DocumentCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ENTITLEMENT",
      description = "What you ask for. See: hallpass entitlements")
  private @Nullable String entitlement;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME=VALUE",
      description = "The values of its parameters. Repeat one that takes several.")
  private List<String> values = List.of();

  @Mixin private RequestOptions options = new RequestOptions();

  @Option(names = "--wait", description = "Waits until it is open and can be used.")
  private boolean wait;

  Request(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    Asking.Result result = asked(client, entitlement, values, options);
    if (!printed(result.reply())) {
      result.grants().forEach(grant -> tell(grant, result.isNew()));
    }
    if (wait) {
      Waiting waiting = new Waiting(surroundings(), client);
      result.grants().forEach(grant -> tellOpen(waiting.untilUsable(grant.id(), Optional.empty())));
    }
    return ExitCode.DONE.code();
  }

  private void tellOpen(Grant open) {
    terminal().tell("%s %s".formatted(open.shortId(), text().state(open)));
  }

  private void tell(Grant grant, boolean isNew) {
    if (!isNew) {
      terminal().tell("You have this grant already.");
    }
    text().whole(grant).forEach(terminal()::print);
    terminal().tell("");
    terminal().tell("Wait for it by: hallpass wait " + grant.shortId());
  }

  /// Asks for access, with questions for what was not typed.
  private Asking.Result asked(
      Client client, @Nullable String name, List<String> words, RequestOptions options) {
    return Asking.asked(
        this, client, needed(name, "ENTITLEMENT", "What do you ask for?"), words, options, _ -> {});
  }
}
