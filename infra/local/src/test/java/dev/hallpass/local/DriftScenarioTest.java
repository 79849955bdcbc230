package dev.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.template.Resource;
import dev.hallpass.emulator.template.Stack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// That what somebody changes in the deployed system by hand is found, and nothing besides.
class DriftScenarioTest {

  private static final Stack HUB = Scene.SYNTHESIZED.hub();
  private static final String ALLOWING =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-exports/*"}
      ]}
      """;
  private static final String DENYING =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
      """;

  private final Scene scene = new Scene();
  private final IamClient iam = scene.system().account().iam();
  private final LambdaClient lambda = scene.system().region().functions();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whatWasDeployedAndIsUntouchedIsNoDrift() {
    assertThat(differences()).isEmpty();
  }

  @Test
  void aGrantThatComesAndGoesIsNoDrift() {
    scene.opened(Scene.Asked.prefix("PT15M"), Scene.BOB);

    assertThat(differences()).isEmpty();
  }

  @Test
  void aWidenedInlinePolicyIsFound() {
    Resource policy = policyOf("Reap");
    String role = policy.properties().path("Roles").path(0).asString();
    JsonNode document = policy.properties().path("PolicyDocument").deepCopy();
    ((ObjectNode) document.path("Statement").path(0)).put("Resource", "*");
    put(role, policy.text("PolicyName"), document.toString());

    assertOnly(role, "inline policy " + policy.text("PolicyName"), "not as the template says");
  }

  @Test
  void thePolicyOfAnEntitlementIsFoundWidened() {
    put("read-bucket-prefix", "Ceiling", ALLOWING);

    assertOnly("read-bucket-prefix", "inline policy Ceiling", "not as the template says");
  }

  @Test
  void aMissingInlinePolicyIsFound() {
    iam.deleteRolePolicy(delete -> delete.roleName("read-bucket-prefix").policyName("Ceiling"));

    assertOnly("read-bucket-prefix", "inline policy Ceiling", "not there");
  }

  @Test
  void theSamePolicyWrittenInAnotherWayIsNoDrift() {
    Resource policy = policyOf("Reap");
    ObjectNode rewritten = Json.object();
    var statements = rewritten.putArray("Statement");
    policy
        .properties()
        .path("PolicyDocument")
        .path("Statement")
        .valueStream()
        .toList()
        .reversed()
        .forEach(statement -> {
          ObjectNode other = (ObjectNode) statement.deepCopy();
          if (other.path("Action").isString()) {
            other
                .putArray("Action")
                .add(statement.path("Action").asString().toUpperCase(Locale.ROOT));
          }
          statements.add(other);
        });
    rewritten.put("Version", "2012-10-17");
    put(
        policy.properties().path("Roles").path(0).asString(),
        policy.text("PolicyName"),
        rewritten.toString());

    assertThat(differences()).isEmpty();
  }

  @Test
  void anInlinePolicyThatNobodyDeployedIsFound() {
    put("hallpass-retire", "mine", ALLOWING);

    assertOnly("hallpass-retire", "inline policy mine", "not in the template");
  }

  @Test
  void anAttachedPolicyIsFound() {
    String arn =
        iam.createPolicy(create -> create.policyName("mine").policyDocument(ALLOWING))
            .policy()
            .arn();
    iam.attachRolePolicy(attach -> attach.roleName("hallpass-activate").policyArn(arn));

    assertOnly("hallpass-activate", "attached policy " + arn, "not in the template");
  }

  @Test
  void anotherTrustPolicyIsFound() {
    iam.updateAssumeRolePolicy(update ->
        update
            .roleName("read-bucket-prefix")
            .policyDocument(
                """
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow",
                  "Action": "sts:AssumeRole",
                  "Principal": {"AWS": "arn:aws:iam::111122223333:role/somebody"}
                }]}
                """));

    assertOnly("read-bucket-prefix", "trust policy", "not as the template says");
  }

  @Test
  void aRevocationOfHallpassIsNoDrift() {
    put("read-bucket-prefix", "revoked-grant-1", DENYING);

    assertThat(differences()).isEmpty();
  }

  @Test
  void whatAllowsSomethingIsNoRevocation() {
    put("read-bucket-prefix", "revoked-grant-1", ALLOWING);

    assertOnly("read-bucket-prefix", "inline policy revoked-grant-1", "not in the template");
  }

  @Test
  void onlyRolesOfEntitlementsHaveRevocations() {
    put("hallpass-retire", "revoked-grant-1", DENYING);

    assertOnly("hallpass-retire", "inline policy revoked-grant-1", "not in the template");
  }

  @Test
  void aLedgerWithoutItsPolicyIsFound() {
    scene.system().dynamoDb().deleteResourcePolicy(delete -> delete.resourceArn(ledgerArn()));

    assertOnly(scene.system().table(), "resource policy", "not there");
  }

  @Test
  void anotherPolicyOfTheLedgerIsFound() {
    scene
        .system()
        .dynamoDb()
        .putResourcePolicy(put ->
            put.resourceArn(ledgerArn())
                .policy(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Sid": "NothingIsChangedOrRemoved",
                      "Effect": "Deny",
                      "Principal": "*",
                      "Action": "dynamodb:DeleteTable",
                      "Resource": "*"
                    }]}
                    """));

    assertOnly(scene.system().table(), "resource policy", "not as the template says");
  }

  @Test
  void aLedgerThatCanBeDeletedIsFound() {
    scene
        .system()
        .dynamoDb()
        .updateTable(
            update -> update.tableName(scene.system().table()).deletionProtectionEnabled(false));

    assertOnly(scene.system().table(), "deletion protection", "not as the template says");
  }

  @Test
  void anotherDefinitionOfTheWorkflowIsFound() {
    String machine = scene.system().stateMachine();
    String definition =
        scene
            .system()
            .stepFunctions()
            .describeStateMachine(get -> get.stateMachineArn(machine))
            .definition();
    scene
        .system()
        .stepFunctions()
        .updateStateMachine(update ->
            update
                .stateMachineArn(machine)
                .definition(definition.replace("\"MaxAttempts\": 8", "\"MaxAttempts\": 9")));

    assertOnly(machine, "definition", "not as the template says");
  }

  @Test
  void aWorkflowThatLogsWhatNobodyMayReadIsFound() {
    String machine = scene.system().stateMachine();
    scene
        .system()
        .stepFunctions()
        .updateStateMachine(update ->
            update
                .stateMachineArn(machine)
                .loggingConfiguration(
                    logging -> logging.level(LogLevel.ALL).includeExecutionData(true)));

    assertOnly(machine, "logging of execution data", "not as the template says");
  }

  @Test
  void anAliasThatLeadsElsewhereIsFound() {
    LambdaFunction decide = function("Decide");
    lambda.publishVersion(publish -> publish.functionName(decide.name()));
    lambda.updateAlias(
        update -> update.functionName(decide.name()).name("live").functionVersion("2"));

    assertOnly(decide.name(), "alias live", "not as the template says");
  }

  @Test
  void anAliasBesideTheDeployedOneIsFound() {
    LambdaFunction decide = function("Decide");
    lambda.createAlias(
        create -> create.functionName(decide.name()).name("mine").functionVersion("1"));

    assertOnly(decide.name(), "alias mine", "not in the template");
  }

  @Test
  void aWayPastTheAliasIsFound() {
    LambdaFunction decide = function("Decide");
    JsonNode statement =
        Json.read(
            """
            {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "%s",
             "Principal": {"Service": "s3.amazonaws.com"}}
            """
                .formatted(decide.arn()));
    scene.system().region().lambda().permit(decide.arn(), "mine", statement);

    assertOnly(decide.name(), "leave to call it past its alias", "not in the template");
  }

  @Test
  void aCallerWhomNobodyDeployedIsFound() {
    LambdaFunction activate = function("Activate");
    String live = activate.arn() + ":live";
    JsonNode statement =
        Json.read(
            """
            {"Sid": "mine", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "%s",
             "Principal": {"AWS": "arn:aws:iam::444455556666:root"}}
            """
                .formatted(live));
    scene.system().region().lambda().permit(live, "mine", statement);

    assertOnly(activate.name(), "who may call alias live", "not as the template says");
  }

  @Test
  void anotherEnvironmentIsFoundWithoutItsValues() {
    LambdaFunction decide = function("Decide");
    Map<String, String> changed = new TreeMap<>(decide.environment());
    changed.put("LEDGER_TABLE", "a-secret-table");
    lambda.updateFunctionConfiguration(update ->
        update
            .functionName(decide.name())
            .environment(Environment.builder().variables(changed).build()));

    assertOnly(decide.name(), "environment variable LEDGER_TABLE", "not as the template says");
    assertThat(report()).doesNotContain("a-secret-table");
  }

  @Test
  void codeThatCouldBePublishedNextIsFound() {
    LambdaFunction decide = function("Decide");
    lambda.updateFunctionCode(
        update -> update.functionName(decide.name()).s3Bucket("elsewhere").s3Key("mine.jar"));

    assertOnly(decide.name(), "code", "not as the template says");
  }

  private void assertOnly(String name, String aspect, String found) {
    List<JsonNode> differences = differences();
    assertThat(differences).hasSize(1);
    JsonNode difference = differences.getFirst();
    assertThat(Json.text(difference, "name")).isEqualTo(name);
    assertThat(Json.text(difference, "aspect")).isEqualTo(aspect);
    assertThat(Json.text(difference, "found")).isEqualTo(found);
    assertThat(Json.text(difference, "remedy")).isEqualTo("deploy again");
  }

  private List<JsonNode> differences() {
    return Json.read(report()).valueStream().toList();
  }

  private String report() {
    return scene.checkForDrift();
  }

  private void put(String role, String name, String document) {
    iam.putRolePolicy(put -> put.roleName(role).policyName(name).policyDocument(document));
  }

  private String ledgerArn() {
    return HUB.place().arn("dynamodb", "table/" + scene.system().table());
  }

  private LambdaFunction function(String handler) {
    return scene.system().region().lambda().functions().stream()
        .filter(one -> one.handler().endsWith("." + handler))
        .findFirst()
        .orElseThrow();
  }

  private static Resource policyOf(String handler) {
    return HUB.resources("AWS::IAM::Policy").stream()
        .filter(policy -> policy.id().startsWith(handler + "Role"))
        .findFirst()
        .orElseThrow();
  }
}
