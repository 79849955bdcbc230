package dev.hallpass.infra;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.infra.shared.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import tools.jackson.databind.JsonNode;

/// The findings of rule packs that are accepted. Each is noted on its resource with the reason, in
/// the place that the packs read, so the template itself answers a reviewer.
final class AcceptedFindings {

  /// The path of the file in the project's folder.
  static final String FILE = "infra/cdk/accepted-findings.yaml";

  private final List<Accepted> accepted;

  private AcceptedFindings(List<Accepted> accepted) {
    this.accepted = List.copyOf(accepted);
  }

  /// Reads a file of accepted findings.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be read
  static AcceptedFindings in(Path file) {
    return new AcceptedFindings(Yaml.read(file).valueStream().map(Accepted::of).toList());
  }

  List<Accepted> all() {
    return accepted;
  }

  /// Notes the findings on the resources of an app, under the members that cdk-nag and cfn-guard
  /// read.
  ///
  /// @param conventions those that the app follows
  void noteOn(App app, Conventions conventions) {
    Set<String> settings = settings(conventions);
    app.getNode().findAll().stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .forEach(resource -> noteOn(resource, settings));
  }

  /// The settings that change what is found, by the words of the file.
  private static Set<String> settings(Conventions conventions) {
    Set<String> settings = new HashSet<>();
    if (!conventions.hasFirewall()) {
      settings.add("no-firewall");
    }
    if (!conventions.rolePath().equals("/")) {
      settings.add("role-path");
    }
    settings.add(conventions.key().isPresent() ? "key" : "no-key");
    settings.add(conventions.network().isPresent() ? "network" : "no-network");
    return settings;
  }

  private void noteOn(CfnResource resource, Set<String> settings) {
    String path = resource.getNode().getPath();
    List<Accepted> here =
        accepted.stream()
            .filter(one -> one.where().isEmpty() || settings.contains(one.where()))
            .filter(one -> one.isAt(path))
            .toList();
    List<Map<String, Object>> nag = new ArrayList<>();
    here.forEach(one -> one.nag().forEach(rule -> nag.add(one.suppression(rule))));
    List<String> guard = here.stream().flatMap(one -> one.guard().stream()).toList();
    if (!nag.isEmpty()) {
      resource.addMetadata("cdk_nag", Map.of("rules_to_suppress", nag));
    }
    if (!guard.isEmpty()) {
      resource.addMetadata("guard", Map.of("SuppressedRules", guard));
    }
  }

  /// One entry of the file.
  ///
  /// @param nag rules of cdk-nag
  /// @param guard rules of cfn-guard
  /// @param at paths of resources, in which `*` stands for any one name
  /// @param only the accepted findings, if the rule has several in one resource
  /// @param where the setting without which it is not found; empty if it is always found
  record Accepted(
      List<String> nag,
      List<String> guard,
      List<String> at,
      List<String> only,
      String where,
      String reason) {

    Accepted {
      nag = List.copyOf(nag);
      guard = List.copyOf(guard);
      at = List.copyOf(at);
      only = List.copyOf(only);
    }

    static Accepted of(JsonNode entry) {
      return new Accepted(
          texts(entry, "nag"),
          texts(entry, "guard"),
          texts(entry, "at"),
          texts(entry, "only"),
          entry.path("where").asString(""),
          entry.required("reason").stringValue().strip());
    }

    boolean isAt(String path) {
      return at.stream().anyMatch(pattern -> fits(pattern, path));
    }

    Map<String, Object> suppression(String rule) {
      Map<String, Object> suppression = new TreeMap<>(Map.of("id", rule, "reason", reason));
      if (!only.isEmpty()) {
        suppression.put("applies_to", only);
      }
      return suppression;
    }

    static boolean fits(String pattern, String path) {
      return Pattern.matches("\\Q" + pattern.replace("*", "\\E[^/]+\\Q") + "\\E", path);
    }

    private static List<String> texts(JsonNode entry, String member) {
      return entry.path(member).valueStream().map(JsonNode::stringValue).toList();
    }
  }
}
