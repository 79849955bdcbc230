package dev.hallpass.infra.api;

import dev.hallpass.catalog.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// Who may call the API at all, and from where: its resource policy, if ops name networks or an
/// organization.
///
/// Networks hold for everything, the decision page too: there is no way round them. An organization
/// holds for signed calls only, because approvers open the page without any identity of AWS.
final class ApiResourcePolicy {

  private final Stack stack;
  private final String stage;
  private final List<ApiOperation> routes;

  ApiResourcePolicy(Construct scope, String stage, List<ApiOperation> routes) {
    stack = Stack.of(scope);
    this.stage = stage;
    this.routes = List.copyOf(routes);
  }

  /// The policy; none if nobody is named. Then those people of this account may call whose own
  /// policies say so, and everybody may open the decision page.
  Optional<PolicyDocument> of(Installation installation) {
    if (installation.networks().isEmpty() && installation.organizations().isEmpty()) {
      return Optional.empty();
    }
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(decisionPage());
    for (String organization : installation.organizations()) {
      statements.add(peopleOf(organization));
      statements.add(nobodyElseThan(organization));
    }
    if (!installation.networks().isEmpty()) {
      statements.add(nobodyOutside(installation.networks()));
    }
    return Optional.of(PolicyDocument.Builder.create().statements(statements).build());
  }

  /// Once there is a resource policy, what is not signed needs a statement that allows it (source:
  /// API Gateway, how resource policies affect the authorization workflow).
  private PolicyStatement decisionPage() {
    return statement("TheDecisionPageIsOpen", Effect.ALLOW, pathsOf(false), Map.of());
  }

  /// People of another account need a policy of their own as well. Those of this account are left
  /// to theirs: for them one of both would do, and this one would open the API to all of them.
  private PolicyStatement peopleOf(String organization) {
    return statement(
        "PeopleOfTheOrganization",
        Effect.ALLOW,
        pathsOf(true),
        Map.of(
            "StringEquals", Map.of("aws:PrincipalOrgID", organization),
            "StringNotEquals", Map.of("aws:PrincipalAccount", stack.getAccount())));
  }

  /// Anyone who is in no organization is stopped as well: their calls lack the key.
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
        // In a fixed order, so that each synthesis yields the same template.
        .conditions(new TreeMap<>(conditions))
        .build();
  }
}
