package dev.hallpass.cli.command;

import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.profile.AwsConfig;
import dev.hallpass.cli.profile.ProcessLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The profile by which a program uses a grant: a copy of the engineer's configuration with one
/// more profile.
final class ChildProfile {

  /// What would go before the profile.
  private static final List<String> OTHERS =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_DEFAULT_PROFILE",
          "AWS_ROLE_ARN",
          "AWS_ROLE_SESSION_NAME",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

  private final Surroundings surroundings;
  private final Path path;

  /// @param grant the id of the grant
  ChildProfile(Surroundings surroundings, String grant) {
    this.surroundings = surroundings;
    this.path = surroundings.folders().cache().resolve("profiles").resolve(grant + ".config");
  }

  /// The environment of a program that uses the grant, with the profile in place. It has no secret.
  ///
  /// @param signer the profile that signs the calls of the API
  Map<String, String> environment(Grant grant, String signer) {
    String name = name(grant);
    AwsConfig config = AwsConfig.of(surroundings);
    new PrivateFile(path)
        .write(
            config.with(
                name, ProcessLine.of(surroundings.launcher(), grant.id(), signer), grant.region()));
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    OTHERS.forEach(environment::remove);
    environment.put("AWS_CONFIG_FILE", path.toString());
    environment.put("AWS_PROFILE", name);
    // The older Go SDK reads the configuration only then.
    environment.put("AWS_SDK_LOAD_CONFIG", "1");
    grant
        .region()
        .ifPresent(region -> {
          environment.remove("AWS_DEFAULT_REGION");
          environment.put("AWS_REGION", region);
        });
    return environment;
  }

  /// The name of the profile of a grant.
  static String name(Grant grant) {
    return grant.entitlement() + "-" + grant.shortId().substring("grant-".length());
  }

  /// Removes the copy.
  void forget() {
    new PrivateFile(path).delete();
  }
}
