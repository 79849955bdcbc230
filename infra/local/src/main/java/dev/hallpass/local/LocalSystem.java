package dev.hallpass.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.dynamodb.DynamoDbBlocks;
import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.s3.S3Archive;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.emulator.region.Region;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.time.Timeline;
import dev.hallpass.handlers.CatalogSource;
import dev.hallpass.handlers.Clients;
import dev.hallpass.handlers.Commit;
import dev.hallpass.handlers.Variables;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Build;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.log.Archive;
import dev.hallpass.reconciliation.Crew;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The whole system in one JVM: the real handlers, the real catalogue and the synthesized stacks,
/// on an emulated AWS. Only the ledger's engine is DynamoDB's own. Each function calls AWS with its
/// own role, under the policies of the stacks.
public final class LocalSystem implements AutoCloseable {

  private static final Duration A_DAY = Duration.ofDays(1);

  /// Only the entry `requested` has this attribute.
  private static final String REQUESTED_AT = "requestedAt";

  private final Stack hub;
  private final Accounts accounts;
  private final Region region;
  private final Functions functions;
  private final DynamoDbLedger ledger;
  private final DynamoDbBlocks blocks;
  private final LocalDuties duties;
  private final String table;
  private final String stateMachine;
  private final String archive;
  private final RandomGenerator random;
  private final URI publicUrl;
  private final AtomicReference<Catalog> catalog;
  private final AtomicReference<Supplier<InstantSource>> clocks;

  /// Starts the system.
  ///
  /// @param timeline the clock of everything, until functions get others
  /// @param random the source of everything unpredictable; a `SecureRandom`, except in tests
  /// @param publicUrl the public address of the API
  public LocalSystem(
      CompiledCatalog catalog,
      Assembly assembly,
      Timeline timeline,
      RandomGenerator random,
      URI publicUrl) {
    this(
        catalog.catalog(),
        assembly,
        timeline,
        random,
        publicUrl,
        Duration.ZERO,
        new EmbeddedDynamoDb());
  }

  /// Starts the system on an AWS with other parts.
  ///
  /// @param propagation the delay until AWS sees a change in IAM
  /// @param engine the engine of the tables; closing the system stops it
  public LocalSystem(
      Catalog catalog,
      Assembly assembly,
      Timeline timeline,
      RandomGenerator random,
      URI publicUrl,
      Duration propagation,
      TableEngine engine) {
    hub = assembly.hub();
    accounts = new Accounts(timeline, random, propagation);
    functions = new Functions(timeline);
    region =
        new Region(
            hub.place(),
            accounts,
            timeline,
            random,
            functions,
            List.of(catalog.settings().sender()),
            engine);
    PublishedPolicies published = new PublishedPolicies(catalog.managedPolicies());
    published.publishTo(accounts.account(hub.place().account()));
    region.deploy(assembly.archive());
    region.deploy(hub);
    for (Stack target : assembly.targets()) {
      published.publishTo(accounts.account(target.place().account()));
      region.deploy(target);
    }
    assembly.directory().ifPresent(region::deploy);
    catalog
        .settings()
        .identityStore()
        .ifPresent(store -> region.connect(LocalDirectory.of(catalog, store), place(store)));
    table = only(hub, "AWS::DynamoDB::GlobalTable");
    archive = only(assembly.archive(), "AWS::S3::Bucket");
    stateMachine = only(hub, "AWS::StepFunctions::StateMachine");
    Build build = new Build(Commit.ofThisBuild(), catalog.digest());
    ledger = new DynamoDbLedger(region.dynamoDb(), table, build);
    blocks = new DynamoDbBlocks(region.dynamoDb(), table, build);
    duties = new LocalDuties(region.dynamoDb(), tableOfDuties());
    duties.fill(LocalDirectory.duties(catalog), timeline.instant().plus(A_DAY));
    this.random = random;
    this.publicUrl = publicUrl;
    this.catalog = new AtomicReference<>(catalog);
    clocks = new AtomicReference<>(() -> timeline);
    region
        .lambda()
        .functions()
        .forEach(function -> functions.deploy(function.handler(), () -> made(function)));
  }

  /// Creates a function's class as Lambda would.
  ///
  /// @throws IllegalArgumentException if it is not a function of Hallpass
  private RequestStreamHandler made(LambdaFunction function) {
    try {
      return Class.forName(function.handler())
          .asSubclass(RequestStreamHandler.class)
          .getConstructor(Wiring.class)
          .newInstance(wiring(function));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(function.handler() + " does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not a function of Hallpass: " + function.handler(), e);
    }
  }

  private Wiring wiring(LambdaFunction function) {
    return new Wiring(
        new Variables(environment(function)),
        clients(function),
        CatalogSource.of(catalog.get()),
        clocks.get().get(),
        random,
        Crew.ALONE);
  }

