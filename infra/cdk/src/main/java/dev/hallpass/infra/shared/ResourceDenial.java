package dev.hallpass.infra.shared;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// A statement of a resource's own policy that denies actions to everybody, whatever the policies
/// of a principal allow. Roles that may call them all the same are its exceptions.
public final class ResourceDenial {

  private final String sid;
  private final List<String> actions;
  private final PolicyStatement statement;

  /// A statement of the policy of a resource. In it, `*` means the resource itself. Its name would
  /// be a circular reference.
  public ResourceDenial(String sid, String... actions) {
    this(sid, List.of(actions), List.of("*"));
  }

  private ResourceDenial(String sid, List<String> actions, List<String> resources) {
    this.sid = sid;
    this.actions = actions;
    statement =
        PolicyStatement.Builder.create()
            .sid(sid)
            .effect(Effect.DENY)
            .principals(List.of(new AnyPrincipal()))
            .actions(actions)
            .resources(resources)
            .build();
  }

  /// The same of a bucket, whose policy names the bucket or its objects. It has no exceptions yet.
  public ResourceDenial on(String arn) {
    return new ResourceDenial(sid, actions, List.of(arn));
  }

  /// Makes these roles the only exceptions.
  ///
  /// @param roles their ARNs; with none of them, the statement denies everybody
  public ResourceDenial except(List<String> roles) {
    if (!roles.isEmpty()) {
      // A session of a role has the role's ARN here. A request without it is denied too.
      statement.addCondition("ArnNotEquals", Map.of("aws:PrincipalArn", List.copyOf(roles)));
    }
    return this;
  }

  /// Makes CloudFormation's role of a part's stack the only exception, with these roles.
  ///
  /// @param roles the ARNs of further roles
  public ResourceDenial exceptDeployments(Construct part, List<String> roles) {
    return except(Stream.concat(Stream.of(DeployingRole.arn(part)), roles.stream()).toList());
  }

  /// Makes CloudFormation's role of a part's stack the only exception.
  public ResourceDenial exceptDeployments(Construct part) {
    return exceptDeployments(part, List.of());
  }

  public PolicyStatement statement() {
    return statement;
  }
}
