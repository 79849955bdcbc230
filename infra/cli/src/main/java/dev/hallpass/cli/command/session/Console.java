package dev.hallpass.cli.command.session;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.console.Browser;
import dev.hallpass.cli.console.ConsolePlace;
import dev.hallpass.cli.console.Destination;
import dev.hallpass.cli.console.Federation;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hallpass console`.
@Command(
    name = "console",
    description = {
      "Opens the AWS console with the access, at the page that the entitlement names.",
      "The session ends with the access, and lasts an hour at most. Then run the command again.",
      "HALLPASS_BROWSER can name a browser, such as: firefox -P {grant} {url}"
    },
    footer = {"", "Example:", "  hallpass console grant-0123abcd --to s3"})
public final class Console extends ApiCommand {

  @Mixin private Access access = new Access();

  @Option(
      names = "--to",
      paramLabel = "ARN|SERVICE|PATH",
      description = "The page to begin at: of a resource, of a service, or a path of the console.")
  private @Nullable String to;

  @Option(
      names = "--print",
      description = "Prints the link. For 15 minutes it signs in each person who has it.")
  private boolean print;

  @Option(
      names = "--sign-out-first",
      description = "Signs the browser out of the session that it has. Not for several sessions.")
  private boolean signOutFirst;

  public Console(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Client client) {
    Grant open = access.open(this, client);
    ConsolePlace place = ConsolePlace.of(open.region().orElseGet(() -> client.settings().region()));
    Federation federation = new Federation(surroundings().network(), place);
    String link =
        federation.link(
            Json.read(client.credentials().answer(open.id())), destination(open, place));
    String address = signOutFirst ? federation.afterSignOut(link) : link;
    if (print) {
      terminal().print(address);
    } else {
      new Browser(surroundings()).open(address, open.shortId());
    }
    return ExitCode.DONE.code();
  }

  private String destination(Grant open, ConsolePlace place) {
    return Optional.ofNullable(to)
        .map(page -> Destination.of(page, place))
        .or(() -> open.console().map(page -> Destination.of("/" + page, place)))
        .orElseGet(() -> Destination.home(place));
  }
}
