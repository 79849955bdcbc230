package dev.hallpass.local.scenarios;

import static dev.hallpass.local.scenarios.Intruder.ALLOWING;
import static dev.hallpass.local.scenarios.Intruder.DENYING;
import static dev.hallpass.local.scenarios.Intruder.PUTTING;
import static dev.hallpass.local.scenarios.Intruder.TRUSTING;

import dev.hallpass.emulator.lambda.LambdaFunction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody changes in the deployed system by hand, what the check for drift finds of it, and
/// what brings it back.
enum ChangeByHand {
  REMOVED_A_ROLE(
      "role",
      "not there",
      "aws iam create-role",
      intruder -> {
        intruder.remove("hallpass-retire");
        return "hallpass-retire";
      }),

  TRUSTED_SOMEBODY_ELSE(
      "trust policy",
      "not as the template says",
      "aws iam update-assume-role-policy",
      intruder -> {
        intruder
            .iam()
            .updateAssumeRolePolicy(
                update -> update.roleName("read-bucket-prefix").policyDocument(TRUSTING));
        return "read-bucket-prefix";
      }),

  LET_SESSIONS_LAST(
      "longest session",
      "not as the template says",
      "aws iam update-role",
      intruder -> {
        intruder
            .iam()
            .updateRole(update -> update.roleName("hallpass-reap").maxSessionDuration(43_200));
        return "hallpass-reap";
      }),

  TOOK_A_BOUNDARY_AWAY(
      "permissions boundary",
      "not as the template says",
      "aws iam put-role-permissions-boundary",
      intruder -> {
        intruder
            .iam()
            .deleteRolePermissionsBoundary(delete -> delete.roleName("read-bucket-prefix"));
        return "read-bucket-prefix";
      }),

  BOUNDED_A_ROLE(
      "permissions boundary",
      "not as the template says",
      "aws iam delete-role-permissions-boundary",
      intruder -> {
        String arn = intruder.policy();
        intruder
            .iam()
            .putRolePermissionsBoundary(
                put -> put.roleName("hallpass-retire").permissionsBoundary(arn));
        return "hallpass-retire";
      }),

  WIDENED_AN_INLINE_POLICY(
      "inline policy NAME",
      "not as the template says",
      "aws iam put-role-policy",
      intruder -> {
        var policy = Intruder.policyOf("Reap");
        JsonNode document = policy.properties().path("PolicyDocument").deepCopy();
        ((ObjectNode) document.path("Statement").path(0)).put("Resource", "*");
        String role = Intruder.roleOf("Reap");
        intruder.put(role, policy.text("PolicyName"), document.toString());
        return role;
      }),

  WIDENED_AN_ENTITLEMENT(
      "inline policy NAME",
      "not as the template says",
      "aws iam put-role-policy",
      intruder -> {
        intruder.put("read-bucket-prefix", "Ceiling", ALLOWING);
        return "read-bucket-prefix";
      }),

  REMOVED_AN_INLINE_POLICY(
      "inline policy NAME",
      "not there",
      "aws iam put-role-policy",
      intruder -> {
        intruder
            .iam()
            .deleteRolePolicy(it -> it.roleName("read-bucket-prefix").policyName("Ceiling"));
        return "read-bucket-prefix";
      }),

  ADDED_AN_INLINE_POLICY(
      "inline policy NAME",
      "not in the template",
      "aws iam delete-role-policy",
      intruder -> {
        intruder.put("hallpass-retire", "mine", ALLOWING);
        return "hallpass-retire";
      }),

  CALLED_A_POLICY_A_DENIAL(
      "inline policy NAME",
      "not in the template",
      "aws iam delete-role-policy",
      intruder -> {
        intruder.put("read-bucket-prefix", "denied-grant-1", ALLOWING);
        return "read-bucket-prefix";
      }),

  REVOKED_WHAT_IS_NO_ENTITLEMENT(
      "inline policy NAME",
      "not in the template",
      "aws iam delete-role-policy",
      intruder -> {
        intruder.put("hallpass-retire", "denied-grant-1", DENYING);
        return "hallpass-retire";
      }),

