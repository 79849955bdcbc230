package dev.hallpass.cli.identity;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Stopped;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Json;
import dev.hallpass.cli.files.Digest;
import dev.hallpass.cli.files.PrivateFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.profiles.ProfileProperty;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The engineer's own credentials, from a profile of AWS's configuration.
///
/// What the profile gives for a time is kept, so that the next command does not fetch it again.
public final class Identity implements Supplier<AwsCredentialsIdentity> {

  private static final Duration RENEW_BEFORE = Duration.ofMinutes(2);

  private final Surroundings surroundings;
  private final String profile;
  private @Nullable AwsCredentialsIdentity taken;

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
    @Nullable AwsCredentialsIdentity known = taken;
    if (known != null) {
      return known;
    }
    AwsCredentialsIdentity found = kept().orElseGet(this::fetched);
    taken = found;
    return found;
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
    String name = Digest.of(Profiles.config(surroundings) + "\n" + profile) + ".json";
    return new PrivateFile(surroundings.folders().cache().resolve("identity").resolve(name));
  }

  private Optional<AwsCredentialsIdentity> kept() {
    return cache()
        .read()
        .flatMap(Identity::tree)
        .filter(tree -> expiration(tree).isAfter(surroundings.clock().instant().plus(RENEW_BEFORE)))
        .map(tree ->
            AwsSessionCredentials.create(
                tree.path("accessKeyId").asString(""),
                tree.path("secretAccessKey").asString(""),
                tree.path("sessionToken").asString("")));
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

  private AwsCredentialsIdentity fetched() {
    Profiles profiles = Profiles.of(surroundings);
    refuseLoop(profiles);
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder()
            .profileFile(profiles.file())
            .profileName(profile)
            .build()) {
      AwsCredentials fetched = provider.resolveCredentials();
      keep(fetched);
      return fetched;
    } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
      throw new Stopped(ExitCode.NOT_SIGNED_IN, notSignedIn(e));
    }
  }

  /// The credentials of a grant cannot sign the call that fetches them.
  private void refuseLoop(Profiles profiles) {
    profiles
        .profile(profile)
        .flatMap(found -> found.property(ProfileProperty.CREDENTIAL_PROCESS))
        .filter(line -> line.contains("hallpass") && line.contains("credentials grant-"))
        .ifPresent(_ -> {
          throw new Stopped(
              ExitCode.NOT_SIGNED_IN,
              "The profile %s is of a grant, and cannot sign for you. Name your own profile by: hallpass setup URL --profile NAME"
                  .formatted(profile));
        });
  }

  private String notSignedIn(RuntimeException e) {
    return "The profile %s gives no credentials: %s. Sign in by: hallpass login"
        .formatted(profile, Optional.ofNullable(e.getMessage()).orElse("no reason"));
  }

  private void keep(AwsCredentials fetched) {
    if (fetched instanceof AwsSessionCredentialsIdentity session
        && session.expirationTime().isPresent()) {
      ObjectNode tree =
          Json.object()
              .put("expires", session.expirationTime().get().getEpochSecond())
              .put("accessKeyId", session.accessKeyId())
              .put("secretAccessKey", session.secretAccessKey())
              .put("sessionToken", session.sessionToken());
      cache().write(tree.toString());
    }
  }
}
