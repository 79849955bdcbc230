package dev.hallpass.local.deployed;

import dev.hallpass.adapters.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A synthesized template, and what a run on trial changes in it.
final class TrialTemplate {

  private static final String MACHINE = "AWS::StepFunctions::StateMachine";
  private static final String MACHINE_ALIAS = "AWS::StepFunctions::StateMachineAlias";
  private static final Set<String> MACHINE_NAMES =
      Set.of(MACHINE_ALIAS, "AWS::StepFunctions::StateMachineVersion");

  private final ObjectNode root;

  private TrialTemplate(ObjectNode root) {
    this.root = root;
  }

  static TrialTemplate of(String json) {
    return new TrialTemplate((ObjectNode) Json.read(json));
  }

  String json() {
    return root.toString();
  }

  /// Gives the functions other code.
  ///
  /// @param key in the bucket the template names
  void setCode(String key) {
    resources()
        .values()
        .forEach(resource -> {
          if (handler(resource).startsWith("dev.hallpass.")
              && resource.at("/Properties/Code") instanceof ObjectNode code) {
            code.put("S3Key", key);
          }
        });
  }

  /// Lets everything go with the stack, the ledger too. A trial leaves nothing behind.
  void keepNothing() {
    resources()
        .values()
        .forEach(resource ->
            resource.put("DeletionPolicy", "Delete").put("UpdateReplacePolicy", "Delete"));
  }

  /// Takes out the parameter, and its check, that only a bootstrapped account has.
  void forgetBootstrap() {
    root.withObject("Parameters").remove("BootstrapVersion");
    root.withObject("Rules").remove("CheckBootstrapVersion");
  }

  /// The types of its resources, each once.
  Set<String> types() {
    return resources().values().stream()
        .map(TrialTemplate::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Takes out every resource of one of these types.
  void leaveOut(Set<String> types) {
    Map<String, ObjectNode> all = resources();
    List<String> gone =
        all.entrySet().stream()
            .filter(resource -> types.contains(type(resource.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(id -> replace(root, id, standIn(id, all)));
    gone.stream().map(all::get).filter(Objects::nonNull).forEach(this::callMachineItself);
    gone.forEach(root.withObject("Resources")::remove);
  }

  /// The logical id of the function that runs a class.
  String function(String handler) {
    return idOf(resource -> handler(resource).equals(handler)).orElseThrow();
  }

  /// The logical id of the only resource of a type.
  String only(String type) {
    return idOf(resource -> type(resource).equals(type)).orElseThrow();
  }

  private Optional<String> idOf(Predicate<JsonNode> isIt) {
    return resources().entrySet().stream()
        .filter(resource -> isIt.test(resource.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private JsonNode standIn(String id, Map<String, ObjectNode> all) {
    boolean ofMachine =
        Optional.ofNullable(all.get(id))
            .filter(one -> MACHINE_NAMES.contains(type(one)))
            .isPresent();
    return ofMachine ? Json.object().put("Ref", only(MACHINE)) : Json.object().stringNode(id);
  }

  /// Some name the machine and its alias in words, because they must not wait for either.
  private void callMachineItself(JsonNode gone) {
    if (type(gone).equals(MACHINE_ALIAS)) {
      String machine = "stateMachine:" + name(MACHINE, "StateMachineName");
      shorten(root, machine + ":" + gone.at("/Properties/Name").asString(""), machine);
    }
  }

  private String name(String type, String property) {
    return root.at("/Resources/%s/Properties/%s".formatted(only(type), property)).asString("");
  }

  /// Writes a shorter text where some text ends with a longer one.
  private static void shorten(JsonNode in, String end, String shorter) {
    if (in instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        String text = array.get(i).asString("");
        if (text.endsWith(end)) {
          array.set(i, text.substring(0, text.length() - end.length()) + shorter);
        }
      }
    }
    in.forEach(part -> shorten(part, end, shorter));
  }

  /// Puts a stand-in where something refers to a resource, and lets nothing wait for it.
  private static void replace(JsonNode in, String id, JsonNode standIn) {
    if (in instanceof ObjectNode object) {
      if (object.has("DependsOn")) {
        object.set("DependsOn", without(object.path("DependsOn"), id));
      }
      for (String member : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(member);
        if (refersTo(value, id)) {
          object.set(member, standIn);
        } else {
          replace(value, id, standIn);
        }
      }
    } else if (in instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (refersTo(array.get(i), id)) {
          array.set(i, standIn);
        } else {
          replace(array.get(i), id, standIn);
        }
      }
    }
  }

  private static boolean refersTo(JsonNode value, String id) {
    return value.isObject()
        && value.size() == 1
        && (value.path("Ref").asString("").equals(id)
            || value.path("Fn::GetAtt").path(0).asString("").equals(id));
  }

  private static ArrayNode without(JsonNode waits, String id) {
    ArrayNode rest = Json.object().arrayNode();
    (waits.isArray() ? waits.valueStream() : Stream.of(waits))
        .filter(one -> !one.asString("").equals(id))
        .forEach(rest::add);
    return rest;
  }

  private Map<String, ObjectNode> resources() {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    root.withObject("Resources")
        .properties()
        .forEach(resource -> all.put(resource.getKey(), (ObjectNode) resource.getValue()));
    return all;
  }

  private static String handler(JsonNode resource) {
    return resource.at("/Properties/Handler").asString("");
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asString("");
  }
}
