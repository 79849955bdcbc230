package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The policies that a template gives to roles, in the role itself or beside it.
record GivenPolicies(StackTemplate template) {

  /// The documents of a role's inline policies by name, unresolved.
  ///
  /// @throws Undeterminable if the role of a policy is unknown
  Map<String, JsonNode> inlineOf(Resource role) {
    Map<String, JsonNode> inline = new HashMap<>();
    role.properties().path("Policies").forEach(policy -> put(policy, inline));
    template.resources("AWS::IAM::Policy").stream()
        .filter(policy -> names(policy, "Roles").anyMatch(name -> isOf(role, name)))
        .forEach(policy -> put(policy.properties(), inline));
    template.resources("AWS::IAM::RolePolicy").stream()
        .filter(policy ->
            template.value(policy, "RoleName").filter(name -> isOf(role, name)).isPresent())
        .forEach(policy -> put(policy.properties(), inline));
    return inline;
  }

  /// The ARNs of the managed policies attached to a role.
  ///
  /// @throws Undeterminable if a policy is unknown
  List<String> attachedTo(Resource role) {
    return Stream.concat(
            names(role, "ManagedPolicyArns"),
            template.resources("AWS::IAM::ManagedPolicy").stream()
                .filter(policy -> names(policy, "Roles").anyMatch(name -> isOf(role, name)))
                .map(policy ->
                    policy
                        .name()
                        .orElseThrow(
                            () -> new Undeterminable("%s is not made".formatted(policy.id())))))
        .toList();
  }

  private void put(JsonNode policy, Map<String, JsonNode> inline) {
    inline.put(
        template.resolve(policy.path("PolicyName")).asString(), policy.path("PolicyDocument"));
  }

  private Stream<String> names(Resource resource, String property) {
    return template.property(resource, property).valueStream().map(JsonNode::asString);
  }

  private static boolean isOf(Resource role, String name) {
    return role.name().filter(name::equals).isPresent();
  }
}
