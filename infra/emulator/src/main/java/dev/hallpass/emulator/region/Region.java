package dev.hallpass.emulator.region;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.authorization.Authorization;
import dev.hallpass.emulator.authorization.AuthorizationGate;
import dev.hallpass.emulator.authorization.AuthorizationTable;
import dev.hallpass.emulator.cloudformation.InMemoryCloudFormation;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.eventbridge.EventBridge;
import dev.hallpass.emulator.eventbridge.EventRule;
import dev.hallpass.emulator.eventbridge.InMemoryEventRules;
import dev.hallpass.emulator.identitystore.IdentityStoreEndpoint;
import dev.hallpass.emulator.identitystore.InMemoryIdentityStore;
import dev.hallpass.emulator.kms.InMemoryKms;
import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.lambda.LambdaOperations;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.s3.InMemoryS3;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.sns.InMemorySns;
import dev.hallpass.emulator.ssm.InMemorySsm;
import dev.hallpass.emulator.states.InMemoryStepFunctions;
import dev.hallpass.emulator.states.Lambdas;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.sts.StsEndpoint;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The services of one account in one region. Callers pass the policies of their resources; clients
/// without a caller belong to the owner, who is not checked.
public final class Region implements AutoCloseable {
  private final PseudoParameters place;
  private final Accounts accounts;
  private final Timeline timeline;
  private final TableEngine dynamoDb;
  private final TablePolicies tablePolicies = new TablePolicies();
  private final TableStreams streams;
  private final InMemoryLambda lambda;
  private final InMemoryStepFunctions stepFunctions;
  private final InMemorySes ses;
  private final InMemoryKms kms;
  private final InMemoryS3 s3;
  private final InMemorySns sns = new InMemorySns();
  private final InMemoryEventRules rules;
  private final InMemorySsm ssm;
  private final EventBridge events;
  private final InMemoryCloudFormation cloudFormation;
  private Optional<IdentityStoreEndpoint> identityStore = Optional.empty();

  /// An empty region.
  ///
  /// @param code invokes a function by the name of its handler
  /// @param senders the addresses and domains that SES has verified
  public Region(
      PseudoParameters place,
      Accounts accounts,
      Timeline timeline,
      RandomGenerator random,
      Lambdas code,
      List<String> senders) {
    this(place, accounts, timeline, random, code, senders, new EmbeddedDynamoDb());
  }

  /// An empty region whose tables are in an engine; closing the region stops it.
  ///
  /// @param code invokes a function by the name of its handler
  /// @param senders the addresses and domains that SES has verified
  public Region(
      PseudoParameters place,
      Accounts accounts,
      Timeline timeline,
      RandomGenerator random,
      Lambdas code,
      List<String> senders,
      TableEngine engine) {
    this.place = place;
    this.accounts = accounts;
    this.timeline = timeline;
    dynamoDb = engine;
    lambda = new InMemoryLambda(accounts.account(place.account()), code);
    streams = new TableStreams(place, timeline, dynamoDb.fullPages());
    stepFunctions =
        new InMemoryStepFunctions(place.region(), place.account(), timeline, lambda, random);
    ses = new InMemorySes(timeline, random, senders);
    kms = new InMemoryKms(place, timeline, random);
    s3 = new InMemoryS3(timeline);
    ssm = new InMemorySsm(timeline);
    events = new EventBridge(place, timeline, lambda, accounts::line);
    rules = new InMemoryEventRules(place, timeline, events);
    cloudFormation = new InMemoryCloudFormation(timeline);
    stepFunctions.onStatusChange(events::executionChanged);
    ses.onBounce(events::mailBounced);
  }

