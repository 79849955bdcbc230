package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.completion.LastLists;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.credentials.CredentialSource;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.identity.SignIn;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Network;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Hallpass as one engineer uses it.
public final class Client {

  private static final Pattern BEGINNING = Pattern.compile("(?:grant-)?([0-9a-f]{4,32})");

  private final Surroundings surroundings;
  private final Settings settings;
  private final Api api;

  /// @param settings the installation and the profile that signs the calls
  /// @param identity the engineer's credentials
  private Client(
      Surroundings surroundings, Settings settings, Supplier<AwsCredentialsIdentity> identity) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.api =
        new Api(settings, identity, Network.of(surroundings.environment()), surroundings.clock());
  }

  /// An installation, called by a person who can be asked to sign in.
  public static Client of(Surroundings surroundings, Settings settings) {
    return new Client(surroundings, settings, new SignIn(surroundings, settings.profile()));
  }

  /// An installation, called where nobody reads a question.
  public static Client silent(Surroundings surroundings, Settings settings) {
    return new Client(surroundings, settings, new Identity(surroundings, settings.profile()));
  }

  public Settings settings() {
    return settings;
  }

  public Api api() {
    return api;
  }

  public CredentialSource credentials() {
    return new CredentialSource(
        api, surroundings.folders(), surroundings.clock(), surroundings.pause());
  }

  /// The answer of a list. It is kept for suggestions. What this machine has kept of grants that
  /// are over goes.
  ///
  /// @param path its path
  public Reply list(String path) {
    Reply reply = api.call(Call.get(path));
    new LastLists(surroundings, settings).keep(path, reply);
    if (path.equals("/grants")) {
      List<Grant> grants = Grant.list(reply);
      grants.stream().filter(grant -> !grant.goesOn(grants)).forEach(this::forget);
    }
    return reply;
  }

  /// The entitlements that the engineer can ask for.
  public List<Entitlement> entitlements() {
    return Entitlement.list(list("/entitlements"));
  }

  /// The newest grants of the engineer.
  public List<Grant> grants() {
    return Grant.list(list("/grants"));
  }

  /// The grants that wait for the answer of the engineer.
  public List<Grant> approvals() {
    return Grant.list(list("/approvals"));
  }

  private void forget(Grant grant) {
    forget(grant.id());
  }

  /// Lets the next credentials of a grant be new ones.
  void renewCredentials(String grant) {
    new CachedCredentials(surroundings.folders(), grant).renew();
  }

  /// Removes what this machine has kept of a grant.
  public void forget(String grant) {
    new CachedCredentials(surroundings.folders(), grant).forget();
    new ChildProfile(surroundings, grant).forget();
    new KubeConfig(surroundings, grant).forget();
  }

  /// The document of a grant.
  public Reply show(String id) {
    return api.call(Call.get("/grants/" + id));
  }

  /// The id of the grant that a person means.
  ///
  /// @param text the id, its beginning, or the entitlement of the newest grant
  /// @throws Stopped if no grant is meant, or several are
  public String id(String text) {
    if (CachedCredentials.isGrant(text)) {
      return text;
    }
    List<String> meant = meant(text, grants());
    if (meant.isEmpty()) {
      meant = meant(text, approvals());
    }
    return one(text, meant)
        .orElseThrow(() ->
            new Stopped(
                ExitCode.USAGE,
                "No grant of yours, and none that waits for you, is called %s. See: hallpass list"
                    .formatted(text)));
  }

  /// The id of the grant that a person means, among those that are open or still wait.
  ///
  /// @param text the beginning of the id, or the entitlement of the newest one
  /// @throws Stopped if there are several
  public Optional<String> unfinished(String text) {
    return one(
        text,
        meant(
            text,
            grants().stream().filter(grant -> grant.isActive() || grant.isPending()).toList()));
  }

  private static Optional<String> one(String text, List<String> meant) {
    if (meant.size() > 1) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s can be each of these grants: %s. Write more of the id."
              .formatted(text, String.join(", ", meant)));
    }
    return meant.stream().findFirst();
  }

  private static List<String> meant(String text, List<Grant> grants) {
    var beginning = BEGINNING.matcher(text);
    if (beginning.matches()) {
      List<String> ids =
          grants.stream()
              .map(Grant::id)
              .filter(id -> id.startsWith("grant-" + beginning.group(1)))
              .toList();
      if (!ids.isEmpty()) {
        return ids;
      }
    }
    List<Grant> named = grants.stream().filter(grant -> grant.entitlement().equals(text)).toList();
    return Stream.concat(
            named.stream().filter(grant -> grant.isActive() || grant.isPending()), named.stream())
        .map(Grant::id)
        .limit(1)
        .toList();
  }
}
