package dev.hallpass.emulator.region;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/// A stack's roles with their policies and boundaries.
final class RoleResources {
  private static final List<String> REFUSED_OF_POLICIES = List.of("Groups", "Roles", "Users");

  private RoleResources() {}

  static void make(Stack stack, IamClient iam) {
    // A policy must exist before it can bound a role.
    stack.resources("AWS::IAM::ManagedPolicy").forEach(policy -> makePolicy(stack, policy, iam));
    stack.resources("AWS::IAM::Role").forEach(role -> make(stack, role, iam));
    for (TemplateResource policy : stack.resources("AWS::IAM::Policy")) {
      policy
          .properties()
          .path("Roles")
          .forEach(role -> attach(role.asString(), policy.properties(), iam));
    }
    for (TemplateResource policy : stack.resources("AWS::IAM::RolePolicy")) {
      attach(policy.text("RoleName"), policy.properties(), iam);
    }
  }

  private static void makePolicy(Stack stack, TemplateResource policy, IamClient iam) {
    refuse(policy, REFUSED_OF_POLICIES);
    String arn = stack.ref(policy.id());
    iam.createPolicy(made ->
        made.policyName(arn.substring(arn.lastIndexOf('/') + 1))
            .path(policy.optional("Path").orElse("/"))
            .description(policy.optional("Description").orElse(null))
            .policyDocument(policy.properties().path("PolicyDocument").toString()));
  }

  private static void make(Stack stack, TemplateResource role, IamClient iam) {
    String name = stack.ref(role.id());
    iam.createRole(made ->
        made.roleName(name)
            .path(role.optional("Path").orElse("/"))
            .maxSessionDuration(
                role.optional("MaxSessionDuration").map(Integer::valueOf).orElse(3600))
            .tags(tags(role))
            .permissionsBoundary(role.optional("PermissionsBoundary").orElse(null))
            .assumeRolePolicyDocument(
                role.properties().path("AssumeRolePolicyDocument").toString()));
    role.properties().path("Policies").forEach(policy -> attach(name, policy, iam));
    role.properties()
        .path("ManagedPolicyArns")
        .forEach(arn -> iam.attachRolePolicy(one -> one.roleName(name).policyArn(arn.asString())));
  }

  private static void refuse(TemplateResource resource, List<String> properties) {
    for (String property : properties) {
      if (resource.properties().has(property)) {
        throw new UnsupportedOperationException(
            "%s of %s is not emulated".formatted(property, resource.id()));
      }
    }
  }

  private static List<Tag> tags(TemplateResource role) {
    return role.properties().path("Tags").values().stream()
        .map(tag ->
            Tag.builder()
                .key(tag.path("Key").asString())
                .value(tag.path("Value").asString())
                .build())
        .toList();
  }

  private static void attach(String role, JsonNode policy, IamClient iam) {
    iam.putRolePolicy(put ->
        put.roleName(role)
            .policyName(policy.path("PolicyName").asString())
            .policyDocument(policy.path("PolicyDocument").toString()));
  }
}