  ATTACHED_A_POLICY(
      "attached policy ARN",
      "not in the template",
      "aws iam detach-role-policy",
      intruder -> {
        String arn = intruder.policy();
        intruder.iam().attachRolePolicy(it -> it.roleName("hallpass-activate").policyArn(arn));
        return "hallpass-activate";
      }),

  PUT_ANOTHER_VERSION_IN_FORCE(
      "document",
      "not as the template says",
      "aws iam create-policy-version",
      intruder -> {
        String ceiling = intruder.ceiling();
        intruder
            .iam()
            .createPolicyVersion(
                it -> it.policyArn(ceiling).policyDocument(ALLOWING).setAsDefault(true));
        return ceiling;
      }),

  REMOVED_A_BOUNDARY(
      "policy",
      "not there",
      "aws iam create-policy",
      intruder -> {
        String ceiling = intruder.ceiling();
        intruder
            .iam()
            .deleteRolePermissionsBoundary(delete -> delete.roleName("read-bucket-prefix"));
        intruder.iam().deletePolicy(delete -> delete.policyArn(ceiling));
        return ceiling;
      }),

  TOOK_THE_LEDGERS_POLICY_AWAY(
      "resource policy",
      "not there",
      "aws dynamodb put-resource-policy",
      intruder -> {
        intruder.dynamoDb().deleteResourcePolicy(it -> it.resourceArn(intruder.ledgerArn()));
        return intruder.system().table();
      }),

  ALLOWED_ENTRIES_TO_BE_REPLACED(
      "resource policy",
      "not as the template says",
      "aws dynamodb put-resource-policy",
      intruder -> {
        String policy = intruder.ledgerPolicyWithoutPut();
        intruder
            .dynamoDb()
            .putResourcePolicy(put -> put.resourceArn(intruder.ledgerArn()).policy(policy));
        return intruder.system().table();
      }),

  LET_OTHERS_OPEN_TICKETS(
      "resource policy",
      "not as the template says",
      "aws dynamodb put-resource-policy",
      intruder -> {
        String policy = intruder.ledgerPolicyWithoutPut();
        String arn = intruder.arn(intruder.tickets());
        intruder.dynamoDb().putResourcePolicy(put -> put.resourceArn(arn).policy(policy));
        return intruder.tickets();
      }),

  LET_THE_LEDGER_BE_DELETED(
      "deletion protection",
      "not as the template says",
      "aws dynamodb update-table",
      intruder -> {
        intruder
            .dynamoDb()
            .updateTable(
                it -> it.tableName(intruder.system().table()).deletionProtectionEnabled(false));
        return intruder.system().table();
      }),

  REMOVED_THE_TICKETS(
      "table",
      "not there",
      "restore the table from a backup",
      intruder -> {
        intruder.dynamoDb().deleteTable(it -> it.tableName(intruder.tickets()));
        return intruder.tickets();
      }),

  CHANGED_THE_WORKFLOW(
      "definition",
      "not as the template says",
      "aws stepfunctions update-state-machine",
      intruder -> {
        String other = intruder.definition().replace("\"MaxAttempts\": 8", "\"MaxAttempts\": 9");
        String machine = intruder.system().stateMachine();
        intruder
            .stepFunctions()
            .updateStateMachine(it -> it.stateMachineArn(machine).definition(other));
        return machine;
      }),

  GAVE_THE_WORKFLOW_ANOTHER_ROLE(
      "role",
      "not as the template says",
      "aws stepfunctions update-state-machine",
      intruder -> {
        String machine = intruder.system().stateMachine();
        String other = "arn:aws:iam::111122223333:role/hallpass-reap";
        intruder
            .stepFunctions()
            .updateStateMachine(it -> it.stateMachineArn(machine).roleArn(other));
        return machine;
      }),

  LOGGED_LESS(
      "logging level",
      "not as the template says",
      "aws stepfunctions update-state-machine",
      intruder -> log(intruder, LogLevel.FATAL, false)),

  LOGGED_WHAT_NOBODY_MAY_READ(
      "logging of execution data",
      "not as the template says",
      "aws stepfunctions update-state-machine",
      intruder -> log(intruder, LogLevel.ALL, true)),

