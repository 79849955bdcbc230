package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.command.call.ApiCommand;
import dev.hallpass.cli.command.call.ChildProfile;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantArgument;
import dev.hallpass.cli.profile.AwsConfig;
import dev.hallpass.cli.profile.ProcessLine;
import dev.hallpass.cli.profile.ProfileName;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `hallpass profile`.
@Command(
    name = "profile",
    description = "Adds a profile for a grant to AWS's configuration file, or takes it out.",
    footer = {
      "",
      "Example:",
      "  hallpass profile add grant-0123abcd exports",
      "  aws s3 ls s3://acme-exports/customers/4711/ --profile exports"
    },
    synopsisSubcommandLabel = "(add | remove)")
final class Profile {

  /// `hallpass profile add`.
  @Command(name = "add", description = "Adds a profile by which AWS's tools use a grant.")
  static final class Add extends ApiCommand {

    @Mixin private GrantArgument grant = new GrantArgument();

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "NAME",
        description = "The name of the new profile. Without it, one is made.")
    private @Nullable String name;

    Add(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    protected int run(Client client) {
      String signer = client.settings().profile();
      Optional<ProfileName> given =
          Optional.ofNullable(name).map(text -> new ProfileName(text).besides(signer));
      Grant shown = Grant.of(client.show(grant.id(client)));
      ProfileName profile = given.orElseGet(() -> new ProfileName(ChildProfile.name(shown)));
      AwsConfig config = AwsConfig.of(surroundings());
      config.add(
          profile, ProcessLine.of(surroundings().launcher(), shown.id(), signer), shown.region());
      terminal().tell("%s has the profile %s now.".formatted(config.path(), profile.value()));
      terminal().print("export AWS_PROFILE=" + profile.value());
      return ExitCode.DONE.code();
    }
  }

  /// `hallpass profile remove`.
  @Command(name = "remove", description = "Takes a profile of hallpass out again.")
  static final class Remove implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The name of the profile.")
    private String name = "";

    Remove(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      AwsConfig config = AwsConfig.of(surroundings);
      config.remove(name);
      surroundings.terminal().tell("%s has the profile %s no more.".formatted(config.path(), name));
      return ExitCode.DONE.code();
    }
  }
}