  /// Creates the resources of a stack, as far as this emulation uses them.
  ///
  /// @throws IllegalArgumentException with the name of a reference that leads nowhere
  /// @throws UnsupportedOperationException with the name of a part that is not emulated
  public void deploy(Stack stack) {
    RoleResources.make(stack, accounts.account(stack.place().account()).iam());
    KeyResources.make(stack, kms);
    BucketResources.make(stack, s3);
    TableResources.make(stack, dynamoDb(), tablePolicies, streams);
    FunctionResources.make(stack, lambda);
    EventSourceMapping.of(stack).forEach(mapping -> streams.add(mapping, account(), lambda));
    MachineResources.make(stack, stepFunctions());
    MailResources.make(stack, ses);
    TopicResources.make(stack, sns);
    EventRule.of(stack).forEach(events::add);
    rules.add(stack);
    cloudFormation.add(stack);
  }

  /// Makes an identity store reachable from here.
  ///
  /// @param there its account and region
  public void connect(InMemoryIdentityStore store, PseudoParameters there) {
    identityStore = Optional.of(new IdentityStoreEndpoint(store, there, accounts, timeline));
  }

  /// The account of the region.
  public Account account() {
    return accounts.account(place.account());
  }

  public InMemoryLambda lambda() {
    return lambda;
  }

  public InMemorySes ses() {
    return ses;
  }

  /// The owner's client.
  public DynamoDbClient dynamoDb() {
    DynamoDbClient engine = dynamoDb.client();
    TableFront front = new TableFront(place, engine, tablePolicies, streams);
    return Emulated.client(
        DynamoDbClient.class, Emulated.layered(DynamoDbClient.class, front, engine), streams);
  }

  /// The owner's client.
  public SfnClient stepFunctions() {
    return stepFunctions.client();
  }

  /// A caller's client of a service.
  ///
  /// @param name the region of the calls; if empty, this one. Session Manager alone has others
  /// @throws UnsupportedOperationException if the service is not emulated
  public <C> C client(Class<C> service, Caller caller, Optional<String> name) {
    return service.cast(
        switch (service.getSimpleName()) {
          case "CloudFormationClient" -> cloudFormation(caller);
          case "DynamoDbClient" -> dynamoDb(caller);
          case "DynamoDbStreamsClient" -> streams(caller);
          case "EventBridgeClient" -> rules(caller);
          case "IamClient" -> iam(caller);
          case "KmsClient" -> kms(caller);
          case "LambdaClient" -> functions(caller);
          case "S3Client" -> s3(caller);
          case "SesClient" -> ses(caller);
          case "SfnClient" -> stepFunctions(caller);
          case "SnsClient" -> sns(caller);
          case "SsmClient" -> ssm(caller, name.orElseGet(place::region));
          case "StsClient" -> sts(caller);
          default ->
              throw new UnsupportedOperationException(service.getSimpleName() + " is not emulated");
        });
  }

  public DynamoDbClient dynamoDb(Caller caller) {
    return Emulated.client(
        DynamoDbClient.class,
        dynamoDb(),
        door(
            caller,
            AuthorizationTable.dynamoDb(place),
            access -> tablePolicies.of(access.resource()),
            Region::refusedByDynamoDb));
  }

  /// The owner's client.
  public DynamoDbStreamsClient streams() {
    return Emulated.client(
        DynamoDbStreamsClient.class, new StreamFront(dynamoDb.streams(), streams));
  }

  /// The streams of the region's tables, whose policies do not apply to them.
  public DynamoDbStreamsClient streams(Caller caller) {
    return Emulated.client(
        DynamoDbStreamsClient.class,
        new StreamFront(dynamoDb.streams(), streams),
        door(
            caller, AuthorizationTable.dynamoDb(place), _ -> List.of(), Region::refusedByDynamoDb));
  }

  /// Services with JSON deny with 400 and their own code.
  private static AwsServiceException refusedByDynamoDb(String code, String message) {
    return AwsErrors.fill(DynamoDbException.builder(), "DynamoDb", code + "Exception", 400, message)
        .build();
  }

  public SfnClient stepFunctions(Caller caller) {
    return Emulated.client(
        SfnClient.class,
        stepFunctions,
        door(
            caller,
            AuthorizationTable.states(place),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(SfnException.builder(), "Sfn", code + "Exception", 400, message)
                    .build()));
  }

  /// The owner's client.
  public LambdaClient functions() {
    return Emulated.client(LambdaClient.class, new LambdaOperations(lambda));
  }

