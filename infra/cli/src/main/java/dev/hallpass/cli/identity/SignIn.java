package dev.hallpass.cli.identity;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.profiles.ProfileProperty;

/// The sign-in of an engineer by a profile of AWS's configuration.
///
/// As a source of credentials, it offers a sign-in where they have run out and a person is there.
public final class SignIn implements Supplier<AwsCredentialsIdentity> {

  private final Surroundings surroundings;
  private final String profile;
  private final Identity identity;
  private boolean isOffered;

  /// @param profile the name of the profile
  public SignIn(Surroundings surroundings, String profile) {
    this.surroundings = surroundings;
    this.profile = profile;
    this.identity = new Identity(surroundings, profile);
  }

  /// The kind of the profile; empty if there is none of that name.
  public Optional<ProfileKind> kind() {
    return Profiles.of(surroundings)
        .profile(profile)
        .map(ProfileKind::of)
        .or(() ->
            identity.isOfEnvironment() ? Optional.of(ProfileKind.ENVIRONMENT) : Optional.empty());
  }

  /// What to know of keys in the shell's environment that do not sign; empty if there are none.
  public Optional<String> unused() {
    return Identity.hasKeysInEnvironment(surroundings) && !identity.isOfEnvironment()
        ? Optional.of(
            "AWS_ACCESS_KEY_ID is set, but your calls of Hallpass are signed by the profile %s."
                .formatted(profile))
        : Optional.empty();
  }

  /// The command of AWS's that signs in; empty if the profile signs in by something else.
  public Optional<List<String>> command() {
    Profiles profiles = Profiles.of(surroundings);
    // A role is assumed with the sign-in of another profile.
    String signing =
        profiles
            .profile(profile)
            .flatMap(found -> found.property(ProfileProperty.SOURCE_PROFILE))
            .orElse(profile);
    return profiles
        .profile(signing)
        .map(found -> ProfileKind.of(found).signIn())
        .filter(words -> !words.isEmpty())
        .map(words ->
            Stream.of(List.of("aws"), words, List.of("--profile", signing))
                .flatMap(List::stream)
                .toList());
  }

  /// Signs in by a command of AWS's, at this terminal.
  ///
  /// @throws Stopped if that fails
  public void by(List<String> command) {
    try {
      int exit = surroundings.programs().run(command, surroundings.environment());
      if (exit != 0) {
        throw failed(command, "It ended with the exit code " + exit);
      }
    } catch (IOException e) {
      throw failed(
          command,
          "The AWS CLI cannot be started: %s. It is at https://aws.amazon.com/cli/"
              .formatted(e.getMessage()));
    }
    identity.forget();
  }

  private static Stopped failed(List<String> command, String why) {
    return new Stopped(
        ExitCode.NOT_SIGNED_IN,
        "You are not signed in. %s. Run: %s".formatted(why, String.join(" ", command)));
  }

  /// Forgets the credentials that were kept.
  public void forget() {
    identity.forget();
  }

  /// The credentials.
  ///
  /// @throws Stopped if there are none
  @Override
  public AwsCredentialsIdentity get() {
    try {
      return identity.get();
    } catch (Stopped none) {
      Optional<List<String>> command = command();
      if (command.isEmpty() || isOffered || !isWanted(none, command.get())) {
        throw none;
      }
      by(command.get());
      return identity.get();
    }
  }

  /// Asks once, because a person who said no means it.
  private boolean isWanted(Stopped none, List<String> command) {
    isOffered = true;
    if (!surroundings.terminal().isInteractive()) {
      return false;
    }
    surroundings.terminal().tell(none.says());
    String question = "Sign in now by %s? [Y/n]".formatted(String.join(" ", command));
    return surroundings
        .terminal()
        .ask(question, List.of())
        .filter(answer -> answer.isEmpty() || answer.toLowerCase(Locale.ROOT).startsWith("y"))
        .isPresent();
  }
}
