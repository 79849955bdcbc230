package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.DocumentCommand;
import dev.hallpass.cli.command.call.GrantArgument;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.command.call.Waiting;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass wait`.
@Command(
    name = "wait",
    description = "Waits until a grant is open and can be used.",
    footer = {"", "Example:", "  hallpass wait grant-0123abcd --timeout 10m"})
final class Wait extends DocumentCommand {

  @Mixin private GrantArgument grant = new GrantArgument();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = RequestOptions.Time.class,
      description = "Stops waiting after this time, with exit code 5.")
  private @Nullable Duration timeout;

  Wait(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    String id = grant.id(client);
    Grant open = new Waiting(surroundings(), client).untilUsable(id, Optional.ofNullable(timeout));
    if (!printed(client.show(id))) {
      terminal().print("%s %s".formatted(open.shortId(), text().state(open)));
    }
    return ExitCode.DONE.code();
  }
}
