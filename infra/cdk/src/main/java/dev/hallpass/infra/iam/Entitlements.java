package dev.hallpass.infra.iam;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The roles of the entitlements of one account. Each role has its ceiling as its policy. Its
/// boundary is the ceiling, and denies all the rest. So neither another policy on the role nor a
/// resource's own policy gives more. A role with managed policies has a boundary that denies only
/// the parts of Hallpass.
public final class Entitlements extends Construct {

  private static final String ROLES = "/hallpass/";

  /// Not the path of session policies, which functions can delete.
  private static final String CEILINGS = "/hallpass-ceiling/";

  /// In seconds: the longest session of a role that another role assumes (source: STS, role
  /// chaining).
  private static final int LONGEST_SESSION = 3600;

  private static final String SOURCE_IDENTITY = "sts:SourceIdentity";
  private static final String GRANT_TAG = "aws:RequestTag/" + Policy.GRANT_TAG;

  /// @param issuer the only principal that the roles trust
  public Entitlements(Construct scope, List<Entitlement> entitlements, IPrincipal issuer) {
    super(scope, "Entitlements");
    Construct ceilings = new Construct(this, "Ceilings");
    entitlements.forEach(entitlement -> role(entitlement, bound(ceilings, entitlement), issuer));
  }

  /// Lets functions deny the sessions of single grants on the roles.
  public void sessionsDeniableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(toDenySessions(Stack.of(this)));
    }
  }

  /// What terminating shells takes in an account. Session Manager names a shell by the session that
  /// opened it, and each session of a grant has such a name. Those of ECS Exec have names of their
  /// own, which say nothing of their owner.
  static List<PolicyStatement> toTerminateShells(Stack stack) {
    return List.of(
        // IAM cannot narrow this to some sessions (source: actions and resource types of Systems
        // Manager).
        PolicyStatement.Builder.create()
            .actions(List.of("ssm:DescribeSessions"))
            .resources(List.of("*"))
            .build(),
        PolicyStatement.Builder.create()
            .actions(List.of("ssm:TerminateSession"))
            .resources(List.of(shells(stack, "hallpass-*"), shells(stack, "ecs-execute-command-*")))
            .build());
  }

  private static String shells(Stack stack, String ids) {
    return "arn:%s:ssm:*:%s:session/%s".formatted(stack.getPartition(), Aws.ACCOUNT_ID, ids);
  }

  /// Lets a function look after the denials on the roles, and remove them.
  public void sessionDenialsKeptBy(Handler handler) {
    toKeepSessionDenials(Stack.of(this)).forEach(handler::allow);
  }

  /// What denying the sessions of grants on the roles of an account takes.
  static PolicyStatement toDenySessions(Stack stack) {
    return onBounded(stack, List.of("iam:PutRolePolicy"));
  }

  /// What looking after the denials takes beyond that.
  static List<PolicyStatement> toKeepSessionDenials(Stack stack) {
    return List.of(
        onBounded(stack, List.of("iam:DeleteRolePolicy", "iam:PutRolePolicy")),
        PolicyStatement.Builder.create()
            .actions(List.of("iam:GetRolePolicy", "iam:ListRolePolicies"))
            .resources(List.of(arn(stack, "role", ROLES)))
            .build(),
        // IAM cannot narrow this to some roles (source: actions and resource types of IAM).
        PolicyStatement.Builder.create()
            .actions(List.of("iam:ListRoles"))
            .resources(List.of("*"))
            .build());
  }

  /// Without the boundary, who can put a policy on a role could give it everything. So a role
  /// without its boundary must not be changed.
  private static PolicyStatement onBounded(Stack stack, List<String> actions) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(arn(stack, "role", ROLES)))
        .conditions(
            Map.of("StringLike", Map.of("iam:PermissionsBoundary", arn(stack, "policy", CEILINGS))))
        .build();
  }

  /// The ceilings as policies in the construct's account.
  public static String ceilingsIn(Construct scope) {
    return arn(Stack.of(scope), "policy", CEILINGS);
  }

  private static String arn(Stack stack, String type, String path) {
    return "arn:%s:iam::%s:%s%s*".formatted(stack.getPartition(), Aws.ACCOUNT_ID, type, path);
  }

  /// The name is fixed, because the handlers, resource policies of other accounts and readers of
  /// CloudTrail know the role by its entitlement.
  private void role(Entitlement entitlement, CfnManagedPolicy boundary, IPrincipal issuer) {
    String id = entitlement.id().value();
    Ceiling ceiling = entitlement.ceiling();
    CfnRole.Builder role =
        CfnRole.Builder.create(this, id)
            .path(ROLES)
            .roleName(id)
            .assumeRolePolicyDocument(trustIn(issuer))
            .permissionsBoundary(boundary.getRef())
            .maxSessionDuration(LONGEST_SESSION);
    if (!ceiling.statements().isEmpty()) {
      role.policies(
          List.of(
              CfnRole.PolicyProperty.builder()
                  .policyName("Ceiling")
                  .policyDocument(document(ceiling.statements()))
                  .build()));
    }
    if (!ceiling.managed().isEmpty()) {
      role.managedPolicyArns(
          ceiling.managed().stream().map(one -> here(this, one.arn().value())).toList());
    }
    role.build();
  }

  /// A text without the number of the account that the stack is bound to, so that the accounts of a
  /// kind have the same template.
  static String here(Construct part, String text) {
    String account = Stack.of(part).getAccount();
    return Token.isUnresolved(account) ? text : text.replace(account, Aws.ACCOUNT_ID);
  }

  private CfnManagedPolicy bound(Construct ceilings, Entitlement entitlement) {
    return CfnManagedPolicy.Builder.create(ceilings, entitlement.id().value())
        .path(CEILINGS)
        .description("What no grant of %s can exceed".formatted(entitlement.id()))
        .policyDocument(document(entitlement.ceiling().boundary().statements()))
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

  /// A condition on a missing key is not met: every session must name its person and its grant, and
  /// has no other tag.
  private static Map<String, Object> conditions(Map<String, String> present) {
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("StringLike", new TreeMap<>(present));
    if (present.containsKey(GRANT_TAG)) {
      conditions.put("ForAllValues:StringEquals", Map.of("aws:TagKeys", List.of(Policy.GRANT_TAG)));
    }
    return conditions;
  }

  private PolicyDocument document(List<Statement> statements) {
    return PolicyDocument.Builder.create()
        .statements(statements.stream().map(this::statement).toList())
        .build();
  }

  private Map<String, Object> conditionsOf(Statement statement) {
    Map<String, Object> conditions = new TreeMap<>();
    statement
        .conditions()
        .forEach((operator, keys) -> {
          Map<String, List<String>> values = new TreeMap<>();
          keys.forEach((key, some) ->
              values.put(key, some.stream().map(value -> here(this, value)).toList()));
          conditions.put(operator, values);
        });
    return conditions;
  }

  private PolicyStatement statement(Statement statement) {
    PolicyStatement.Builder written =
        PolicyStatement.Builder.create()
            .sid(statement.sid())
            .effect(
                switch (statement.effect()) {
                  case ALLOW -> Effect.ALLOW;
                  case DENY -> Effect.DENY;
                })
            .conditions(conditionsOf(statement));
    List<String> actions = statement.actions();
    List<String> resources =
        statement.resources().stream().map(resource -> here(this, resource)).toList();
    PolicyStatement.Builder scoped =
        switch (statement.scope()) {
          case LISTED -> written.actions(actions).resources(resources);
          case OTHER_ACTIONS -> written.notActions(actions).resources(resources);
          case OTHER_RESOURCES -> written.actions(actions).notResources(resources);
          case OTHERS -> written.notActions(actions).notResources(resources);
        };
    return scoped.build();
  }
}