  LED_THE_WORKFLOW_ELSEWHERE(
      "version",
      "not as the template says",
      "aws stepfunctions update-state-machine-alias",
      intruder -> {
        String machine = intruder.system().stateMachine();
        String definition = intruder.definition();
        String other = definition.replace("\"MaxAttempts\": 8", "\"MaxAttempts\": 9");
        intruder
            .stepFunctions()
            .updateStateMachine(it -> it.stateMachineArn(machine).definition(other));
        String version =
            intruder
                .stepFunctions()
                .publishStateMachineVersion(it -> it.stateMachineArn(machine))
                .stateMachineVersionArn();
        intruder
            .stepFunctions()
            .updateStateMachineAlias(it ->
                it.stateMachineAliasArn(intruder.alias())
                    .routingConfiguration(
                        RoutingConfigurationListItem.builder()
                            .stateMachineVersionArn(version)
                            .weight(100)
                            .build()));
        intruder
            .stepFunctions()
            .updateStateMachine(it -> it.stateMachineArn(machine).definition(definition));
        return intruder.alias();
      }),

  REMOVED_THE_WORKFLOW(
      "state machine",
      "not there",
      "destroy and deploy again",
      intruder -> {
        String machine = intruder.system().stateMachine();
        intruder.stepFunctions().deleteStateMachine(it -> it.stateMachineArn(machine));
        return machine;
      }),

  REMOVED_THE_ALIAS_OF_THE_WORKFLOW(
      "alias",
      "not there",
      "aws stepfunctions create-state-machine-alias",
      intruder -> {
        intruder
            .stepFunctions()
            .deleteStateMachineAlias(it -> it.stateMachineAliasArn(intruder.alias()));
        return intruder.alias();
      }),