  /// The variables of a function here.
  public Map<String, String> environment(LambdaFunction function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_REGION", hub.place().region());
    // The stack names the API's address on AWS; the local API has another one.
    environment.replace("PUBLIC_URL", publicUrl.toString());
    return environment;
  }

  /// The clients that call AWS with the role of a function.
  public Clients clients(LambdaFunction function) {
    return new LocalClients(region, function.caller());
  }

  private PseudoParameters place(IdentityStore store) {
    return new PseudoParameters(hub.place().partition(), store.region(), store.account().value());
  }

  private Optional<String> tableOfDuties() {
    return hub.resources("AWS::DynamoDB::Table").stream()
        .filter(one -> one.id().startsWith("Duties"))
        .map(one -> hub.ref(one.id()))
        .findFirst();
  }

  private static String only(Stack stack, String type) {
    return stack.ref(stack.resources(type).getFirst().id());
  }

  /// The function of a route, if its policy lets API Gateway call it.
  public RequestStreamHandler behind(ApiRoute route) {
    return (event, output, context) -> {
      try {
        region.lambda().admit("apigateway.amazonaws.com", route.source(), route.function());
      } catch (FunctionError refused) {
        throw new IOException(refused);
      }
      functions.handler(route.handler()).handleRequest(event, output, context);
    };
  }

  /// The stack of the hub.
  public Stack hub() {
    return hub;
  }

  /// The catalogue of the last deployment.
  public Catalog catalog() {
    return catalog.get();
  }

  /// The ledger.
  public DynamoDbLedger ledger() {
    return ledger;
  }

  /// The entries of the ledger about people.
  public DynamoDbBlocks blocks() {
    return blocks;
  }

  /// The table of duties.
  public LocalDuties duties() {
    return duties;
  }

  /// All grants, the newest first. This reads the whole table, which the deployed system never
  /// does.
  public List<GrantId> grants() {
    return dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
        .filter(item -> item.containsKey(REQUESTED_AT))
        .sorted(Comparator.comparing(LocalSystem::requestedAt).reversed())
        .map(item -> text(item, "grant"))
        .filter(GrantId::isOne)
        .map(GrantId::new)
        .toList();
  }

  private static String requestedAt(Map<String, AttributeValue> item) {
    return text(item, REQUESTED_AT);
  }

  private static String text(Map<String, AttributeValue> item, String member) {
    return Objects.requireNonNull(item.get(member)).s();
  }

  /// The owner's client of the ledger's engine.
  public DynamoDbClient dynamoDb() {
    return region.dynamoDb();
  }

  /// The ledger's table.
  public String table() {
    return table;
  }

  /// The account of the system.
  public Account account() {
    return region.account();
  }

  /// The mails so far, oldest first.
  public List<SentMail> mails() {
    return region.ses().sent();
  }

  /// The archive of the ledger's log, as its owner sees it.
  public Archive archive() {
    return new S3Archive(region.s3(), archive);
  }

  /// The owner's client of Step Functions.
  public SfnClient stepFunctions() {
    return region.stepFunctions();
  }

  /// The ARN of the grants' state machine.
  public String stateMachine() {
    return stateMachine;
  }

  /// From now on, reports each decision about a call to a trail.
  public void onDecision(Trail trail) {
    accounts.onDecision(trail);
  }

  /// From now on, calls between functions and AWS go over this line.
  public void connectBy(NetworkLink line) {
    accounts.connectBy(line);
  }

  /// Wraps the code of a function, as if a build had other code.
  ///
  /// @param handler the simple name of its class
  public void surround(String handler, UnaryOperator<RequestStreamHandler> other) {
    functions.surround(handler, other);
  }

  /// From now on, each function gets its own clock when it starts. AWS itself and the time-outs of
  /// calls keep the timeline's clock.
  ///
  /// @param clocks makes a clock at each start of a function
  public void setClocks(Supplier<InstantSource> clocks) {
    this.clocks.set(clocks);
  }

  /// Makes each function start anew at its next call, as after a deployment.
  public void renew() {
    functions.renew();
  }

  /// Deploys another catalogue: each function starts anew with it at its next call. The stacks stay
  /// the same.
  public void deploy(Catalog other) {
    catalog.set(other);
    renew();
  }

  /// Lets STS know the keys of people, as if IAM Identity Center had given them out.
  public void signIn(LocalPeople people) {
    people
        .all()
        .forEach(one ->
            accounts.signIn(
                LocalPerson.ROLE,
                one.person().email(),
                Credentials.builder()
                    .accessKeyId(one.accessKeyId())
                    .secretAccessKey(one.secretAccessKey())
                    .sessionToken("")
                    .expiration(Instant.MAX)
                    .build()));
  }

  /// The region of the system.
  public Region region() {
    return region;
  }

  /// The accounts in which grants can open access.
  public Accounts accounts() {
    return accounts;
  }

  /// Stops the system. Nothing is kept.
  @Override
  public void close() {
    region.close();
  }
}
