package dev.hallpass.cli.identity;

import dev.hallpass.cli.files.Digest;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs.Output;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The engineer's own credentials, from a profile of AWS's configuration.
///
/// What the profile gives for a time is kept, so that the next command does not fetch it again.
public final class Identity implements Supplier<AwsCredentialsIdentity> {

  /// The profile that AWS's tools take if none is named.
  public static final String USUAL = "default";

  private static final Duration RENEW_BEFORE = Duration.ofMinutes(2);

  private final Surroundings surroundings;
  private final String profile;
  private @Nullable Taken taken;

  /// @param profile the name of the profile
  public Identity(Surroundings surroundings, String profile) {
    this.surroundings = surroundings;
    this.profile = profile;
  }

  /// The credentials.
  ///
  /// @throws Stopped if the profile gives none; it says how to sign in
  @Override
  public AwsCredentialsIdentity get() {
    @Nullable Taken known = taken;
    // A wait can last longer than one sign-in.
    if (known == null || !isGood(known.until())) {
      known = kept().orElseGet(this::fetched);
      taken = known;
    }
    return known.keys();
  }

  /// Credentials, and the time until which they are good.
  private record Taken(AwsCredentialsIdentity keys, Instant until) {}

  /// Whether the keys of the shell's environment sign: as in a pipeline, they are set and no
  /// profile is there.
  boolean isOfEnvironment() {
    return profile.equals(USUAL)
        && hasKeysInEnvironment(surroundings)
        && Profiles.of(surroundings).profile(profile).isEmpty();
  }

  static boolean hasKeysInEnvironment(Surroundings surroundings) {
    return surroundings.variable("AWS_ACCESS_KEY_ID").isPresent();
  }

  /// Forgets what was kept, so that the profile is asked again.
  public void forget() {
    taken = null;
    cache().delete();
  }

  /// The time until which the kept credentials are good; empty if none are kept.
  public Optional<Instant> keptUntil() {
    return cache().read().flatMap(Identity::tree).map(Identity::expiration);
  }

  private PrivateFile cache() {
    // A name of a profile can have any character.
    String name = Digest.of(Profiles.contents(surroundings) + "\n" + profile) + ".json";
    return new PrivateFile(surroundings.folders().cache().resolve("identity").resolve(name));
  }

  private Optional<Taken> kept() {
    return cache()
        .read()
        .flatMap(Identity::tree)
        .filter(tree -> isGood(expiration(tree)))
        .map(tree ->
            new Taken(
                AwsSessionCredentialsIdentity.create(
                    tree.path("accessKeyId").asString(""),
                    tree.path("secretAccessKey").asString(""),
                    tree.path("sessionToken").asString("")),
                expiration(tree)));
  }

  private boolean isGood(Instant until) {
    return until.isAfter(surroundings.clock().instant().plus(RENEW_BEFORE));
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(Json.read(text)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Instant expiration(JsonNode tree) {
    return Instant.ofEpochSecond(tree.path("expires").asLong(0));
  }

  private Taken fetched() {
    Optional<Profile> found = Profiles.of(surroundings).profile(profile);
    if (found.isPresent()) {
      return ofProfile(found.get());
    }
    if (isOfEnvironment()) {
      return lasting(name -> surroundings.variable(name.toUpperCase(Locale.ROOT)));
    }
    throw notSignedIn("AWS's configuration has no profile of that name");
  }

  private Taken ofProfile(Profile found) {
    boolean isRole = found.property(ProfileProperty.ROLE_ARN).isPresent();
    if (!isRole && found.property(ProfileProperty.AWS_ACCESS_KEY_ID).isPresent()) {
      return lasting(found::property);
    }
    return found
        .property(ProfileProperty.CREDENTIAL_PROCESS)
        .filter(_ -> !isRole)
        .map(this::ofProcess)
        // AWS's own tool knows every other way.
        .orElseGet(() ->
            ofProgram(List.of("aws", "configure", "export-credentials", "--profile", profile)));
  }

  /// Keys that say no end.
  ///
  /// @param named the values by the names that they have in a profile
  private Taken lasting(Function<String, Optional<String>> named) {
    String key = named.apply(ProfileProperty.AWS_ACCESS_KEY_ID).orElseThrow();
    String secret =
        named
            .apply(ProfileProperty.AWS_SECRET_ACCESS_KEY)
            .orElseThrow(() -> notSignedIn("it has an access key and no secret"));
    AwsCredentialsIdentity keys =
        named
            .apply(ProfileProperty.AWS_SESSION_TOKEN)
            .<AwsCredentialsIdentity>map(
                token -> AwsSessionCredentialsIdentity.create(key, secret, token))
            .orElseGet(() -> AwsCredentialsIdentity.create(key, secret));
    return new Taken(keys, Instant.MAX);
  }

  private Taken ofProcess(String line) {
    // The credentials of a grant cannot sign the call that fetches them.
    if (line.contains("hallpass") && line.contains("credentials grant-")) {
      throw notSignedIn("it is of a grant, and cannot sign for you. Name your own by --profile");
    }
    return ofProgram(List.of("sh", "-c", line));
  }

  private Taken ofProgram(List<String> command) {
    try {
      Output output = surroundings.programs().read(command, surroundings.environment());
      if (output.err().contains("Invalid choice")) {
        throw notSignedIn("it needs version 2 of the AWS CLI");
      }
      if (output.exit() != 0) {
        throw notSignedIn(output.lastError());
      }
      JsonNode answer = Json.read(output.out());
      String key = answer.required("AccessKeyId").asString();
      String secret = answer.required("SecretAccessKey").asString();
      Optional<Instant> until = Json.instant(answer, "Expiration");
      // A program may print keys without a session (source: AWS, credential_process).
      if (!answer.has("SessionToken")) {
        return new Taken(AwsCredentialsIdentity.create(key, secret), until.orElse(Instant.MAX));
      }
      AwsSessionCredentialsIdentity fetched =
          AwsSessionCredentialsIdentity.create(
              key, secret, answer.required("SessionToken").asString());
      until.ifPresent(end -> keep(fetched, end));
      return new Taken(fetched, until.orElse(Instant.MAX));
    } catch (IOException _) {
      throw notSignedIn(
          "it needs the program %s, which is not here. The AWS CLI brings aws"
              .formatted(command.getFirst()));
    } catch (JacksonException | DateTimeException _) {
      throw notSignedIn("the program behind it prints no credentials");
    }
  }

  private Stopped notSignedIn(String reason) {
    return new Stopped(
        ExitCode.NOT_SIGNED_IN,
        "The profile %s gives no credentials: %s. Sign in by: hallpass login"
            .formatted(profile, reason));
  }

  private void keep(AwsSessionCredentialsIdentity fetched, Instant end) {
    cache()
        .write(
            Json.text(
                Json.object()
                    .put("expires", end.getEpochSecond())
                    .put("accessKeyId", fetched.accessKeyId())
                    .put("secretAccessKey", fetched.secretAccessKey())
                    .put("sessionToken", fetched.sessionToken())));
  }
}