  LED_AN_ALIAS_ELSEWHERE(
      "alias NAME",
      "not as the template says",
      "aws lambda update-alias",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder.lambda().publishVersion(it -> it.functionName(decide));
        intruder
            .lambda()
            .updateAlias(it -> it.functionName(decide).name("live").functionVersion("2"));
        return decide;
      }),

  REMOVED_AN_ALIAS(
      "alias NAME",
      "not there",
      "aws lambda create-alias",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder.lambda().deleteAlias(it -> it.functionName(decide).name("live"));
        return decide;
      }),

  ADDED_AN_ALIAS(
      "alias NAME",
      "not in the template",
      "aws lambda delete-alias",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .createAlias(it -> it.functionName(decide).name("mine").functionVersion("1"));
        return decide;
      }),

  LET_SOMEBODY_CALL(
      "leave to call alias NAME: STATEMENT",
      "not in the template",
      "aws lambda remove-permission",
      intruder -> {
        String activate = intruder.function("Activate").name();
        intruder.permit(activate, "live");
        return activate;
      }),

  LET_NOBODY_CALL(
      "leave to call alias NAME: STATEMENT",
      "not there",
      "aws lambda add-permission",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .removePermission(it ->
                it.functionName(decide).qualifier("live").statementId(intruder.leave("Decide")));
        return decide;
      }),

  LET_SOMEBODY_CALL_PAST_THE_ALIAS(
      "leave to call it past its alias: STATEMENT",
      "not in the template",
      "aws lambda remove-permission",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder.permit(decide, "$LATEST");
        return decide;
      }),

  SET_ANOTHER_HANDLER(
      "handler",
      "not as the template says",
      "aws lambda update-function-configuration",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .updateFunctionConfiguration(it -> it.functionName(decide).handler("mine.Handler"));
        return decide;
      }),

  SET_ANOTHER_RUNTIME(
      "runtime",
      "not as the template says",
      "aws lambda update-function-configuration",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .updateFunctionConfiguration(it -> it.functionName(decide).runtime("java17"));
        return decide;
      }),

  GAVE_A_FUNCTION_ANOTHER_ROLE(
      "role",
      "not as the template says",
      "aws lambda update-function-configuration",
      intruder -> {
        String decide = intruder.function("Decide").name();
        String other = intruder.function("Reap").roleArn();
        intruder.lambda().updateFunctionConfiguration(it -> it.functionName(decide).role(other));
        return decide;
      }),

  ADDED_A_LAYER(
      "layer ARN",
      "not in the template",
      "aws lambda update-function-configuration",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .updateFunctionConfiguration(it ->
                it.functionName(decide)
                    .layers("arn:aws:lambda:eu-central-1:111122223333:layer:mine:1"));
        return decide;
      }),

  SET_A_VARIABLE(
      "environment variable NAME",
      "not as the template says",
      "aws lambda update-function-configuration",
      intruder -> set(intruder, "LEDGER_TABLE", "a-secret-table")),

  ADDED_A_VARIABLE(
      "environment variable NAME",
      "not in the template",
      "aws lambda update-function-configuration",
      intruder -> set(intruder, "JAVA_TOOL_OPTIONS", "-javaagent:mine.jar")),

  REMOVED_A_VARIABLE(
      "environment variable NAME",
      "not there",
      "aws lambda update-function-configuration",
      intruder -> set(intruder, "LEDGER_TABLE", "")),

  PUT_OTHER_CODE(
      "code",
      "not as the template says",
      "aws lambda update-function-code",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder
            .lambda()
            .updateFunctionCode(
                it -> it.functionName(decide).s3Bucket("elsewhere").s3Key("mine.jar"));
        return decide;
      }),

  LET_EVERYBODY_SEAL(
      "key policy",
      "not as the template says",
      "aws kms put-key-policy",
      intruder -> {
        String key = intruder.sealKey();
        String policy =
            intruder
                .kms()
                .getKeyPolicy(get -> get.keyId(key).policyName("default"))
                .policy()
                .replace("NobodyElseSigns", "EverybodySigns")
                .replace("\"Deny\"", "\"Allow\"");
        intruder.kms().putKeyPolicy(put -> put.keyId(key).policyName("default").policy(policy));
        return key;
      }),

  DISABLED_THE_SEALS(
      "key state",
      "not as the template says",
      "aws kms enable-key",
      intruder -> {
        intruder.kms().disableKey(disable -> disable.keyId(intruder.sealKey()));
        return intruder.sealKey();
      }),

  SWITCHED_A_RULE_OFF(
      "rule state",
      "not as the template says",
      "aws events put-rule",
      intruder -> put(intruder, RuleState.DISABLED, "")),

  WATCHED_LESS(
      "event pattern",
      "not as the template says",
      "aws events put-rule",
      intruder -> put(intruder, RuleState.ENABLED, "{\"source\": [\"mine\"]}")),

  TOOK_A_TARGET_AWAY(
      "target NAME",
      "not there",
      "aws events put-targets",
      intruder -> {
        intruder.rules().removeTargets(remove -> remove.rule(intruder.rule()).ids("Topic"));
        return intruder.rule();
      }),

  LED_A_RULE_ELSEWHERE(
      "target NAME",
      "not as the template says",
      "aws events put-targets",
      intruder -> {
        intruder.rules().putTargets(put -> put.rule(intruder.rule()).targets(target("Topic")));
        return intruder.rule();
      }),

  ADDED_A_TARGET(
      "target NAME",
      "not in the template",
      "aws events remove-targets",
      intruder -> {
        intruder.rules().putTargets(put -> put.rule(intruder.rule()).targets(target("mine")));
        return intruder.rule();
      }),

  LET_OTHERS_TELL_OF_GRANTS(
      "resource policy",
      "not as the template says",
      "aws events put-permission",
      intruder -> {
        intruder.rules().putPermission(put -> put.eventBusName(intruder.bus()).policy(PUTTING));
        return intruder.bus();
      }),

  REMOVED_A_BUS(
      "bus",
      "not there",
      "destroy and deploy again",
      intruder -> {
        String bus = intruder.bus();
        intruder.rules().deleteEventBus(delete -> delete.name(bus));
        return bus;
      }),

  TOOK_THE_POLICY_OF_A_BUS_AWAY(
      "resource policy",
      "not there",
      "aws events put-permission",
      intruder -> {
        intruder
            .rules()
            .removePermission(
                remove -> remove.eventBusName(intruder.bus()).removeAllPermissions(true));
        return intruder.bus();
      }),

  LET_AN_ACCOUNT_FORWARD_NO_CALLS(
      "statement NAME",
      "not there",
      "put back by hand what the template says",
      intruder -> {
        intruder
            .rules()
            .removePermission(remove -> remove.statementId("HallpassCallsOf444455556666"));
        return "default";
      }),

  LET_OTHERS_FORWARD_CALLS(
      "statement NAME",
      "not as the template says",
      "put back by hand what the template says",
      intruder -> {
        intruder.rules().putPermission(put -> put.policy(PUTTING));
        return "default";
      }),

  UNSUBSCRIBED_WHO_WATCHES(
      "subscription of ADDRESS",
      "not there",
      "aws sns subscribe",
      intruder -> {
        intruder.unsubscribe();
        return intruder.topic();
      }),

  SUBSCRIBED_WITHOUT_CONFIRMING(
      "confirmation of ADDRESS",
      "not there",
      "aws sns confirm-subscription",
      intruder -> {
        intruder.unsubscribe();
        intruder.subscribe(intruder.watcher());
        return intruder.topic();
      }),

  CONFIRMED_BY_THE_LINK(
      "confirmation of ADDRESS",
      "not as the template says",
      "aws sns unsubscribe",
      intruder -> {
        intruder.unsubscribe();
        intruder.subscribe(intruder.watcher());
        intruder.follow(intruder.watcher());
        return intruder.topic();
      }),

  SUBSCRIBED_SOMEBODY_ELSE(
      "subscription ARN",
      "not in the template",
      "aws sns unsubscribe",
      intruder -> {
        intruder.subscribe("mallory@example.com");
        intruder.follow("mallory@example.com");
        return intruder.topic();
      }),

  REMOVED_A_FUNCTION(
      "function",
      "not there",
      "destroy and deploy again",
      intruder -> {
        String decide = intruder.function("Decide").name();
        intruder.lambda().deleteFunction(it -> it.functionName(decide));
        return decide;
      });

  private final String aspect;
  private final String found;
  private final String remedy;

  /// Holds nothing of its own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Intruder, String> deed;

  /// @param aspect a word in capitals stands for a name
  /// @param remedy a sentence, or how a command begins
  ChangeByHand(String aspect, String found, String remedy, Function<Intruder, String> deed) {
    this.aspect = aspect;
    this.found = found;
    this.remedy = remedy;
    this.deed = deed;
  }

  /// Does it.
  ///
  /// @return what AWS calls the resource that it is done to
  String by(Intruder intruder) {
    return deed.apply(intruder);
  }

  String aspect() {
    return aspect;
  }

  String found() {
    return found;
  }

  String remedy() {
    return remedy;
  }

  /// @param pattern empty to keep it
  private static String put(Intruder intruder, RuleState state, String pattern) {
    String before =
        intruder.rules().describeRule(describe -> describe.name(intruder.rule())).eventPattern();
    intruder
        .rules()
        .putRule(put ->
            put.name(intruder.rule())
                .state(state)
                .eventPattern(pattern.isEmpty() ? before : pattern));
    return intruder.rule();
  }

  private static Target target(String id) {
    return Target.builder().id(id).arn("arn:aws:sns:eu-central-1:111122223333:mine").build();
  }

  private static String log(Intruder intruder, LogLevel level, boolean data) {
    String machine = intruder.system().stateMachine();
    intruder
        .stepFunctions()
        .updateStateMachine(it ->
            it.stateMachineArn(machine)
                .loggingConfiguration(logging -> logging.level(level).includeExecutionData(data)));
    return machine;
  }

  /// @param value empty for none
  private static String set(Intruder intruder, String variable, String value) {
    LambdaFunction decide = intruder.function("Decide");
    Map<String, String> variables = new TreeMap<>(decide.environment());
    variables.remove(variable);
    if (!value.isEmpty()) {
      variables.put(variable, value);
    }
    intruder
        .lambda()
        .updateFunctionConfiguration(
            it -> it.functionName(decide.name()).environment(env -> env.variables(variables)));
    return decide.name();
  }
}