  public LambdaClient functions(Caller caller) {
    return Emulated.client(
        LambdaClient.class,
        new LambdaOperations(lambda),
        door(
            caller,
            AuthorizationTable.lambda(place),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(
                        LambdaException.builder(), "Lambda", code + "Exception", 403, message)
                    .build()));
  }

  public CloudFormationClient cloudFormation(Caller caller) {
    return Emulated.client(
        CloudFormationClient.class,
        cloudFormation,
        door(
            caller,
            AuthorizationTable.cloudFormation(place, cloudFormation),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(
                        CloudFormationException.builder(), "CloudFormation", code, 403, message)
                    .build()));
  }

  public SesClient ses(Caller caller) {
    return Emulated.client(
        SesClient.class,
        ses,
        door(
            caller,
            AuthorizationTable.ses(place, ses),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(SesException.builder(), "Ses", code, 403, message).build()));
  }

  /// The owner's client.
  public KmsClient kms() {
    return Emulated.client(KmsClient.class, kms);
  }

  public KmsClient kms(Caller caller) {
    PseudoParameters callers = inAccountOf(caller, place.region());
    return Emulated.client(
        KmsClient.class,
        kms,
        door(
            caller,
            AuthorizationTable.kms(callers, kms),
            access -> List.of(kms.policy(access.resource())),
            (code, message) ->
                AwsErrors.fill(KmsException.builder(), "Kms", code + "Exception", 400, message)
                    .build()));
  }

  /// The region's buckets, without a check of the caller.
  public InMemoryS3 buckets() {
    return s3;
  }

  /// The owner's client.
  public S3Client s3() {
    return Emulated.client(S3Client.class, s3);
  }

  /// The buckets of any account in this region.
  public S3Client s3(Caller caller) {
    Account own = accounts.account(caller.principal().account());
    Function<Access, Verdict> authority = access -> mayDoInBucket(own, caller, access);
    InMemoryS3 shown =
        s3.forCaller(bucket -> {
          String arn = "arn:%s:s3:::%s".formatted(place.partition(), bucket);
          return authority.apply(Access.to("s3:ListBucket", arn, Context.empty())).allowed();
        });
    return Emulated.client(
        S3Client.class,
        shown,
        new AuthorizationGate(
            AuthorizationTable.s3(place),
            caller.principal(),
            accounts::line,
            authority,
            (code, message) ->
                AwsErrors.fill(S3Exception.builder(), "S3", code, 403, message).build()));
  }

  private Verdict mayDoInBucket(Account own, Caller caller, Access access) {
    String bucket = access.resource().replaceFirst("^arn:[^:]+:s3:::", "").replaceFirst("/.*", "");
    String owner = s3.owner(bucket);
    Context keys =
        access
            .keys()
            .with("aws:SecureTransport", "true")
            .with("aws:ResourceAccount", owner)
            .with("s3:ResourceAccount", owner);
    return own.may(
        caller, new Access(access.action(), access.resource(), keys), owner, s3.policy(bucket));
  }

  /// Delivers an event of AWS itself, such as a call that CloudTrail has recorded.
  public void deliver(ObjectNode event) {
    events.passOn(event);
  }

  /// All events that were put on an event bus, in order.
  public List<JsonNode> taken(String bus) {
    return events.taken(bus);
  }

  /// The owner's client.
  public EventBridgeClient rules() {
    return Emulated.client(EventBridgeClient.class, rules);
  }

  public EventBridgeClient rules(Caller caller) {
    return Emulated.client(
        EventBridgeClient.class,
        rules,
        door(
            caller,
            AuthorizationTable.events(place),
            access -> rules.policies(access.resource()),
            (code, message) ->
                AwsErrors.fill(
                        EventBridgeException.builder(),
                        "EventBridge",
                        code + "Exception",
                        400,
                        message)
                    .build()));
  }

  /// The owner's client.
  public SnsClient sns() {
    return Emulated.client(SnsClient.class, sns);
  }

