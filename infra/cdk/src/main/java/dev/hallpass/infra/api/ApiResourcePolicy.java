package dev.hallpass.infra.api;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The resource policy of the API. Signed calls are only for the identities that the settings
/// trust.
///
/// Networks and the endpoints of a private API limit everything, also the decision page. An
/// organization limits only signed calls, because approvers open the page without an AWS identity.
final class ApiResourcePolicy {

  /// The length of what Identity Center puts behind a permission set's name.
  private static final int SUFFIX = 16;

  private final Stack stack;
  private final String stage;
  private final List<ApiOperation> routes;

  ApiResourcePolicy(Construct scope, String stage, List<ApiOperation> routes) {
    stack = Stack.of(scope);
    this.stage = stage;
    this.routes = List.copyOf(routes);
  }

  /// The policy. People whom the settings trust can call if their own policies allow it, and
  /// everybody can open the decision page.
  PolicyDocument of(Installation installation, List<TrustedIdentities> identities) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(decisionPage());
    statements.add(nobodyElseThan(identities));
    statements.add(peopleOfOtherAccounts(identities));
    installation.organizations().forEach(one -> statements.add(nobodyElseThan(one)));
    if (!installation.conventions().endpoints().isEmpty()) {
      statements.add(nobodyBeside(installation.conventions().endpoints()));
    }
    if (!installation.networks().isEmpty()) {
      statements.add(nobodyOutside(installation.networks()));
    }
    return PolicyDocument.Builder.create().statements(statements).build();
  }

  /// With a resource policy, unsigned calls need a statement that allows them (source: API Gateway,
  /// how resource policies affect the authorization workflow).
  private PolicyStatement decisionPage() {
    return statement("TheDecisionPageIsOpen", Effect.ALLOW, pathsOf(false), Map.of());
  }

  private PolicyStatement nobodyElseThan(List<TrustedIdentities> identities) {
    return statement(
        "NobodyButTrustedIdentities",
        Effect.DENY,
        pathsOf(true),
        Map.of("ArnNotLike", Map.of("aws:PrincipalArn", principals(identities))));
  }

  /// People of other accounts also need a policy of their own. People of this account are left out
  /// here: for them one of both is enough, so this statement would open the API to all of them.
  private PolicyStatement peopleOfOtherAccounts(List<TrustedIdentities> identities) {
    return statement(
        "TrustedIdentitiesOfOtherAccounts",
        Effect.ALLOW,
        pathsOf(true),
        Map.of(
            "ArnLike", Map.of("aws:PrincipalArn", principals(identities)),
            "StringNotEquals", Map.of("aws:PrincipalAccount", stack.getAccount())));
  }

  private List<String> principals(List<TrustedIdentities> identities) {
    return identities.stream().flatMap(this::principals).toList();
  }

  private Stream<String> principals(TrustedIdentities trusted) {
    Stream<String> resources =
        switch (trusted) {
          // Only IAM Identity Center makes roles with its path. In some regions the path also has
          // the region.
          case PermissionSet set ->
              Stream.of("", "*/")
                  .map(region ->
                      "role/aws-reserved/sso.amazonaws.com/%sAWSReservedSSO_%s_%s"
                          .formatted(region, set.name(), "?".repeat(SUFFIX)));
          case NamedRole role -> Stream.of("role/" + role.path() + role.name());
          // An account has one user of a name, in one path.
          case IamUsers users ->
              users.people().keySet().stream()
                  .sorted()
                  .flatMap(name -> Stream.of("user/" + name, "user/*/" + name));
        };
    return resources.map(resource ->
        "arn:%s:iam::%s:%s".formatted(stack.getPartition(), trusted.account(), resource));
  }

  /// This also stops callers without an organization, because their calls lack the key.
  private PolicyStatement nobodyElseThan(String organization) {
    return statement(
        "NobodyOutsideTheOrganization",
        Effect.DENY,
        pathsOf(true),
        Map.of("StringNotEquals", Map.of("aws:PrincipalOrgID", organization)));
  }

  private PolicyStatement nobodyOutside(List<String> networks) {
    return statement(
        "NobodyOutsideTheNetworks",
        Effect.DENY,
        List.of("execute-api:/*"),
        Map.of("NotIpAddress", Map.of("aws:SourceIp", networks)));
  }

  /// This also stops a call by no endpoint, because it lacks the key.
  private PolicyStatement nobodyBeside(List<String> endpoints) {
    return statement(
        "NobodyBesideTheEndpoints",
        Effect.DENY,
        List.of("execute-api:/*"),
        Map.of("StringNotEquals", Map.of("aws:SourceVpce", endpoints)));
  }

  private List<String> pathsOf(boolean signed) {
    return routes.stream()
        .filter(route -> route.signed() == signed)
        .map(route -> "execute-api:/%s/%s%s".formatted(stage, route.verb(), route.anyPath()))
        .toList();
  }

  private static PolicyStatement statement(
      String sid, Effect effect, List<String> resources, Map<String, Object> conditions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .effect(effect)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of("execute-api:Invoke"))
        .resources(resources)
        // In a fixed order, so that each synthesis gives the same template.
        .conditions(new TreeMap<>(conditions))
        .build();
  }
}
