package dev.hallpass.cli.identity;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;

/// Where a profile gets its credentials from.
///
/// @param says the end of a sentence that begins with the profile
/// @param signIn the command of `aws` by which a person signs in; empty if there is none
public record ProfileKind(String says, List<String> signIn) {

  /// The keys of the shell's environment, where there is no profile.
  static final ProfileKind ENVIRONMENT =
      other("stands for the keys of your environment, such as AWS_ACCESS_KEY_ID");

  private static final String SSO_SESSION = "sso_session";

  public ProfileKind {
    signIn = List.copyOf(signIn);
  }

  /// The kind of a profile.
  static ProfileKind of(Profile profile) {
    // In the order in which AWS's tools look.
    return role(profile)
        .or(() -> identityCenter(profile))
        .or(() ->
            profile
                .property(ProfileProperty.LOGIN_SESSION)
                .map(_ -> new ProfileKind("signs in by the AWS console", List.of("login"))))
        .or(() ->
            profile
                .property(ProfileProperty.AWS_ACCESS_KEY_ID)
                .map(_ -> other("has an access key")))
        .or(() ->
            profile
                .property(ProfileProperty.CREDENTIAL_PROCESS)
                .map(line -> other("asks the program " + line.split(" ", 2)[0])))
        .orElseGet(() -> other("has no credentials"));
  }

  private static Optional<ProfileKind> role(Profile profile) {
    return profile
        .property(ProfileProperty.ROLE_ARN)
        .map(role ->
            other(
                "assumes the role %s%s"
                    .formatted(
                        role,
                        profile
                            .property(ProfileProperty.SOURCE_PROFILE)
                            .map(" by the profile "::concat)
                            .orElse(""))));
  }

  private static Optional<ProfileKind> identityCenter(Profile profile) {
    return profile
        .property(SSO_SESSION)
        .or(() -> profile.property(ProfileProperty.SSO_START_URL))
        .map(where ->
            new ProfileKind(
                "signs in by IAM Identity Center (%s)".formatted(where), List.of("sso", "login")));
  }

  private static ProfileKind other(String says) {
    return new ProfileKind(says, List.of());
  }
}