  public SnsClient sns(Caller caller) {
    return Emulated.client(
        SnsClient.class,
        sns,
        door(
            caller,
            AuthorizationTable.sns(place),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(SnsException.builder(), "Sns", "AuthorizationError", 403, message)
                    .build()));
  }

  /// Session Manager of any region, in the caller's account.
  public SsmClient ssm(Caller caller, String name) {
    PseudoParameters callers = inAccountOf(caller, name);
    return Emulated.client(
        SsmClient.class,
        ssm.of(caller.principal(), callers),
        door(
            caller,
            AuthorizationTable.ssm(callers),
            _ -> List.of(),
            (code, message) ->
                AwsErrors.fill(SsmException.builder(), "Ssm", code + "Exception", 400, message)
                    .build()));
  }

  /// Session Manager of any region with the credentials of a session, in any account.
  ///
  /// @throws IllegalArgumentException if no account knows the credentials
  public SsmClient ssm(AwsSessionCredentials credentials, String name) {
    return ssm(caller(credentials), name);
  }

  /// Begins a session of ECS Exec in a container with the credentials of a session.
  ///
  /// @param name the name of the region
  /// @return the session's id; empty if the policies do not allow it
  public Optional<String> executeCommand(
      AwsSessionCredentials credentials, String name, String cluster, String task) {
    Caller caller = caller(credentials);
    PseudoParameters callers = inAccountOf(caller, name);
    Account own = accounts.account(callers.account());
    boolean mayExecute =
        Stream.of("cluster/" + cluster, "task/%s/%s".formatted(cluster, task))
            .map(resource ->
                Access.to("ecs:ExecuteCommand", callers.arn("ecs", resource), Context.empty()))
            .allMatch(access -> own.may(caller, access, List.of()) instanceof Verdict.Allowed);
    return mayExecute
        ? Optional.of(
            ssm.execute(caller.principal(), callers, "ecs:%s_%s".formatted(cluster, task)))
        : Optional.empty();
  }

  /// The ids of the sessions of Session Manager that are open anywhere, in order.
  public List<String> shells() {
    return ssm.open();
  }

  private PseudoParameters inAccountOf(Caller caller, String name) {
    return new PseudoParameters(place.partition(), name, caller.principal().account());
  }

  /// The IAM of the caller's account.
  public IamClient iam(Caller caller) {
    return accounts.account(caller.principal().account()).iam(caller);
  }

  /// The caller with the credentials of a session, in any account.
  ///
  /// @throws IllegalArgumentException if no account knows the credentials
  public Caller caller(AwsSessionCredentials credentials) {
    return accounts
        .session(credentials.accessKeyId(), credentials.sessionToken())
        .map(Caller::of)
        .orElseThrow(() -> new IllegalArgumentException("The credentials are those of no session"));
  }

  public StsClient sts(Caller caller) {
    return accounts.account(caller.principal().account()).sts(caller);
  }

  /// What sends requests that are signed already, from a caller to the public endpoint of STS.
  public SdkHttpClient http(Caller caller) {
    String suffix = PartitionMetadata.of(place.partition()).dnsSuffix();
    String host = "sts.%s.%s".formatted(place.region(), suffix);
    StsEndpoint sts = new StsEndpoint(place.region(), host, timeline, accounts::session);
    return new PresignedCalls(sts, identityStore, caller.principal(), accounts::line);
  }

  /// Delivers everything in the streams to the functions once more, after a moment: Lambda promises
  /// at least once.
  public void redeliver() {
    streams.redeliver();
  }

  private AuthorizationGate door(
      Caller caller,
      Authorization authorization,
      Function<Access, List<NamedPolicy>> atResource,
      BiFunction<String, String, AwsServiceException> refusal) {
    Account own = accounts.account(caller.principal().account());
    Function<Access, Verdict> authority =
        access -> own.may(caller, access, atResource.apply(access));
    return new AuthorizationGate(
        authorization, caller.principal(), accounts::line, authority, refusal);
  }

  /// Stops the engine of the region. Nothing is kept.
  @Override
  public void close() {
    dynamoDb.close();
  }
}
