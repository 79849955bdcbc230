package dev.hallpass.cli.command;

import dev.hallpass.cli.ExitCode;
import dev.hallpass.cli.Stopped;
import dev.hallpass.cli.Surroundings;
import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.credentials.CredentialSource;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.settings.SettingsFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Hallpass as one engineer uses it.
final class Client {

  private static final Pattern BEGINNING = Pattern.compile("(?:grant-)?([0-9a-f]{4,32})");

  private final Surroundings surroundings;
  private final Settings settings;
  private final Api api;

  /// @param settings the installation and the profile that signs the calls
  Client(Surroundings surroundings, Settings settings) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.api =
        new Api(settings, new Identity(surroundings, settings.profile()), surroundings.clock());
  }

  /// The installation that `hallpass setup` found.
  ///
  /// @param profile the profile of this command; empty for the usual one
  static Client of(Surroundings surroundings, Optional<String> profile) {
    Settings settings = new SettingsFile(surroundings).read();
    return new Client(surroundings, profile.map(settings::as).orElse(settings));
  }

  Settings settings() {
    return settings;
  }

  Api api() {
    return api;
  }

  CredentialSource credentials() {
    return new CredentialSource(
        api, surroundings.folders(), surroundings.clock(), surroundings.pause());
  }

  /// The entitlements that the engineer can ask for.
  List<Entitlement> entitlements() {
    return Entitlement.list(api.call(Call.get("/entitlements")));
  }

  /// The newest grants of the engineer. What this machine has kept of grants that are over goes.
  List<Grant> grants() {
    List<Grant> grants = Grant.list(api.call(Call.get("/grants")));
    grants.stream().filter(grant -> !grant.isPending() && !grant.isActive()).forEach(this::forget);
    return grants;
  }

  private void forget(Grant grant) {
    forget(grant.id());
  }

  /// Removes what this machine has kept of a grant.
  void forget(String grant) {
    new CachedCredentials(surroundings.folders(), grant).forget();
    new ChildProfile(surroundings, grant).forget();
  }

  /// The document of a grant.
  Reply show(String id) {
    return api.call(Call.get("/grants/" + id));
  }

  /// The id of the grant that a person means.
  ///
  /// @param text the id, its beginning, or the entitlement of the newest grant
  /// @throws Stopped if there is none, or several
  String id(String text) {
    if (CachedCredentials.isGrant(text)) {
      return text;
    }
    List<String> meant = meant(text, grants());
    if (meant.isEmpty()) {
      meant = meant(text, Grant.list(api.call(Call.get("/approvals"))));
    }
    if (meant.size() > 1) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s can be each of these grants: %s. Write more of the id."
              .formatted(text, String.join(", ", meant)));
    }
    return meant.stream()
        .findFirst()
        .orElseThrow(() ->
            new Stopped(
                ExitCode.USAGE,
                "No grant of yours, and none that waits for you, is called %s. See: hallpass list"
                    .formatted(text)));
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
