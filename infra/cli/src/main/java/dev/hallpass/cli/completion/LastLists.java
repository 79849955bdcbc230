package dev.hallpass.cli.completion;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.files.Digest;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The last lists of the API on this machine. They are good for suggestions only.
public final class LastLists {

  private final PrivateFile entitlements;
  private final PrivateFile grants;
  private final PrivateFile approvals;

  /// @param settings the installation and the person
  public LastLists(Surroundings surroundings, Settings settings) {
    Path folder =
        surroundings
            .folders()
            .cache()
            .resolve("known")
            .resolve(Digest.of(settings.url() + "\n" + settings.profile()));
    entitlements = new PrivateFile(folder.resolve("entitlements.json"));
    grants = new PrivateFile(folder.resolve("grants.json"));
    approvals = new PrivateFile(folder.resolve("approvals.json"));
  }

  /// Keeps the answer of a list.
  ///
  /// @param path the path of the list
  public void keep(String path, Reply reply) {
    PrivateFile file =
        switch (path) {
          case "/entitlements" -> entitlements;
          case "/grants" -> grants;
          case "/approvals" -> approvals;
          default -> throw new IllegalArgumentException("Not a list: " + path);
        };
    try {
      file.write(reply.body());
    } catch (UncheckedIOException _) {
      // Without a place to write to, there are no suggestions; the command does its work.
    }
  }

  List<Entitlement> entitlements() {
    return list(entitlements, "entitlements").stream().map(Entitlement::new).toList();
  }

  /// The person's own grants that are not over.
  List<Grant> grants() {
    return list(grants, "grants").stream()
        .map(Grant::new)
        .filter(grant -> grant.isPending() || grant.isActive())
        .toList();
  }

  /// The grants that wait for the person's answer.
  List<Grant> approvals() {
    return list(approvals, "grants").stream().map(Grant::new).toList();
  }

  private static List<JsonNode> list(PrivateFile file, String member) {
    return file.read().flatMap(LastLists::tree).stream()
        .flatMap(tree -> tree.path(member).valueStream())
        .toList();
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(Json.read(text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
