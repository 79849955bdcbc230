package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The template of a stack, with the values of its references in the deployed stack. It never
/// guesses the result of an unknown function. [Source](
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html)
///
/// @param place the stack's account and region
/// @param template the template in CloudFormation
/// @param names the physical ids by the logical ones
/// @param parameters the values of the template's parameters
/// @param tables describes a table by its name
record StackTemplate(
    StackArn place,
    JsonNode template,
    Map<String, String> names,
    Map<String, String> parameters,
    Function<String, TableDescription> tables) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  StackTemplate {
    names = Map.copyOf(names);
    parameters = Map.copyOf(parameters);
  }

  /// One resource of the template.
  ///
  /// @param name its name in AWS; empty until it is created
  /// @param properties the properties in the template
  record Resource(String id, String type, Optional<String> name, JsonNode properties) {}

  /// The resources of a type that the stack should have.
  List<Resource> resources(String type) {
    return template.path("Resources").properties().stream()
        .filter(one -> text(one.getValue().path("Type")).equals(type))
        // A resource with a condition counts if it was created.
        .filter(one -> !one.getValue().has("Condition") || names.containsKey(one.getKey()))
        .map(one -> resource(one.getKey()))
        .toList();
  }

  private Resource resource(String id) {
    JsonNode node = template.path("Resources").path(id);
    return new Resource(
        id, text(node.path("Type")), Optional.ofNullable(names.get(id)), node.path("Properties"));
  }

  /// A property with every reference resolved; missing if the resource does not have it.
  ///
  /// @throws Undeterminable if a part cannot be resolved
  JsonNode property(Resource resource, String name) {
    return resolve(resource.properties().path(name));
  }

  /// A text that the template notes on a resource. CloudFormation keeps it and gives it to nobody.
  Optional<String> metadata(Resource resource, String name) {
    return Optional.of(template.path("Resources").path(resource.id()).path("Metadata").path(name))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  /// A property with a single value, as text.
  ///
  /// @throws Undeterminable if it cannot be resolved, or is not a single value
  Optional<String> value(Resource resource, String name) {
    JsonNode value = property(resource, name);
    if (value.isContainer()) {
      throw new Undeterminable("%s is no value".formatted(name));
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.asString());
  }

  /// A property with a single value that must be there.
  ///
  /// @throws Undeterminable if it is not there, is not a single value, or cannot be resolved
  String text(Resource resource, String property) {
    return value(resource, property)
        .orElseThrow(() -> new Undeterminable("%s has no %s".formatted(resource.id(), property)));
  }

  /// The value of a part of the template.
  ///
  /// @throws Undeterminable if a part of it cannot be resolved
  JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = Json.object().putArray("items");
      node.valueStream().map(this::resolve).filter(one -> !one.isMissingNode()).forEach(items::add);
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
    ObjectNode members = Json.object();
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
          text(argument).equals("AWS::NoValue")
              ? MissingNode.getInstance()
              : StringNode.valueOf(reference(text(argument)));
      case "Fn::GetAtt" -> StringNode.valueOf(attribute(argument));
      case "Fn::Join" ->
          StringNode.valueOf(
              String.join(text(argument.path(0)), texts(resolve(argument.path(1))).toList()));
      case "Fn::Split" -> split(text(argument.path(0)), text(resolve(argument.path(1))));
      case "Fn::Select" -> select(resolve(argument.path(0)), resolve(argument.path(1)));
      case "Fn::Sub" -> StringNode.valueOf(substitute(argument));
      default -> throw new Undeterminable("%s is not known here".formatted(function));
    };
  }

  private String reference(String to) {
    return switch (to) {
      case "AWS::AccountId" -> place.account();
      case "AWS::Partition" -> place.partition();
      case "AWS::Region" -> place.region();
      case "AWS::StackId" -> place.stackId();
      case "AWS::StackName" -> place.stack();
      case "AWS::URLSuffix" -> suffix();
      default -> parameters.containsKey(to) ? parameter(to) : name(to);
    };
  }

  private String suffix() {
    return switch (place.partition()) {
      case "aws", "aws-us-gov" -> "amazonaws.com";
      case "aws-cn" -> "amazonaws.com.cn";
      case "aws-eusc" -> "amazonaws.eu";
      default -> throw new Undeterminable("the partition is not known here");
    };
  }

  private String parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).orElseThrow();
  }

  private String name(String id) {
    @Nullable String name = names.get(id);
    if (name == null) {
      throw new Undeterminable("CloudFormation does not say what %s is called".formatted(id));
    }
    return name;
  }

  private String attribute(JsonNode argument) {
    List<String> path =
        argument.isArray() ? texts(argument).toList() : List.of(text(argument).split("\\.", 2));
    return attribute(path.getFirst(), String.join(".", path.subList(1, path.size())));
  }

  private String attribute(String id, String attribute) {
    Resource resource = resource(id);
    return switch (resource.type() + " " + attribute) {
      case "AWS::IAM::Role Arn" ->
          place.globalArn("iam", "role" + value(resource, "Path").orElse("/") + name(id));
      case "AWS::Lambda::Function Arn" -> place.arn("lambda", "function:" + name(id));
      case "AWS::Lambda::Version Version" -> name(id).substring(name(id).lastIndexOf(':') + 1);
      case "AWS::DynamoDB::GlobalTable Arn", "AWS::DynamoDB::Table Arn" ->
          place.arn("dynamodb", "table/" + name(id));
      case "AWS::DynamoDB::GlobalTable StreamArn", "AWS::DynamoDB::Table StreamArn" ->
          tables.apply(name(id)).latestStreamArn();
      case "AWS::DynamoDB::GlobalTable TableId" -> tables.apply(name(id)).tableId();
      case "AWS::Events::EventBus Arn" -> place.arn("events", "event-bus/" + name(id));
      case "AWS::Events::Rule Arn" -> place.arn("events", "rule/" + name(id));
      case "AWS::KMS::Key Arn" -> place.arn("kms", "key/" + name(id));
      case "AWS::Logs::LogGroup Arn" -> place.arn("logs", "log-group:%s:*".formatted(name(id)));
      case "AWS::StepFunctions::StateMachine Arn",
          "AWS::StepFunctions::StateMachineVersion Arn",
          "AWS::StepFunctions::StateMachineAlias Arn" ->
          name(id);
      default ->
          throw new Undeterminable(
              "%s of %s is not known here".formatted(attribute, resource.type()));
    };
  }

  private String substitute(JsonNode argument) {
    String text = text(argument.isArray() ? argument.path(0) : argument);
    JsonNode own = argument.isArray() ? argument.path(1) : Json.object();
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(substituted(found.group(1), own)));
  }

  private String substituted(String name, JsonNode own) {
    if (name.startsWith("!")) {
      return "${%s}".formatted(name.substring(1));
    }
    if (own.has(name)) {
      return text(resolve(own.path(name)));
    }
    int dot = name.indexOf('.');
    return dot < 0 ? reference(name) : attribute(name.substring(0, dot), name.substring(dot + 1));
  }

  private static JsonNode split(String at, String text) {
    ArrayNode parts = Json.object().putArray("parts");
    Stream.of(text.split(Pattern.quote(at), -1)).forEach(parts::add);
    return parts;
  }

  private static JsonNode select(JsonNode place, JsonNode list) {
    JsonNode selected = list.path(place.asInt(-1));
    if (selected.isMissingNode()) {
      throw new Undeterminable("Fn::Select finds nothing");
    }
    return selected;
  }

  private static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(StackTemplate::text);
  }

  private static String text(JsonNode node) {
    if (!node.isValueNode() || node.isMissingNode()) {
      throw new Undeterminable("a text was expected");
    }
    return node.asString();
  }
}
