package dev.hallpass.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The files that say of each role whom it trusts and what it allows: one action on one resource a
/// line, in alphabetical order.
final class RoleFile {

  private static final Path FOLDER = Path.of("src/test/resources/roles");

  private RoleFile() {}

  /// What the files say, by the name of the role.
  static Map<String, String> all() {
    try (var files = Files.walk(FOLDER)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = FOLDER.relativize(file).toString().replace('\\', '/');
        all.put(name.replaceAll("\\.json$", ""), Files.readString(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Map<String, String> roles) {
    roles.forEach((name, text) -> {
      try {
        Path file = FOLDER.resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /// What a template says, by the name of the role.
  static Map<String, String> of(Deployment deployment) {
    Map<String, String> roles = new TreeMap<>();
    deployment
        .properties("AWS::IAM::Role")
        .forEach((id, role) -> roles.put(nameOf(id, role), text(deployment, id, role)));
    return roles;
  }

  private static String nameOf(String id, JsonNode role) {
    return role.path("Path").asString("").equals("/hallpass/")
        ? "entitlements/" + role.path("RoleName").asString()
        : Deployment.readable(id).replaceAll("Role$", "");
  }

  private static String text(Deployment deployment, String id, JsonNode role) {
    List<String> parts = new ArrayList<>();
    parts.add(part("trusts", trusted(role)));
    parts.add(part("allows", statements(deployment, id, "Allow"::equals)));
    List<String> denied = statements(deployment, id, "Deny"::equals);
    if (!denied.isEmpty()) {
      parts.add(part("denies", denied));
    }
    if (role.has("ManagedPolicyArns")) {
      parts.add(
          part(
              "managed",
              role.path("ManagedPolicyArns").valueStream().map(JsonNode::toString).toList()));
    }
    if (role.has("PermissionsBoundary")) {
      parts.add(part("within", boundary(deployment, role)));
    }
    return "{\n" + String.join(",\n", parts) + "\n}\n";
  }

  private static String part(String name, List<String> lines) {
    return "  \"%s\": [\n    %s\n  ]".formatted(name, String.join(",\n    ", lines));
  }

  private static List<String> trusted(JsonNode role) {
    return role.at("/AssumeRolePolicyDocument/Statement")
        .valueStream()
        .flatMap(statement ->
            lines(
                statement,
                "principal",
                statement.path("Principal").valueStream().flatMap(RoleStatement::each).toList()))
        .sorted()
        .toList();
  }

  private static List<String> boundary(Deployment deployment, JsonNode role) {
    return List.copyOf(new TreeSet<>(deployment.boundary(role).flatMap(RoleFile::lines).toList()));
  }

  private static List<String> statements(
      Deployment deployment, String id, Predicate<String> effect) {
    return List.copyOf(
        new TreeSet<>(
            deployment
                .permissions()
                .filter(one -> one.role().equals(id))
                .filter(one -> effect.test(one.statement().path("Effect").asString()))
                .flatMap(RoleFile::lines)
                .toList()));
  }

  private static Stream<String> lines(RoleStatement one) {
    return Stream.concat(
        lines(one.statement(), "resource", one.resources()),
        lines(one.statement(), "not resource", one.excluded()));
  }

  private static Stream<String> lines(JsonNode statement, String of, List<JsonNode> values) {
    String action = statement.has("NotAction") ? "NotAction" : "Action";
    return RoleStatement.each(statement.path(action))
        .flatMap(each ->
            values.stream()
                .map(value ->
                    line(
                        statement,
                        action.equals("Action") ? "action" : "not action",
                        each,
                        of,
                        value)));
  }

  private static String line(
      JsonNode statement, String by, JsonNode action, String of, JsonNode value) {
    ObjectNode line =
        JsonMapper.shared()
            .createObjectNode()
            .put(by, action.asString())
            .put(of, Deployment.shown(value));
    if (statement.has("Condition")) {
      ObjectNode conditions = line.putObject("condition");
      for (var operator : sorted(statement.path("Condition"))) {
        ObjectNode keys = conditions.putObject(operator.getKey());
        for (var key : sorted(operator.getValue())) {
          var shown = RoleStatement.each(key.getValue()).map(Deployment::shown).toList();
          keys.set(key.getKey(), JsonMapper.shared().valueToTree(shown));
        }
      }
    }
    return line.toString();
  }

  private static Iterable<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members.entrySet();
  }
}
