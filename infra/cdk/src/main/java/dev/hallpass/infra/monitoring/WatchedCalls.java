package dev.hallpass.infra.monitoring;

import static dev.hallpass.infra.monitoring.CallPattern.missing;
import static dev.hallpass.infra.monitoring.CallPattern.notAmong;
import static dev.hallpass.infra.monitoring.CallPattern.prefix;
import static dev.hallpass.infra.monitoring.CallPattern.wildcard;

import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.ledger.IntegrationTable;
import dev.hallpass.infra.ledger.LedgerTable;
import dev.hallpass.infra.ledger.SigningKey;
import dev.hallpass.infra.ledger.TamperLog;
import dev.hallpass.infra.lifecycle.Lifecycle;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.policy.ManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The rules that mail a call of AWS at once if it touches a part of Hallpass, and neither a
/// deployment nor Hallpass itself made it. They see what a trail of CloudTrail records.
///
/// A mail has the caller, the call and the time. It has no parameter of the call, because that may
/// be a secret.
public final class WatchedCalls extends Construct {

  /// A bus has one policy of 10,240 characters (source: quotas of EventBridge).
  private static final int MOST_NAMED_ACCOUNTS = 20;

  /// The length of a pattern is limited, and a name has at most 64 characters.
  private static final int NAMES_OF_A_RULE = 12;

  /// With more, a session under any managed policy is not taken for a bare one.
  private static final int MOST_NAMED_POLICIES = 15;

  /// The calls that read and write items, and read streams.
  private static final List<String> ITEM_CALLS =
      List.of(
          "BatchExecuteStatement",
          "BatchGetItem",
          "BatchWriteItem",
          "DeleteItem",
          "DescribeStream",
          "ExecuteStatement",
          "ExecuteTransaction",
          "GetItem",
          "GetRecords",
          "GetShardIterator",
          "PutItem",
          "Query",
          "Scan",
          "TransactGetItems",
          "TransactWriteItems",
          "UpdateItem");

  /// The names that CloudFormation gives to functions, alarms, rules and log groups.
  private static final String OURS = Aws.STACK_NAME + "-";

  /// Not the default, which leaves out calls that CloudTrail takes for reading (source:
  /// EventBridge, receiving read-only management events). `AssumeRole` is one of them.
  private static final String READING_TOO = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  private final AlarmTopic topic;
  private final Role publisher;

  WatchedCalls(Construct scope, AlarmTopic topic) {
    super(scope, "Calls");
    this.topic = topic;
    publisher = ForwardedCalls.roleOfRules(this).build();
    topic.publishableBy(publisher);
  }

