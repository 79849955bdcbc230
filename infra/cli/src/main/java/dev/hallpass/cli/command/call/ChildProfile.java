package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.profile.AwsConfig;
import dev.hallpass.cli.profile.ProcessLine;
import dev.hallpass.cli.surroundings.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The profile by which a program uses a grant: a copy of the engineer's configuration with one
/// more profile.
public final class ChildProfile {

  /// Where a program asks for credentials.
  public static final String SERVER_ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  /// What it shows there.
  public static final String SERVER_TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

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
          SERVER_ADDRESS,
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          SERVER_TOKEN,
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

  private final Surroundings surroundings;
  private final Path path;
  private final Path served;

  /// @param grant the id of the grant
  public ChildProfile(Surroundings surroundings, String grant) {
    this.surroundings = surroundings;
    Path folder = surroundings.folders().cache().resolve("profiles");
    this.path = folder.resolve(grant + ".config");
    this.served = folder.resolve(grant + ".served");
  }

  /// The environment of a program that uses the grant, with the profile in place. It has no secret.
  ///
  /// @param signer the profile that signs the calls of the API
  public Map<String, String> environment(Grant grant, String signer) {
    String name = name(grant);
    AwsConfig config = AwsConfig.of(surroundings);
    new PrivateFile(path)
        .write(
            config.with(
                name, ProcessLine.of(surroundings.launcher(), grant.id(), signer), grant.region()));
    Map<String, String> environment = without(grant);
    environment.put("AWS_CONFIG_FILE", path.toString());
    environment.put("AWS_PROFILE", name);
    // The older Go SDK reads the configuration only then.
    environment.put("AWS_SDK_LOAD_CONFIG", "1");
    return environment;
  }

  /// The environment of a program that asks a server for credentials.
  ///
  /// @param token what it shows to the server
  public Map<String, String> served(Grant grant, URI address, String token) {
    // A profile with credentials would go before the server, also one that nobody names.
    String none = "[default]\n" + grant.region().map("region = %s\n"::formatted).orElse("");
    new PrivateFile(served).write(none);
    Map<String, String> environment = without(grant);
    environment.remove("AWS_PROFILE");
    environment.put("AWS_CONFIG_FILE", served.toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", served.toString());
    environment.put(SERVER_ADDRESS, address.toString());
    environment.put(SERVER_TOKEN, token);
    return environment;
  }

  /// The environment without other credentials, in the region of the grant.
  private Map<String, String> without(Grant grant) {
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    OTHERS.forEach(environment::remove);
    grant
        .region()
        .ifPresent(region -> {
          environment.remove("AWS_DEFAULT_REGION");
          environment.put("AWS_REGION", region);
        });
    return environment;
  }

  /// The name of the profile of a grant.
  public static String name(Grant grant) {
    return grant.entitlement() + "-" + grant.shortId().substring("grant-".length());
  }

  /// Removes what was written.
  public void forget() {
    new PrivateFile(path).delete();
    new PrivateFile(served).delete();
  }
}
