package dev.hallpass.adapters.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import tools.jackson.databind.JsonNode;

/// Compares a role: its trust policy, its permissions and its boundary.
final class RoleComparison {

  private static final String ENTITLEMENTS = "/hallpass/";
  private static final String DENIAL = "denied-";

  // IAM's default (source: IAM, CreateRole).
  private static final String LONGEST_SESSION = "3600";

  private final StackTemplate template;
  private final GivenPolicies given;
  private final IamClient iam;

  RoleComparison(StackTemplate template, GivenPolicies given, IamClient iam) {
    this.template = template;
    this.given = given;
    this.iam = iam;
  }

  void compare(Resource resource, Findings findings) {
    try {
      compare(resource, iam.getRole(get -> get.roleName(findings.name())).role(), findings);
    } catch (NoSuchEntityException _) {
      findings.missing("role", () -> create(resource, findings.name()));
    }
  }

  /// The remedy makes the role without its policies; the next check finds those missing.
  private String create(Resource resource, String name) {
    AwsCommand create =
        AwsCommand.of("iam", "create-role")
            .with("role-name", name)
            .with("path", template.value(resource, "Path").orElse("/"))
            .with("assume-role-policy-document", trust(resource))
            .with("max-session-duration", longestSession(resource));
    return template
        .value(resource, "PermissionsBoundary")
        .map(boundary -> create.with("permissions-boundary", boundary))
        .orElse(create)
        .text();
  }

  private JsonNode trust(Resource resource) {
    return template.property(resource, "AssumeRolePolicyDocument");
  }

  private String longestSession(Resource resource) {
    return template.value(resource, "MaxSessionDuration").orElse(LONGEST_SESSION);
  }

  private static AwsCommand on(String operation, String role) {
    return AwsCommand.of("iam", operation).with("role-name", role);
  }

  private void compare(Resource resource, Role role, Findings findings) {
    String name = role.roleName();
    findings.compare(
        "trust policy",
        () -> PolicyTree.of(trust(resource)),
        PolicyTree.read(URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8)),
        () ->
            on("update-assume-role-policy", name).with("policy-document", trust(resource)).text());
    findings.compare(
        "longest session",
        () -> longestSession(resource),
        String.valueOf(role.maxSessionDuration()),
        () ->
            on("update-role", name).with("max-session-duration", longestSession(resource)).text());
    findings.compare(
        "permissions boundary",
        () -> template.value(resource, "PermissionsBoundary"),
        boundary(role.permissionsBoundary()),
        () -> bound(resource, name));
    findings.compare(
        "attached policies",
        () ->
            findings.compareEach(
                "attached policy",
                given.attachedTo(resource),
                attached(findings),
                arn -> on("attach-role-policy", name).with("policy-arn", arn).text(),
                arn -> on("detach-role-policy", name).with("policy-arn", arn).text()));
    findings.compare("inline policies", () -> compareInline(resource, role, findings));
  }

  private String bound(Resource resource, String name) {
    return template
        .value(resource, "PermissionsBoundary")
        .map(arn ->
            on("put-role-permissions-boundary", name).with("permissions-boundary", arn).text())
        .orElseGet(() -> on("delete-role-permissions-boundary", name).text());
  }

  private static Optional<String> boundary(@Nullable AttachedPermissionsBoundary boundary) {
    return Optional.ofNullable(boundary).map(one -> one.permissionsBoundaryArn());
  }

  private List<String> attached(Findings findings) {
    return iam
        .listAttachedRolePoliciesPaginator(list -> list.roleName(findings.name()))
        .attachedPolicies()
        .stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private void compareInline(Resource resource, Role role, Findings findings) {
    Map<String, JsonNode> expected = given.inlineOf(resource);
    Collection<String> found =
        new TreeSet<>(
            iam
                .listRolePoliciesPaginator(list -> list.roleName(role.roleName()))
                .policyNames()
                .stream()
                .toList());
    for (String name : found) {
      String aspect = "inline policy " + name;
      findings.compare(
          aspect,
          () -> {
            @Nullable JsonNode document = expected.get(name);
            if (document == null) {
              compareUnexpected(role, name, findings);
            } else {
              findings.compare(
                  aspect,
                  () -> PolicyTree.of(template.resolve(document)),
                  inline(role, name),
                  () -> put(role, name, document));
            }
          });
    }
    new TreeMap<>(expected)
        .forEach((name, document) -> {
          if (!found.contains(name)) {
            findings.missing("inline policy " + name, () -> put(role, name, document));
          }
        });
  }

  private String put(Role role, String policy, JsonNode document) {
    return on("put-role-policy", role.roleName())
        .with("policy-name", policy)
        .with("policy-document", template.resolve(document))
        .text();
  }

  /// Hallpass puts denials of sessions on the roles of entitlements and removes them. A policy that
  /// only has such a name, and allows something, is not a denial.
  private void compareUnexpected(Role role, String name, Findings findings) {
    boolean isDenial =
        role.path().equals(ENTITLEMENTS)
            && name.startsWith(DENIAL)
            && inline(role, name).onlyDenies();
    if (!isDenial) {
      findings.added(
          "inline policy " + name,
          () -> on("delete-role-policy", role.roleName()).with("policy-name", name).text());
    }
  }

  private PolicyTree inline(Role role, String name) {
    return PolicyTree.read(
        URLDecoder.decode(
            iam.getRolePolicy(get -> get.roleName(role.roleName()).policyName(name))
                .policyDocument(),
            UTF_8));
  }
}