  /// Lets other accounts forward their calls to these rules. Nobody can put an event in the name of
  /// AWS on a bus (source: EventBridge, PutEvents), so only what AWS recorded arrives.
  ///
  /// @param roles the path of the roles that forward them
  /// @param organizations the organization of all accounts, if it is known
  /// @throws IllegalStateException if there are too many accounts to name, and no organization
  public void receiveFrom(
      List<AccountId> accounts, List<String> organizations, RoleConventions roles) {
    if (accounts.size() > MOST_NAMED_ACCOUNTS) {
      String organization =
          organizations.stream()
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "hallpass.yaml names %d accounts, and the policy of the bus has no room for more than %d. Name their organization there: api: {organization: o-…}"
                          .formatted(accounts.size(), MOST_NAMED_ACCOUNTS)));
      CfnEventBusPolicy.Builder.create(this, "FromTheOrganization")
          .statementId("HallpassCallsOfTheOrganization")
          .statement(ForwardedCalls.forwardingOf(this, organization, roles).toStatementJson())
          .build();
      return;
    }
    for (AccountId account : accounts) {
      CfnEventBusPolicy.Builder.create(this, "From" + account)
          .statementId("HallpassCallsOf" + account)
          .statement(ForwardedCalls.forwarding(this, account, roles).toStatementJson())
          .build();
    }
  }

  /// Watches roles and ceilings, in all accounts.
  ///
  /// @param entitlements the names of the entitlements' roles
  /// @param keepers the functions that deny sessions on these roles
  public void overRoles(List<String> entitlements, Handler... keepers) {
    List<String> own = new ArrayList<>(roles(keepers));
    own.add("arn:%s:iam::*:role/hallpass-provisioner".formatted(Aws.PARTITION));
    mail(
        "Roles",
        "a role or a ceiling",
        new CallPattern("iam")
            .on("roleName", prefix("hallpass-"), prefix(OURS))
            .on("policyArn", wildcard("arn:*:iam::*:policy/hallpass-ceiling/*"))
            .on("path", "/hallpass-ceiling/")
            .notByDeploymentsNor(this, own));
    for (int from = 0; from < entitlements.size(); from += NAMES_OF_A_RULE) {
      int to = Math.min(from + NAMES_OF_A_RULE, entitlements.size());
      mail(
          "Entitlements" + from / NAMES_OF_A_RULE,
          "an entitlement's role",
          new CallPattern("iam")
              .on("roleName", entitlements.subList(from, to).toArray())
              .notByDeploymentsNor(this, own));
    }
  }

  /// Watches the tables: their policies, protection and streams. Who reads and writes items is not
  /// mailed: the tables' policies say who may, and the tamper log sees each change.
  public void over(LedgerTable ledger, List<IntegrationTable> filled) {
    Object[] tables =
        Stream.concat(
                Stream.of(ledger.name(), ledger.arn()),
                filled.stream().flatMap(table -> Stream.of(table.name(), table.arn())))
            .toArray();
    mail(
        "Tables",
        "the ledger, the tickets, the duties or the obstacles",
        new CallPattern("dynamodb")
            // A trail of the account can record these, and then they come here too.
            .notNamed(ITEM_CALLS)
            .on("tableName", tables)
            .on("tableArn", tables)
            .on("resourceArn", tables)
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches the code, the configuration, the aliases and the callers of functions.
  public void overFunctions() {
    mail(
        "Functions",
        "a function",
        new CallPattern("lambda")
            // A trail that records who invokes functions sends that here too.
            .notNamed(prefix("Invoke"))
            .on("functionName", prefix(OURS), wildcard("*:function:%s*".formatted(OURS)))
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches the state machine and its executions.
  ///
  /// @param starters the functions that start executions
  public void over(Lifecycle lifecycle, Handler... starters) {
    Object machine = prefix(lifecycle.machineArn());
    mail(
        "Workflow",
        "the state machine",
        new CallPattern("states")
            .on("stateMachineArn", machine)
            .on("stateMachineAliasArn", machine)
            .on("stateMachineVersionArn", machine)
            .on("executionArn", prefix(lifecycle.executionsArn()))
            .notByDeploymentsNor(this, roles(starters)));
  }

  /// Watches the keys: who signs, lends a key, or makes it useless.
  ///
  /// @param signers the functions that seal
  public void over(SigningKey seals, EncryptionKey key, Handler... signers) {
    keys("Keys", Stream.concat(Stream.of(seals.arn()), key.arns().stream()).toList(), signers);
  }

  /// Watches the key of checkpoints in the same way.
  ///
  /// @param signer the function that signs them
  public void over(SigningKey log, Handler signer) {
    keys("LogKey", List.of(log.arn()), signer);
  }

  private void keys(String id, List<String> keys, Handler... signers) {
    mail(
        id,
        "a key",
        READING_TOO,
        new CallPattern("kms")
            .named(
                "CreateGrant",
                "DisableKey",
                "DisableKeyRotation",
                "ImportKeyMaterial",
                "PutKeyPolicy",
                "ReplicateKey",
                "ScheduleKeyDeletion",
                "Sign",
                "UpdatePrimaryRegion")
            .onResources(keys)
            .notByDeploymentsNor(this, roles(signers)));
  }

  /// Watches what rings: the topic with its subscriptions, alarms and rules. Confirming a
  /// subscription is what the guide asks for.
  public void overAlarms() {
    mail(
        "Topic",
        "the topic of the alarms",
        new CallPattern("sns")
            .notNamed(List.of("ConfirmSubscription"))
            .on("topicArn", topic.arn())
            .on("resourceArn", topic.arn())
            .on("subscriptionArn", prefix(topic.arn() + ":"))
            .notByDeploymentsNor(this, List.of()));
    mail(
        "Alarms",
        "an alarm",
        new CallPattern("monitoring")
            .on("alarmName", prefix(OURS))
            .on("alarmNames", prefix(OURS))
            .notByDeploymentsNor(this, List.of()));
    mail(
        "Rules",
        "a rule of EventBridge",
        new CallPattern("events")
            .on("name", prefix(OURS))
            .on("rule", prefix(OURS))
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches who may put events on event buses. Others may make their rules on them.
  ///
  /// @param buses their names and ARNs
  public void overBuses(List<String> buses) {
    mail(
        "Bus",
        "an event bus",
        new CallPattern("events")
            .named("DeleteEventBus", "PutPermission", "RemovePermission", "UpdateEventBus")
            .on("eventBusName", buses.toArray())
            .on("name", buses.toArray())
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches the pipe behind the ledger, and the logs.
  public void over(TamperLog tamperLog) {
    mail(
        "Pipe",
        "the pipe of the tamper log",
        new CallPattern("pipes").on("name", tamperLog.pipe()).notByDeploymentsNor(this, List.of()));
    mail(
        "Logs",
        "a log",
        new CallPattern("logs")
            .named(
                "DeleteLogGroup",
                "DeleteLogStream",
                "DeleteMetricFilter",
                "DisassociateKmsKey",
                "PutMetricFilter",
                "PutRetentionPolicy",
                "PutSubscriptionFilter")
            .on("logGroupName", prefix(OURS), prefix(EncryptionKey.vended("states")))
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches the archive: its bucket and, if a trail records them, its objects.
  ///
  /// @param signer the ARN of the role that writes to it
  void overArchive(String bucket, String signer) {
    mail(
        "Archive",
        "the archive",
        new CallPattern("s3").on("bucketName", bucket).notByDeploymentsNor(this, List.of(signer)));
  }

  /// Watches each trail of the account, because without a trail these rules see nothing.
  public void overTrails() {
    mail(
        "Trails",
        "a trail that these mails need",
        new CallPattern("cloudtrail")
            .named("DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail")
            .notByDeploymentsNor(this, List.of()));
  }

  /// Watches sessions of entitlements' roles: those that others open than the issuer, and those
  /// without the policy or the tag of a grant.
  ///
  /// For a role in another account CloudTrail records the call twice: in the hub with the issuer's
  /// role, and there with the hub's account only (source: CloudTrail, userIdentity element).
  ///
  /// A session can have managed policies beside that of its grant. EventBridge looks at each policy
  /// by itself, so one with only such a policy is not seen as bare.
  ///
  /// @param managed the managed policies that sessions of grants have
  public void overSessions(Handler issuer, List<ManagedPolicy> managed) {
    String hub = Stack.of(this).getAccount();
    mail(
        "SessionsHere",
        "an entitlement's role",
        READING_TOO,
        sessions().where("account", List.of(hub)).notBy(roles(issuer)));
    mail(
        "SessionsThere",
        "an entitlement's role",
        READING_TOO,
        sessions()
            .where("account", List.of(Map.of("anything-but", List.of(hub))))
            .by(Map.of("accountId", notAmong(List.of(hub)))));
    mail(
        "SessionsBare",
        "an entitlement's role, without the policy and the tag of a grant",
        READING_TOO,
        new CallPattern("sts")
            .named("AssumeRole")
            .with(
                ofEntitlement(
                    "policyArns", Map.of("arn", notAmong(wildcard(policiesOfSessions(managed))))))
            .with(ofEntitlement("tags", Map.of("key", missing()))));
  }

  private static CallPattern sessions() {
    return new CallPattern("sts").named("AssumeRole").on("roleArn", entitlementRoles());
  }

  private static Map<String, Object> ofEntitlement(String parameter, Map<String, Object> wanted) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("roleArn", List.of(entitlementRoles()));
    parameters.put(parameter, wanted);
    return parameters;
  }

  private static Object entitlementRoles() {
    return wildcard("arn:*:iam::*:role/hallpass/*");
  }

  private static List<String> policiesOfSessions(List<ManagedPolicy> managed) {
    Stream<String> beside =
        managed.size() > MOST_NAMED_POLICIES
            ? Stream.of("arn:*:iam::*:policy/*")
            : managed.stream().map(one -> one.arn().value());
    return Stream.concat(Stream.of("arn:*:iam::*:policy/hallpass/grant-*"), beside)
        .distinct()
        .toList();
  }

  private static List<String> roles(Handler... handlers) {
    return Stream.of(handlers).map(Handler::roleArn).toList();
  }

  private void mail(String id, String part, CallPattern pattern) {
    mail(id, part, "ENABLED", pattern);
  }

  private void mail(String id, String part, String state, CallPattern pattern) {
    CfnRule.Builder.create(this, id)
        .description("Mails calls that touch %s of Hallpass".formatted(part))
        .eventPattern(pattern.toMap())
        .state(state)
        .targets(List.of(mail(sentence(part))))
        .build();
  }

  /// A mail to those who get the alarms.
  CfnRule.TargetProperty mail(CfnRule.InputTransformerProperty sentence) {
    return CfnRule.TargetProperty.builder()
        .id("Topic")
        .arn(topic.arn())
        .roleArn(publisher.getRoleArn())
        .inputTransformer(sentence)
        .build();
  }

  /// EventBridge leaves a place empty if the call has no such member.
  private static CfnRule.InputTransformerProperty sentence(String part) {
    Map<String, String> places = new TreeMap<>();
    places.put("caller", "$.detail.userIdentity.arn");
    places.put("principal", "$.detail.userIdentity.principalId");
    places.put("call", "$.detail.eventName");
    places.put("service", "$.detail.eventSource");
    places.put("account", "$.account");
    places.put("region", "$.region");
    places.put("at", "$.detail.eventTime");
    places.put("refusal", "$.detail.errorCode");
    places.put("id", "$.detail.eventID");
    return CfnRule.InputTransformerProperty.builder()
        .inputPathsMap(places)
        .inputTemplate(
            """
            "SECURITY: <caller> (<principal>) called <call> of <service> in account <account>, <region>, at <at>. \
            It touches %s of Hallpass. AWS's refusal, if any: <refusal>. First: ask the caller why; CloudTrail has \
            the call as <id>. Read on in infra/README.md, Watched calls."\
            """
                .formatted(part))
        .build();
  }
}
