package dev.hallpass.infra;

import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// An account with the template in it. It says whom the policies of the template let do what, as
/// IAM evaluates them.
public final class DeployedAccount {

  public static final String ACCOUNT = "111122223333";

  /// The role by which CloudFormation deploys, after the `cdk bootstrap` of infra/README.md.
  public static final String DEPLOYING =
      role("cdk-hallpass-cfn-exec-role-111122223333-eu-central-1");

  public static final String ADMINISTRATOR = role("administrator");

  /// The policy of an administrator.
  static final NamedPolicy EVERYTHING =
      new NamedPolicy(
          "everything",
          PolicyDocument.identity(
              """
              {"Version": "2012-10-17",
               "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
              """));

  private final Deployment deployment;
  private final Stack stack;

  public DeployedAccount(Deployment deployment) {
    this.deployment = deployment;
    this.stack =
        new Stack(
            "Hallpass",
            CloudFormationTemplate.parse(deployment.template().toString()),
            new PseudoParameters("aws", "eu-central-1", ACCOUNT));
  }

  /// A resource with a policy of its own.
  public record Guarded(String arn, JsonNode document) {

    /// The actions that its policy speaks of.
    public List<String> actions() {
      return document
          .path("Statement")
          .valueStream()
          .flatMap(statement -> RoleStatement.each(statement.path("Action")))
          .map(JsonNode::asString)
          .distinct()
          .toList();
    }
  }

  public Guarded ledger() {
    TemplateResource table = stack.resources("AWS::DynamoDB::GlobalTable").getFirst();
    return new Guarded(
        stack.attribute(table.id(), "Arn"),
        table.properties().at("/Replicas/0/ResourcePolicy/PolicyDocument"));
  }

  public Guarded tickets() {
    return table("Tickets");
  }

  public Guarded duties() {
    return table("Duties");
  }

  public Guarded obstacles() {
    return table("Obstacles");
  }

  private Guarded table(String construct) {
    TemplateResource table =
        stack.resources("AWS::DynamoDB::Table").stream()
            .filter(one -> one.id().startsWith(construct))
            .findFirst()
            .orElseThrow();
    return new Guarded(
        stack.attribute(table.id(), "Arn"),
        table.properties().at("/ResourcePolicy/PolicyDocument"));
  }

  public Guarded sealKey() {
    return key("SealKey");
  }

  public Guarded logKey() {
    return key("LogKey");
  }

  private Guarded key(String construct) {
    TemplateResource key =
        stack.resources("AWS::KMS::Key").stream()
            .filter(one -> one.id().startsWith(construct))
            .findFirst()
            .orElseThrow();
    return new Guarded(stack.attribute(key.id(), "Arn"), key.properties().path("KeyPolicy"));
  }

  /// The ARN of the role of a handler's function.
  public String roleOf(String handler) {
    String id = deployment.function(handler).at("/Role/Fn::GetAtt/0").asString();
    return stack.attribute(id, "Arn");
  }

  /// Whether a role could do this if its own policies allowed everything.
  public boolean spares(String roleArn, String action, Guarded resource) {
    return decides(roleArn, action, resource, List.of(EVERYTHING), Context.empty());
  }

  /// The same under these conditions.
  public boolean spares(String roleArn, String action, Guarded resource, Context context) {
    return decides(roleArn, action, resource, List.of(EVERYTHING), context);
  }

  /// A resource whose policy stands beside it in resources of their own.
  ///
  /// @param construct the beginning of its logical id
  public Guarded guarded(String type, String construct, JsonNode document) {
    TemplateResource resource =
        stack.resources(type).stream()
            .filter(one -> one.id().startsWith(construct))
            .findFirst()
            .orElseThrow();
    return new Guarded(stack.attribute(resource.id(), "Arn"), document);
  }

  /// Whether the function of a handler can do this with the policies that its role has.
  public boolean lets(String handler, String action, Guarded resource, Context context) {
    String roleName = nameOf(roleOf(handler));
    List<NamedPolicy> own =
        stack.resources("AWS::IAM::Policy").stream()
            .filter(policy -> isOn(roleName, policy))
            .map(policy ->
                new NamedPolicy(
                    policy.id(),
                    PolicyDocument.identity(policy.properties().path("PolicyDocument").toString())))
            .toList();
    return decides(roleOf(handler), action, resource, own, context);
  }

  /// All handlers' names.
  public Stream<String> handlers() {
    return deployment.properties("AWS::Lambda::Function").values().stream()
        .map(function -> function.path("Handler").asString())
        .map(handler -> handler.substring(handler.lastIndexOf('.') + 1));
  }

  public static String role(String name) {
    return "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name);
  }

  private static boolean decides(
      String roleArn, String action, Guarded resource, List<NamedPolicy> own, Context context) {
    Principal caller = RoleSession.of(roleArn, "session");
    Context keys = Caller.of(caller).keysAt(Instant.EPOCH).with(context);
    var document = PolicyDocument.resource(resource.document().toString());
    return Evaluation.evaluate(
            AccessRequest.of(caller, action, resource.arn(), keys),
            Policies.ofIdentity(own).at(new NamedPolicy(resource.arn(), document)))
        .allowed();
  }

  private static boolean isOn(String roleName, TemplateResource policy) {
    return policy
        .properties()
        .path("Roles")
        .valueStream()
        .anyMatch(role -> role.asString().equals(roleName));
  }

  private static String nameOf(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }
}
