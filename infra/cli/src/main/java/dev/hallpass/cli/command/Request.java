package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

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
  int run(Client client) {
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
    return asked(
        this, client, needed(name, "ENTITLEMENT", "What do you ask for?"), words, options, _ -> {});
  }

  /// Asks for access as a command was told to.
  ///
  /// @param check refuses an entitlement before it is asked for
  static Asking.Result asked(
      ApiCommand command,
      Client client,
      String name,
      List<String> words,
      RequestOptions options,
      Consumer<Entitlement> check) {
    List<Entitlement> entitlements = client.entitlements();
    check.accept(Wish.entitlement(entitlements, name));
    Wish wish = Wish.of(entitlements, name, words, command.terminal());
    Duration duration = wish.duration(options.duration(), command.terminal());
    ObjectNode request = wish.document().put("duration", duration.toString());
    request.put(
        "justification",
        command.needed(options.reason(), "--reason", "Why do you need it? Approvers read it:"));
    options.ticket().ifPresent(ticket -> request.put("ticket", ticket));
    options.startsAt().ifPresent(start -> request.put("startsAt", start));
    if (options.breaksGlass()) {
      request.put("breakGlass", true);
    }
    return new Asking(command.surroundings(), client).ask(wish, duration, request);
  }
}
