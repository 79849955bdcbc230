package dev.hallpass.infra;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The roles behind the entitlements of one account. Each carries its ceiling: what no grant of it
/// can exceed.
final class Entitlements extends Construct {

  /// In seconds, as long as a role that assumes a role may have it (source: STS, role chaining).
  private static final int LONGEST_SESSION = 3600;

  private static final String SOURCE_IDENTITY = "sts:SourceIdentity";
  private static final String GRANT_TAG = "aws:RequestTag/hallpass:grant";

  /// @param issuer whom alone the roles trust
  Entitlements(Construct scope, List<Entitlement> entitlements, IPrincipal issuer) {
    super(scope, "Entitlements");
    entitlements.forEach(entitlement -> role(entitlement, issuer));
  }

  /// The name is fixed: the handlers, the resource policies of other accounts and the people who
  /// read CloudTrail all know the role by its entitlement.
  private void role(Entitlement entitlement, IPrincipal issuer) {
    String id = entitlement.id().value();
    CfnRole.Builder.create(this, id)
        .path("/hallpass/")
        .roleName(id)
        .assumeRolePolicyDocument(trustIn(issuer))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("Ceiling")
                    .policyDocument(ceiling(entitlement))
                    .build()))
        .maxSessionDuration(LONGEST_SESSION)
        .build();
  }

  private static PolicyDocument trustIn(IPrincipal issuer) {
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                trust(issuer, "sts:AssumeRole", Map.of(SOURCE_IDENTITY, "*", GRANT_TAG, "grant-*")),
                trust(issuer, "sts:SetSourceIdentity", Map.of(SOURCE_IDENTITY, "*")),
                trust(issuer, "sts:TagSession", Map.of(GRANT_TAG, "grant-*"))))
        .build();
  }

  private static PolicyStatement trust(
      IPrincipal issuer, String action, Map<String, String> present) {
    return PolicyStatement.Builder.create()
        .principals(List.of(issuer))
        .actions(List.of(action))
        .conditions(conditions(present))
        .build();
  }

  /// A condition on a key that is absent is not met: every session names its person and its grant,
  /// and has no other tag.
  private static Map<String, Object> conditions(Map<String, String> present) {
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("StringLike", new TreeMap<>(present));
    if (present.containsKey(GRANT_TAG)) {
      conditions.put("ForAllValues:StringEquals", Map.of("aws:TagKeys", List.of("hallpass:grant")));
    }
    return conditions;
  }

  private static PolicyDocument ceiling(Entitlement entitlement) {
    return PolicyDocument.Builder.create()
        .statements(
            entitlement.ceiling().statements().stream().map(Entitlements::statement).toList())
        .build();
  }

  private static PolicyStatement statement(Statement statement) {
    return PolicyStatement.Builder.create()
        .sid(statement.sid())
        .effect(
            switch (statement.effect()) {
              case ALLOW -> Effect.ALLOW;
              case DENY -> Effect.DENY;
            })
        .actions(statement.actions())
        .resources(statement.resources())
        .conditions(statement.conditions())
        .build();
  }
}
