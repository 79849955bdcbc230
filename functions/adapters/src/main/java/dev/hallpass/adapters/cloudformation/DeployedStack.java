package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.drift.Deployed;
import dev.hallpass.drift.Difference;
import dev.hallpass.policy.ManagedPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// A CloudFormation stack, compared with its template: roles, managed policies, tables, the state
/// machine, functions, keys, rules and buses of EventBridge and the subscriptions of topics.
/// infra/README.md names the types of resources that are not compared. AWS's managed policies are
/// compared with the versions that were reviewed.
public final class DeployedStack implements Deployed {

  private final StackArn place;
  private final Clients clients;
  private final List<ManagedPolicy> managed;

  /// @param stack the stack's ARN
  /// @param managed the managed policies as they were reviewed. Those of other accounts are
  ///   compared when access opens there
  public DeployedStack(String stack, Clients clients, List<ManagedPolicy> managed) {
    this.place = new StackArn(stack);
    this.clients = clients;
    this.managed = List.copyOf(managed);
  }

  /// Clients of the services that the resources belong to. They are only used to read.
  public record Clients(
      CloudFormationClient cloudFormation,
      IamClient iam,
      DynamoDbClient dynamoDb,
      SfnClient stepFunctions,
      LambdaClient lambda,
      SnsClient sns,
      KmsClient kms,
      EventBridgeClient events) {}

  @Override
  public List<Difference> differences() {
    List<Difference> all = new ArrayList<>();
    Findings stack = new Findings(all, "the stack", place.stack());
    stack.compare("template", () -> compare(template(), all));
    managed.stream()
        .filter(policy -> policy.arn().account().isEmpty())
        .forEach(policy -> compare(policy, all));
    return List.copyOf(all);
  }

  /// A version of AWS's never changes, so its number is enough.
  private void compare(ManagedPolicy policy, List<Difference> all) {
    String arn = policy.arn().value();
    Findings findings = new Findings(all, policy.arn().name(), arn);
    findings.compare(
        "version in force",
        () ->
            findings.compare(
                "version in force, which was %s when it was reviewed".formatted(policy.version()),
                policy::version,
                clients.iam().getPolicy(get -> get.policyArn(arn)).policy().defaultVersionId(),
                () -> Remedies.review(policy)));
  }

  private static void compareAll(
      StackTemplate template,
      String type,
      BiConsumer<Resource, Findings> comparison,
      List<Difference> all) {
    for (Resource resource : template.resources(type)) {
      Findings findings = new Findings(all, resource.id(), resource.name().orElse(resource.id()));
      if (resource.name().isPresent()) {
        findings.compare("everything", () -> comparison.accept(resource, findings));
      } else {
        findings.missing("resource", () -> Remedies.DEPLOY);
      }
    }
  }

  private void compare(StackTemplate template, List<Difference> all) {
    var roles = new RoleComparison(template, new GivenPolicies(template), clients.iam());
    var policies = new ManagedPolicyComparison(template, clients.iam());
    var tables = new TableComparison(template, clients.dynamoDb());
    var machines = new MachineComparison(template, clients.stepFunctions());
    var functions = new FunctionComparison(template, clients.lambda());
    var keys = new KeyComparison(template, clients.kms());
    var rules = new RuleComparison(template, clients.events());
    var buses = new BusComparison(template, clients.events());
    var subscriptions = new SubscriptionComparison(template, clients.sns());
    // The policies that bound roles come first: such a policy must exist before a role can have it
    // as its boundary again.
    compareAll(template, "AWS::IAM::ManagedPolicy", policies::compare, all);
    compareAll(template, "AWS::IAM::Role", roles::compare, all);
    compareAll(template, "AWS::DynamoDB::GlobalTable", tables::compare, all);
    compareAll(template, "AWS::DynamoDB::Table", tables::compare, all);
    compareAll(template, "AWS::StepFunctions::StateMachine", machines::compare, all);
    compareAll(template, "AWS::StepFunctions::StateMachineAlias", machines::compareAlias, all);
    compareAll(template, "AWS::Lambda::Function", functions::compare, all);
    compareAll(template, "AWS::KMS::Key", keys::compare, all);
    compareAll(template, "AWS::Events::Rule", rules::compare, all);
    compareAll(template, "AWS::Events::EventBus", (_, findings) -> buses.compare(findings), all);
    for (Resource policy : template.resources(BusComparison.POLICY)) {
      Findings findings = new Findings(all, policy.id(), BusComparison.DEFAULT);
      findings.compare("statement", () -> buses.compareOnDefault(policy, findings));
    }
    compareAll(template, "AWS::SNS::Topic", subscriptions::compare, all);
  }

  private StackTemplate template() {
    Stack stack =
        clients
            .cloudFormation()
            .describeStacks(describe -> describe.stackName(place.stackId()))
            .stacks()
            .getFirst();
    if (stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
      throw new Undeterminable("a deployment is under way");
    }
    String template =
        clients.cloudFormation().getTemplate(get -> get.stackName(place.stackId())).templateBody();
    return new StackTemplate(place, Json.read(template), names(), parameters(stack), this::table);
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    clients
        .cloudFormation()
        .listStackResourcesPaginator(list -> list.stackName(place.stackId()))
        .stackResourceSummaries()
        .stream()
        .filter(DeployedStack::isThere)
        .forEach(one -> names.put(one.logicalResourceId(), one.physicalResourceId()));
    return names;
  }

  private static boolean isThere(StackResourceSummary resource) {
    return resource.physicalResourceId() != null
        && resource.resourceStatus() != ResourceStatus.DELETE_COMPLETE;
  }

  /// The value of a Systems Manager parameter is separate from its name.
  private static Map<String, String> parameters(Stack stack) {
    Map<String, String> parameters = new HashMap<>();
    for (Parameter parameter : stack.parameters()) {
      parameters.put(
          parameter.parameterKey(),
          parameter.resolvedValue() == null
              ? parameter.parameterValue()
              : parameter.resolvedValue());
    }
    return parameters;
  }

  private TableDescription table(String name) {
    return clients.dynamoDb().describeTable(describe -> describe.tableName(name)).table();
  }
}
