package dev.hallpass.cli.command;

import dev.hallpass.cli.api.AwsHost;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.doctor.AddressCheck;
import dev.hallpass.cli.doctor.Report;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.identity.Profiles;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hallpass setup`.
@Command(
    name = "setup",
    description = "Finds an installation of Hallpass, and remembers it for all other commands.",
    footer = {
      "",
      "Example:",
      "  hallpass setup https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/live"
    })
final class Setup implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "URL", description = "The address of the API.")
  private String url = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The profile of AWS's configuration that signs your calls.")
  private @Nullable String profile;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region of the API, if its address does not name it.")
  private @Nullable String region;

  Setup(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    URI address = address();
    Settings settings = new Settings(address, region(address), profile(), false);
    Client client = Client.of(surroundings, settings);
    // A clock that is off lets AWS refuse the call below, and not say so.
    new AddressCheck(surroundings, new Report(surroundings.terminal())).run(address);
    Reply reply = client.list("/entitlements");
    new SettingsFile(surroundings).write(settings.proving(client.api().proves()));
    surroundings
        .terminal()
        .tell(
            "This is %s, and Hallpass is of the commit %s. You can ask for %d entitlements. See: hallpass entitlements"
                .formatted(
                    Commands.VERSION, Entitlement.commit(reply), Entitlement.list(reply).size()));
    return ExitCode.DONE.code();
  }

  /// The address without a slash at its end.
  private URI address() {
    try {
      URI address = new URI(url.replaceFirst("/+$", ""));
      String host = Optional.ofNullable(address.getHost()).orElse("");
      boolean isLocal = List.of("127.0.0.1", "localhost", "[::1]").contains(host);
      if (!host.isEmpty()
          && ("https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && isLocal))
          && address.getRawQuery() == null
          && address.getRawUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Refused below.
    }
    throw new Stopped(
        ExitCode.USAGE,
        "%s is not an address of Hallpass, which begins with https:// and a host name. Ask the people who run Hallpass."
            .formatted(url));
  }

  private String profile() {
    return Optional.ofNullable(profile)
        .or(() -> surroundings.variable("AWS_PROFILE"))
        .orElse(Identity.USUAL);
  }

  private String region(URI address) {
    return Optional.ofNullable(region)
        .or(() -> AwsHost.region("execute-api", address.getHost()))
        .or(() -> surroundings.variable("AWS_REGION"))
        .or(() -> Profiles.of(surroundings).region(profile()))
        .orElseThrow(() ->
            new Stopped(
                ExitCode.USAGE,
                "Neither the address nor the profile %s names the region of the API. Add --region, such as --region eu-central-1."
                    .formatted(profile())));
  }
}
