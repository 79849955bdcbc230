package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.Asking;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.GrantArgument;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `hallpass extend`.
@Command(
    name = "extend",
    description = {
      "Asks for more time while your access is open.",
      "If an extension waits or is approved already, it is taken instead of a new one."
    },
    footer = {
      "",
      "Example:",
      "  hallpass extend grant-0123abcd --for 30m --reason \"it takes longer\""
    })
final class Extend extends DocumentCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(
      names = "--for",
      required = true,
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "How much longer, such as 30m or 2h.")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why you need more time. The people who decide read it.")
  private @Nullable String reason;

  @Option(names = "--ticket", paramLabel = "ID", description = "Its ticket in your tracker.")
  private @Nullable String ticket;

  Extend(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    String id = grant.id(client);
    String why = needed(reason, "--reason", "Why do you need more time? Approvers read it:");
    ObjectNode request =
        Json.object().put("duration", duration.toString()).put("justification", why);
    if (ticket != null) {
      request.put("ticket", ticket);
    }
    Asking.Result result = new Asking(surroundings(), client).extend(id, duration, request);
    if (!printed(result.reply())) {
      if (!result.isNew()) {
        terminal().tell("You have asked for it already.");
      }
      Grant extension = Grant.of(result.reply());
      text().whole(extension).forEach(terminal()::print);
      terminal().tell("");
      terminal()
          .tell(
              "It goes on when %s ends. Programs that use that grant go on with it."
                  .formatted(id.substring(0, extension.shortId().length())));
    }
    return ExitCode.DONE.code();
  }
}
