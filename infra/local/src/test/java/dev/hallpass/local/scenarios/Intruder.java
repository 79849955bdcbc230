package dev.hallpass.local.scenarios;

import static dev.hallpass.local.scene.PolicyTexts.EVERYTHING;

import dev.hallpass.adapters.cloudformation.DeployedStack;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sns.InMemorySns;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.scene.Scene;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// Somebody with an administrator's rights in the account that the system runs in, and what they
/// change there.
///
/// @param system that is changed
record Intruder(LocalSystem system) {

  static final String ALLOWING =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-exports/*"}
      ]}
      """;
  static final String DENYING =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
      """;
  static final String TRUSTING =
      """
      {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::111122223333:role/somebody"}
      }]}
      """;

  static final String PUTTING =
      """
      {"Version": "2012-10-17", "Statement": [{
        "Sid": "HallpassCallsOf444455556666",
        "Effect": "Allow",
        "Action": "events:PutEvents",
        "Resource": "*",
        "Principal": "*"
      }]}
      """;

  private static final Stack HUB = Scene.SYNTHESIZED.hub();

  IamClient iam() {
    return system.account().iam();
  }

  LambdaClient lambda() {
    return system.region().functions();
  }

  KmsClient kms() {
    return system.region().kms();
  }

  EventBridgeClient rules() {
    return system.region().rules();
  }

  /// The rule that mails changes of roles.
  String rule() {
    return HUB.ref(
        HUB.resources("AWS::Events::Rule").stream()
            .filter(rule -> rule.id().startsWith("WatchCallsRoles"))
            .findFirst()
            .orElseThrow()
            .id());
  }

  /// The bus on which other systems learn of grants.
  String bus() {
    return HUB.ref(HUB.resources("AWS::Events::EventBus").getFirst().id());
  }

  /// The key that seals each yes.
  String sealKey() {
    return HUB.ref(
        HUB.resources("AWS::KMS::Key").stream()
            .filter(key -> key.optional("KeySpec").isPresent())
            .findFirst()
            .orElseThrow()
            .id());
  }

  SnsClient sns() {
    return system.region().sns();
  }

  DynamoDbClient dynamoDb() {
    return system.dynamoDb();
  }

  SfnClient stepFunctions() {
    return system.stepFunctions();
  }

  /// What an administrator of the account that a stack is in sees of it.
  DeployedStack deployed(Stack stack) {
    var account = system.accounts().account(stack.place().account());
    String arn =
        account
            .iam()
            .createRole(it -> it.roleName("administrator").assumeRolePolicyDocument(TRUSTING))
            .role()
            .arn();
    account
        .iam()
        .putRolePolicy(
            it -> it.roleName("administrator").policyName("everything").policyDocument(EVERYTHING));
    Caller administrator = Caller.of(RoleSession.of(arn, "administrator"));
    var region = system.region();
    return new DeployedStack(
        stack.id(),
        new DeployedStack.Clients(
            region.cloudFormation(administrator),
            region.iam(administrator),
            region.dynamoDb(administrator),
            region.stepFunctions(administrator),
            region.functions(administrator),
            region.sns(administrator),
            region.kms(administrator),
            region.rules(administrator)),
        List.of());
  }

  void put(String role, String policy, String document) {
    iam().putRolePolicy(put -> put.roleName(role).policyName(policy).policyDocument(document));
  }

  /// Makes a managed policy.
  ///
  /// @return its ARN
  String policy() {
    return iam()
        .createPolicy(create -> create.policyName("mine").policyDocument(ALLOWING))
        .policy()
        .arn();
  }

  /// Removes a role with all that is on it, as somebody does who wants it gone.
  void remove(String role) {
    iam()
        .listRolePolicies(list -> list.roleName(role))
        .policyNames()
        .forEach(policy -> iam().deleteRolePolicy(it -> it.roleName(role).policyName(policy)));
    iam().deleteRole(delete -> delete.roleName(role));
  }

  /// Lets somebody call a function by its alias or past it.
  void permit(String function, String qualifier) {
    lambda()
        .addPermission(add ->
            add.functionName(function)
                .qualifier(qualifier)
                .statementId("mine")
                .action("lambda:InvokeFunction")
                .principal("s3.amazonaws.com"));
  }

  /// What the first statement is called that lets somebody call a handler by its alias.
  String leave(String handler) {
    String policy =
        lambda()
            .getPolicy(get -> get.functionName(function(handler).name()).qualifier("live"))
            .policy();
    return Json.read(policy).at("/Statement/0/Sid").asString();
  }

  String ledgerArn() {
    return arn(system.table());
  }

  String arn(String table) {
    return HUB.place().arn("dynamodb", "table/" + table);
  }

  /// The policy that the ledger has, with one thing less that it denies.
  String ledgerPolicyWithoutPut() {
    return dynamoDb()
        .getResourcePolicy(get -> get.resourceArn(ledgerArn()))
        .policy()
        .replace("\"dynamodb:PutItem\",", "");
  }

  /// The topic of the alarms.
  String topic() {
    return HUB.ref(HUB.resources("AWS::SNS::Topic").getFirst().id());
  }

  /// The address that the alarms go to.
  String watcher() {
    return HUB.resources("AWS::SNS::Subscription").getFirst().text("Endpoint");
  }

  void unsubscribe() {
    String arn =
        sns()
            .listSubscriptionsByTopic(list -> list.topicArn(topic()))
            .subscriptions()
            .getFirst()
            .subscriptionArn();
    sns().unsubscribe(end -> end.subscriptionArn(arn));
  }

  void subscribe(String address) {
    sns().subscribe(it -> it.topicArn(topic()).protocol("email").endpoint(address));
  }

  /// Confirms as the link in the mail does, without credentials.
  void follow(String address) {
    sns()
        .confirmSubscription(it -> it.topicArn(topic()).token(InMemorySns.token(topic(), address)));
  }

  String tickets() {
    return HUB.ref(HUB.resources("AWS::DynamoDB::Table").getFirst().id());
  }

  /// The ceiling of an entitlement, which is the boundary of its role.
  String ceiling() {
    return iam()
        .getRole(get -> get.roleName("read-bucket-prefix"))
        .role()
        .permissionsBoundary()
        .permissionsBoundaryArn();
  }

  String definition() {
    return stepFunctions()
        .describeStateMachine(get -> get.stateMachineArn(system.stateMachine()))
        .definition();
  }

  String alias() {
    return system.stateMachine() + ":live";
  }

  LambdaFunction function(String handler) {
    return system.region().lambda().functions().stream()
        .filter(one -> one.handler().endsWith("." + handler))
        .findFirst()
        .orElseThrow();
  }

  /// The inline policy of a handler's role, in the template.
  static TemplateResource policyOf(String handler) {
    return HUB.resources("AWS::IAM::Policy").stream()
        .filter(policy -> policy.id().startsWith(handler + "Role"))
        .findFirst()
        .orElseThrow();
  }

  static String roleOf(String handler) {
    return policyOf(handler).properties().path("Roles").path(0).asString();
  }
}
