package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.Asking;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.command.call.Waiting;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The access that a command uses: a grant that is there, or one that it asks for.
final class Access {

  @Parameters(
      index = "0",
      paramLabel = "ENTITLEMENT|GRANT",
      description = "What you ask for, or a grant that you have.")
  private String target = "";

  @Parameters(
      index = "1..*",
      paramLabel = "NAME=VALUE",
      description = "The values of its parameters.")
  private List<String> values = List.of();

  @Mixin private RequestOptions options = new RequestOptions();

  @Option(
      names = "--at-least",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Asks for more time if less than this is left.")
  private @Nullable Duration atLeast;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Stops waiting for answers after this time, with exit code 5.")
  private @Nullable Duration timeout;

  /// What was typed: a grant or an entitlement.
  String target() {
    return target;
  }

  /// The grant, which may still wait.
  Grant grant(ApiCommand command, Client client) {
    return grant(command, client, _ -> {});
  }

  /// The grant, which may still wait.
  ///
  /// @param check refuses an entitlement before it is asked for
  Grant grant(ApiCommand command, Client client, Consumer<Entitlement> check) {
    Optional<String> there = there(client);
    if (there.isPresent()) {
      return Grant.of(client.show(there.get()));
    }
    Asking.Result result = Asking.asked(command, client, target, values, options, check);
    if (result.grants().size() > 1) {
      throw new Stopped(
          ExitCode.USAGE,
          "These are several grants, and a program uses one. Run it with one of: "
              + String.join(", ", result.grants().stream().map(Grant::shortId).toList()));
    }
    Grant grant = result.grants().getFirst();
    if (result.isNew()) {
      command.text().request(grant).forEach(command.terminal()::tell);
      command.terminal().tell("Ctrl-C stops waiting, and the request stays.");
    }
    return grant;
  }

  private Optional<String> there(Client client) {
    if (target.startsWith("grant-")) {
      return Optional.of(client.id(target));
    }
    boolean asks = !values.isEmpty() || options.duration().isPresent() || options.reason() != null;
    return asks ? Optional.empty() : client.unfinished(target);
  }

  /// The grant once it can be used, with enough time left.
  Grant open(ApiCommand command, Client client) {
    return open(grant(command, client), command, client);
  }

  /// The grant once it can be used, with enough time left.
  Grant open(Grant grant, ApiCommand command, Client client) {
    Waiting waiting = new Waiting(command.surroundings(), client);
    Grant open = waiting.untilOpen(grant.id(), Optional.ofNullable(timeout));
    askForMore(open, waiting, command, client);
    // Fetched here, so that no program has to wait until AWS knows the access.
    client.credentials().answer(open.id());
    command.terminal().tell("%s %s".formatted(open.shortId(), command.text().state(open)));
    return open;
  }

  /// Asks for more time if too little is left. The credentials of a grant go on with its extension.
  private void askForMore(Grant open, Waiting waiting, ApiCommand command, Client client) {
    Duration left =
        Duration.between(command.surroundings().clock().instant(), open.expiresAt().orElseThrow());
    if (atLeast == null || left.compareTo(atLeast) >= 0) {
      return;
    }
    Duration missing = atLeast.minus(left);
    Grant extension = extension(open, missing, command, client);
    command
        .terminal()
        .tell(
            "%s are left, so %s more are asked for."
                .formatted(Words.of(left), Words.of(extension.duration())));
    waiting.untilApproved(extension.id(), Optional.ofNullable(timeout));
  }

  private Grant extension(Grant open, Duration missing, ApiCommand command, Client client) {
    Duration wanted = options.duration().orElseGet(open::duration);
    Duration more = wanted.compareTo(missing) < 0 ? missing : wanted;
    String reason = Optional.ofNullable(options.reason()).orElseGet(open::justification);
    return Grant.of(
        new Asking(command.surroundings(), client)
            .extend(
                open.id(),
                missing,
                Json.object().put("duration", more.toString()).put("justification", reason))
            .reply());
  }
}
