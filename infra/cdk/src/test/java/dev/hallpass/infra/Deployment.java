package dev.hallpass.infra;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A synthesized template, as the tests read it.
///
/// @param folder with `functions.jar`, which it was synthesized for, and `cdk.out`
public record Deployment(Path folder, JsonNode template) {

  /// The properties of all resources of a type, by logical id.
  public Map<String, JsonNode> properties(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (resource.getValue().path("Type").asString().equals(type)) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    }
    return found;
  }

  /// The only resource of a type, whole.
  public JsonNode only(String type) {
    List<String> ids = List.copyOf(properties(type).keySet());
    if (ids.size() != 1) {
      throw new AssertionError("one " + type + " was expected, not " + ids);
    }
    return template.path("Resources").path(ids.getFirst());
  }

  /// The properties of a handler's function.
  public JsonNode function(String handler) {
    return properties("AWS::Lambda::Function").values().stream()
        .filter(one -> one.path("Handler").asString().endsWith("." + handler))
        .findFirst()
        .orElseThrow();
  }

  /// The logical id of the alias by which a handler's function is called.
  public String alias(String handler) {
    JsonNode function = function(handler);
    return properties("AWS::Lambda::Alias").entrySet().stream()
        .filter(alias -> behind(alias.getValue()).equals(function))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /// The properties of the function that is called by an alias.
  public JsonNode behind(JsonNode alias) {
    return properties("AWS::Lambda::Function")
        .getOrDefault(alias.at("/FunctionName/Ref").asString(), MissingNode.getInstance());
  }

  /// The template of the one account other than the hub's.
  public Deployment target() {
    return inStage("HallpassTarget", "");
  }

  /// The template that forwards the calls of an account to the hub.
  public Deployment calls(String account) {
    return inStage("HallpassCalls", account);
  }

  /// The template of the archive.
  public Deployment archive() {
    return inStage("HallpassArchive", "");
  }

  private Deployment inStage(String stage, String account) {
    try (var files = Files.list(folder.resolve("cdk.out/assembly-" + stage))) {
      Path template =
          files
              .filter(file -> file.getFileName().toString().contains(account))
              .filter(file -> file.toString().endsWith(".template.json"))
              .findFirst()
              .orElseThrow();
      return new Deployment(folder, JsonMapper.shared().readTree(template));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the role of a handler's function may do, without writing its log.
  public List<RoleStatement> permissions(String handler) {
    String role = function(handler).path("Role").path("Fn::GetAtt").path(0).asString();
    return permissions()
        .filter(permission -> permission.role().equals(role))
        .filter(permission ->
            permission.actions().stream().noneMatch(action -> action.startsWith("logs:")))
        .toList();
  }

  /// Every statement that any role of the stack carries, in whatever resource it stands.
  public Stream<RoleStatement> permissions() {
    return Stream.concat(
        properties("AWS::IAM::Role").entrySet().stream()
            .flatMap(role ->
                role.getValue()
                    .path("Policies")
                    .valueStream()
                    .flatMap(policy -> RoleStatement.in(role.getKey(), policy))),
        properties("AWS::IAM::Policy").values().stream()
            .flatMap(policy ->
                policy
                    .path("Roles")
                    .valueStream()
                    .flatMap(role -> RoleStatement.in(role.path("Ref").asString(), policy))));
  }

  /// The statements of the policy that bounds a role.
  public Stream<RoleStatement> boundary(JsonNode role) {
    String id = role.at("/PermissionsBoundary/Ref").asString();
    return RoleStatement.in(
        id, properties("AWS::IAM::ManagedPolicy").getOrDefault(id, MissingNode.getInstance()));
  }

  /// A text as CloudFormation will make it, with `${Resource}`, `${Resource.Attribute}` and
  /// `${AWS::Region}` where it is to fill something in.
  public static String shown(JsonNode value) {
    if (value.has("Ref")) {
      return "${" + readable(value.path("Ref").asString()) + "}";
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode attribute = value.path("Fn::GetAtt");
      return "${%s.%s}"
          .formatted(readable(attribute.path(0).asString()), attribute.path(1).asString());
    }
    if (value.has("Fn::Join")) {
      return value
          .at("/Fn::Join/1")
          .valueStream()
          .map(Deployment::shown)
          .collect(joining(value.at("/Fn::Join/0").asString()));
    }
    if (value.has("Fn::Select")) {
      return "${part}";
    }
    if (!value.isString()) {
      throw new AssertionError("cannot be shown: " + value);
    }
    return value.asString();
  }

  /// A logical id without the hash that the CDK puts behind it.
  static String readable(String id) {
    return id.replaceAll("[0-9A-F]{8}$", "");
  }
}
