package dev.hallpass.cli.command;

import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.identity.ProfileKind;
import dev.hallpass.cli.identity.SignIn;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hallpass login`.
@Command(
    name = "login",
    description = {
      "Signs in by your profile of AWS's configuration.",
      "For IAM Identity Center it runs aws sso login. What it kept of an earlier sign-in goes."
    },
    footer = {"", "Example:", "  hallpass login"})
final class Login implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Signs in by this profile of AWS's configuration instead of the usual one.")
  private @Nullable String profile;

  Login(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String name =
        Optional.ofNullable(profile)
            .orElseGet(() -> new SettingsFile(surroundings).read().profile());
    SignIn signIn = new SignIn(surroundings, name);
    ProfileKind kind =
        signIn
            .kind()
            .orElseThrow(() ->
                new Stopped(
                    ExitCode.NOT_SIGNED_IN,
                    "AWS's configuration has no profile %s. Make one by: aws configure sso --profile %s"
                        .formatted(name, name)));
    signIn.forget();
    signIn.command().ifPresent(command -> signIn(signIn, command));
    // Only the profile itself is asked: it has just been signed in, if that is possible.
    Identity identity = new Identity(surroundings, name);
    identity.get();
    surroundings
        .terminal()
        .tell(
            "The profile %s %s, and gives credentials%s."
                .formatted(name, kind.says(), until(identity)));
    signIn.unused().ifPresent(surroundings.terminal()::tell);
    return ExitCode.DONE.code();
  }

  private void signIn(SignIn signIn, List<String> command) {
    if (!surroundings.terminal().isInteractive()) {
      throw new Stopped(
          ExitCode.NOT_SIGNED_IN, "Nobody is here to sign in. Run: " + String.join(" ", command));
    }
    signIn.by(command);
  }

  private String until(Identity identity) {
    return identity
        .keptUntil()
        .map(end -> Words.of(end, surroundings.clock().instant(), surroundings.zone()))
        .map(" until "::concat)
        .orElse("");
  }
}
