package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.Installation.Subnets;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads from `hallpass.yaml` what an organization demands of what is deployed.
final class ConventionsReader {

  private static final String HALLPASS = "/hallpass";

  private final YamlFields deployment;
  private final Optional<YamlFields> api;
  private final String partition;

  /// @param deployment the fields of `deployment`
  /// @param api those of `api`, if there are any
  ConventionsReader(YamlFields deployment, Optional<YamlFields> api, String partition) {
    this.deployment = deployment;
    this.api = api;
    this.partition = partition;
  }

  Conventions conventions() {
    Mistakes mistakes = new Mistakes();
    var path = mistakes.in(() -> roles("path").map(ConventionsReader::path).orElse("/"));
    var key = mistakes.in(() -> deployment.find("key").map(this::key));
    var endpoints =
        mistakes.in(() -> deployment.find("privateApi").map(this::endpoints).orElse(List.of()));
    mistakes.refuse();
    return new Conventions(
        deployment.find("qualifier").map(YamlNode::text),
        deployment.find("tags").map(ConventionsReader::tags).orElse(Map.of()),
        roles("boundary").map(YamlNode::text),
        path.get(),
        key.get(),
        deployment.find("network").map(node -> subnets(node.fields())),
        deployment.find("firewall").map(YamlNode::truth).orElse(true),
        endpoints.get(),
        deployment.find("apiLogRole").filter(role -> role.text().equals("existing")).isEmpty(),
        deployment.find("dashboard").map(YamlNode::truth).orElse(false));
  }

  private Optional<YamlNode> roles(String field) {
    return deployment.find("roles").flatMap(roles -> roles.fields().find(field));
  }

  /// The rights of functions and the alarms go by the paths that begin like this.
  private static String path(YamlNode node) {
    if (node.text().startsWith(HALLPASS)) {
      throw node.refused(
          "%s begins with %s, as the paths of entitlements' roles and policies do; take another path"
              .formatted(node.text(), HALLPASS));
    }
    return node.text();
  }

  private String key(YamlNode node) {
    InstallationReader.requirePartition(node, partition);
    return node.text();
  }

  private List<String> endpoints(YamlNode node) {
    Mistakes mistakes = new Mistakes();
    mistakes.check(() ->
        refuseBesidePrivate(
            "domain",
            "is for a public API, and privateApi makes it private; leave one of the two out"));
    mistakes.check(() ->
        refuseBesidePrivate(
            "networks",
            "are addresses of the Internet, and a private API sees none; leave one of the two out,"
                + " and let the security group of the VPC endpoint say who reaches it"));
    mistakes.refuse();
    return node.each(YamlNode::text);
  }

  private void refuseBesidePrivate(String field, String reason) {
    api.filter(fields -> fields.find(field).isPresent())
        .ifPresent(fields -> {
          throw fields.get(field).refused(field + " " + reason);
        });
  }

  private static Map<String, String> tags(YamlNode node) {
    Map<String, String> tags = new TreeMap<>();
    node.pairs().forEach(tag -> tags.put(tag.key().text(), tag.value().text()));
    return tags;
  }

  private static Subnets subnets(YamlFields network) {
    return new Subnets(
        network.get("subnets").each(YamlNode::text),
        network.get("securityGroups").each(YamlNode::text));
  }
}
