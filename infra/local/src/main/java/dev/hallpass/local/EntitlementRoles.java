package dev.hallpass.local;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.policy.Policy;
import software.amazon.awssdk.services.iam.IamClient;

/// The roles that carry the entitlements' ceilings, made as the stack makes them.
final class EntitlementRoles {

  private final IamClient iam;
  private final String issuer;

  /// @param issuer the ARN of the role of the only function that these roles trust
  EntitlementRoles(IamClient iam, String issuer) {
    this.iam = iam;
    this.issuer = issuer;
  }

  void make(Entitlement entitlement) {
    String name = entitlement.id().value();
    iam.createRole(role ->
        role.path("/hallpass/")
            .roleName(name)
            .assumeRolePolicyDocument(trust())
            .maxSessionDuration(3600));
    iam.putRolePolicy(policy ->
        policy
            .roleName(name)
            .policyName("ceiling")
            .policyDocument(PolicyJson.write(new Policy(entitlement.ceiling().statements()))));
  }

  private String trust() {
    return """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"AWS": "%s"},
          "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
          "Condition": {
            "StringLike": {
              "sts:SourceIdentity": "*",
              "aws:RequestTag/hallpass:grant": "grant-*"
            },
            "ForAllValues:StringEquals": {"aws:TagKeys": ["hallpass:grant"]}
          }
        }
      ]
    }
    """
        .formatted(issuer);
  }
}
