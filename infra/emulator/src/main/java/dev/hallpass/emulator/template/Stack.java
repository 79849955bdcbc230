package dev.hallpass.emulator.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A template at a place: every reference leads to a name or ARN there. It refuses by name
/// everything that it cannot resolve, and never guesses.
public final class Stack {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final String name;
  private final CloudFormationTemplate template;
  private final PseudoParameters place;
  private final PhysicalIds ids = new PhysicalIds(this);

  // Resolved values are kept, because one reference may need half of the template.
  private final Map<String, TemplateResource> resolved = new ConcurrentHashMap<>();

  public Stack(String name, CloudFormationTemplate template, PseudoParameters place) {
    this.name = name;
    this.template = template;
    this.place = place;
  }

  /// The stack's name.
  public String name() {
    return name;
  }

  /// The stack's ARN.
  public String id() {
    UUID unique = UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    return place.arn("cloudformation", "stack/%s/%s".formatted(name, unique));
  }

  /// The stack's template.
  public CloudFormationTemplate template() {
    return template;
  }

  /// The stack with the same name and place, from another template.
  public Stack of(CloudFormationTemplate other) {
    return new Stack(name, other, place);
  }

  /// The place of the stack.
  public PseudoParameters place() {
    return place;
  }

  /// The resources of some types, in the template's order, with every reference resolved.
  ///
  /// @throws IllegalArgumentException with the name of a reference that leads nowhere
  /// @throws UnsupportedOperationException with the name of a function or attribute that is not
  ///   emulated
  public List<TemplateResource> resources(String... types) {
    return template.resources(List.of(types)).stream().map(this::resolved).toList();
  }

  /// The value of `Ref` for a resource.
  public String ref(String id) {
    return ids.ref(resource(id));
  }

  /// The value of `Fn::GetAtt` for a resource.
  public String attribute(String id, String attribute) {
    return ids.attribute(resource(id), attribute);
  }

  private TemplateResource resource(String id) {
    return resolved(template.resource(id));
  }

  private TemplateResource resolved(TemplateResource resource) {
    Optional<TemplateResource> known = Optional.ofNullable(resolved.get(resource.id()));
    if (known.isPresent()) {
      return known.get();
    }
    var made = new TemplateResource(resource.id(), resource.type(), resolve(resource.properties()));
    resolved.put(resource.id(), made);
    return made;
  }

  private JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = JsonMapper.shared().createArrayNode();
      node.values().stream()
          .map(this::resolve)
          .filter(one -> !one.isMissingNode())
          .forEach(items::add);
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      String function = node.propertyNames().iterator().next();
      if (function.equals("Ref") || function.startsWith("Fn::")) {
        return call(function, node.path(function));
      }
    }
    ObjectNode members = JsonMapper.shared().createObjectNode();
    node.forEachEntry((member, value) -> {
      JsonNode resolved = resolve(value);
      if (!resolved.isMissingNode()) {
        members.set(member, resolved);
      }
    });
    return members;
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" ->
          argument.asString().equals("AWS::NoValue")
              ? JsonNodeFactory.instance.missingNode()
              : StringNode.valueOf(reference(argument.asString()));
      case "Fn::GetAtt" -> StringNode.valueOf(attribute(argument));
      case "Fn::Join" ->
          StringNode.valueOf(
              String.join(argument.path(0).asString(), texts(resolve(argument.path(1)))));
      case "Fn::Split" -> split(resolve(argument.path(1)).asString(), argument.path(0).asString());
      case "Fn::Select" -> resolve(argument.path(1)).required(argument.path(0).asInt());
      case "Fn::Sub" -> StringNode.valueOf(substitute(argument));
      default -> throw new UnsupportedOperationException(function + " is not emulated");
    };
  }

  private String reference(String to) {
    return switch (to) {
      case "AWS::AccountId" -> place.account();
      case "AWS::Partition" -> place.partition();
      case "AWS::Region" -> place.region();
      case "AWS::StackName" -> name;
      case "AWS::StackId" -> id();
      case "AWS::URLSuffix" -> "amazonaws.com";
      default -> template.hasParameter(to) ? template.parameter(to) : ref(to);
    };
  }

  private String attribute(JsonNode argument) {
    String path = argument.isArray() ? String.join(".", texts(argument)) : argument.asString();
    int dot = path.indexOf('.');
    return attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private String substitute(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).asString() : argument.asString();
    JsonNode own = argument.isArray() ? argument.path(1) : JsonMapper.shared().createObjectNode();
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(substituted(found.group(1), own)));
  }

  private String substituted(String name, JsonNode own) {
    if (name.startsWith("!")) {
      return "${%s}".formatted(name.substring(1));
    }
    if (own.has(name)) {
      return resolve(own.path(name)).asString();
    }
    int dot = name.indexOf('.');
    return dot < 0 ? reference(name) : attribute(name.substring(0, dot), name.substring(dot + 1));
  }

  private static JsonNode split(String text, String at) {
    ArrayNode parts = JsonMapper.shared().createArrayNode();
    Stream.of(text.split(Pattern.quote(at), -1)).forEach(parts::add);
    return parts;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asString()));
    return texts;
  }
}
