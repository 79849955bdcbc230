package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.PolicyText.trust;

import dev.hallpass.local.probes.Probe.Inconclusive;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What questions take: roles, sessions, policies, tables and stacks, for throwing away. All of it
/// is known by its path or by what its name begins with.
record Fixtures(Aws aws) {

  static final String PATH = "/hallpass-probe/";
  static final String PREFIX = "hallpass-probe-";

  /// The key of all tables.
  static final String ID = "id";

  /// What [#reads] needs leave for.
  static final String MAY_READ = allow("dynamodb:DescribeTable", "*");

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration STACK_AT_MOST = Duration.ofMinutes(10);

  Patience patience() {
    return Patience.of(aws);
  }

  Patience longPatience() {
    return patience().asking(BETWEEN_LOOKS, STACK_AT_MOST);
  }

  /// A name that nothing has.
  String name() {
    return PREFIX + aws.digits();
  }

  String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, aws.region(), aws.account(), resource);
  }

  /// A managed policy.
  ///
  /// @return its ARN
  String managed(String text) {
    return managed(PATH, text);
  }

  String managed(String path, String text) {
    return aws.iam()
        .createPolicy(made -> made.path(path).policyName(name()).policyDocument(text))
        .policy()
        .arn();
  }

  /// A role that may be assumed by those of this account who may, and that may do something.
  ///
  /// @return its ARN
  String role(String... statements) {
    return role(_ -> {}, statements);
  }

  /// @param more of the role, such as another trust policy
  String role(Consumer<CreateRoleRequest.Builder> more, String... statements) {
    String name = name();
    AtomicReference<String> arn = new AtomicReference<>("");
    // A policy that was made a moment ago may not be seen as a boundary yet.
    patience()
        .sure(
            "CreateRole",
            DONE::equals,
            () ->
                Observed.of(() ->
                    arn.set(
                        aws.iam()
                            .createRole(role ->
                                role.path(PATH)
                                    .roleName(name)
                                    .assumeRolePolicyDocument(trustOfThisAccount())
                                    .applyMutation(more))
                            .role()
                            .arn())));
    if (statements.length > 0) {
      inline(arn.get(), "permissions", policy(statements));
    }
    return arn.get();
  }

  private String trustOfThisAccount() {
    String account = "\"AWS\":\"arn:aws:iam::%s:root\"".formatted(aws.account());
    return policy(
        trust(account, "sts:AssumeRole"),
        trust(account, "sts:SetSourceIdentity"),
        trust(account, "sts:TagSession"));
  }

  /// A role for a service of AWS.
  String roleOf(String service, String... statements) {
    String principal = "\"Service\":\"%s\"".formatted(service);
    return role(
        role -> role.assumeRolePolicyDocument(policy(trust(principal, "sts:AssumeRole"))),
        statements);
  }

  /// Puts an inline policy on a role.
  void inline(String role, String name, String text) {
    patience()
        .sure(
            "PutRolePolicy",
            DONE::equals,
            () ->
                Observed.of(() ->
                    aws.iam()
                        .putRolePolicy(put ->
                            put.roleName(nameOf(role)).policyName(name).policyDocument(text))));
  }

  /// Attaches a managed policy to a role.
  void attach(String role, String policy) {
    patience()
        .sure(
            "AttachRolePolicy",
            DONE::equals,
            () ->
                Observed.of(() ->
                    aws.iam()
                        .attachRolePolicy(one -> one.roleName(nameOf(role)).policyArn(policy))));
  }

  static String nameOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  Aws session(String role) {
    return session(role, _ -> {});
  }

  /// A session of a role, once STS sees the role and what else the session is to have.
  Aws session(String role, Consumer<AssumeRoleRequest.Builder> more) {
    AtomicReference<Aws> session = new AtomicReference<>(aws);
    patience()
        .sure(
            "AssumeRole",
            DONE::equals,
            () -> Observed.of(() -> session.set(opened(aws, role, more))));
    return session.get();
  }

  /// Assumes a role once.
  Observed assumes(Aws caller, String role, Consumer<AssumeRoleRequest.Builder> more) {
    return Observed.of(() -> opened(caller, role, more));
  }

  private Aws opened(Aws caller, String role, Consumer<AssumeRoleRequest.Builder> more) {
    Credentials opened =
        caller
            .sts()
            .assumeRole(assume ->
                assume.roleArn(role).roleSessionName("probe-" + aws.digits()).applyMutation(more))
            .credentials();
    return aws.as(
        AwsSessionCredentials.create(
            opened.accessKeyId(), opened.secretAccessKey(), opened.sessionToken()));
  }

  /// Whether a session may read what the table is like.
  Observed reads(Aws session) {
    return reads(session, PREFIX + "absent");
  }

  /// There is no such table, and DynamoDB asks for leave before it looks: so a session that may
  /// read hears that there is none.
  Observed reads(Aws session, String table) {
    return Observed.of(() -> {
      try {
        session.dynamoDb().describeTable(one -> one.tableName(table));
      } catch (ResourceNotFoundException _) {
        // It was allowed to hear that.
      }
    });
  }

  /// A table with the key `id`, once it can be used.
  ///
  /// @return its name
  String table() {
    String name = name();
    aws.dynamoDb()
        .createTable(made ->
            made.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName(ID)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName(ID).keyType(KeyType.HASH).build()));
    longPatience()
        .sure(
            "CreateTable",
            TableStatus.ACTIVE::equals,
            () -> aws.dynamoDb().describeTable(one -> one.tableName(name)).table().tableStatus());
    return name;
  }

  String tableArn(String table) {
    return arn("dynamodb", "table/" + table);
  }

  /// Gives a table a policy of its own; principals that were made a moment ago may not be seen yet.
  void protect(String table, String... statements) {
    patience()
        .sure(
            "PutResourcePolicy",
            DONE::equals,
            () ->
                Observed.of(() ->
                    aws.dynamoDb()
                        .putResourcePolicy(
                            put -> put.resourceArn(tableArn(table)).policy(policy(statements)))));
  }

  static Observed getsItem(Aws session, String table) {
    return Observed.of(() -> session.dynamoDb().getItem(get -> get.tableName(table).key(key("1"))));
  }

  static Map<String, AttributeValue> key(String id) {
    return Map.of(ID, AttributeValue.fromS(id));
  }

  /// A state machine of a role that may do nothing.
  ///
  /// @return its ARN
  String machine(String definition) {
    String role = roleOf("states.amazonaws.com");
    String name = name();
    AtomicReference<String> arn = new AtomicReference<>("");
    patience()
        .sure(
            "CreateStateMachine",
            DONE::equals,
            () ->
                Observed.of(() ->
                    arn.set(
                        aws.stepFunctions()
                            .createStateMachine(
                                made -> made.name(name).roleArn(role).definition(definition))
                            .stateMachineArn())));
    return arn.get();
  }

  /// A stack, once CloudFormation has made it.
  ///
  /// @throws Inconclusive if CloudFormation cannot make it
  Made stack(String template) {
    String name = name();
    aws.cloudFormation()
        .createStack(create ->
            create.stackName(name).templateBody(template).capabilities(Capability.CAPABILITY_IAM));
    settled(name, "CREATE_COMPLETE");
    Map<String, String> ids = new TreeMap<>();
    aws
        .cloudFormation()
        .listStackResourcesPaginator(all -> all.stackName(name))
        .stackResourceSummaries()
        .stream()
        .filter(one -> one.physicalResourceId() != null)
        .forEach(one -> ids.put(one.logicalResourceId(), one.physicalResourceId()));
    return new Made(name, ids);
  }

  /// Waits until a stack has come to a status.
  ///
  /// @throws Inconclusive if it has come to another end
  void settled(String stack, String expected) {
    String status =
        longPatience()
            .sure(
                stack,
                found -> found.equals(expected) || found.matches(".*(FAILED|ROLLBACK_COMPLETE)"),
                () -> statusOf(stack));
    if (!status.equals(expected)) {
      throw new Inconclusive("The stack %s is %s".formatted(stack, status));
    }
  }

  private String statusOf(String stack) {
    return aws.cloudFormation()
        .describeStacks(one -> one.stackName(stack))
        .stacks()
        .getFirst()
        .stackStatusAsString();
  }

  /// A stack that was made.
  ///
  /// @param ids the physical ids of its resources, by their logical ones
  record Made(String name, Map<String, String> ids) {
    Made {
      ids = Map.copyOf(ids);
    }

    String id(String logical) {
      String id = ids.get(logical);
      if (id == null) {
        throw new Inconclusive("The stack has no " + logical);
      }
      return id;
    }
  }
}
