package dev.hallpass.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.adapters.dynamodb.LedgerTable;
import dev.hallpass.adapters.iam.IamAccounts;
import dev.hallpass.adapters.iam.IamSessionPolicies;
import dev.hallpass.adapters.iam.Provisioner;
import dev.hallpass.adapters.ses.SesPost;
import dev.hallpass.adapters.states.StepFunctionsDoorbells;
import dev.hallpass.adapters.states.StepFunctionsWorkflow;
import dev.hallpass.adapters.sts.StsSessions;
import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.states.InMemoryStepFunctions;
import dev.hallpass.emulator.time.Timeline;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Ids;
import dev.hallpass.handlers.Commit;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.http.ApproveGrant;
import dev.hallpass.handlers.http.CancelGrant;
import dev.hallpass.handlers.http.Decide;
import dev.hallpass.handlers.http.DenyGrant;
import dev.hallpass.handlers.http.IssueCredentials;
import dev.hallpass.handlers.http.ListEntitlements;
import dev.hallpass.handlers.http.ListGrants;
import dev.hallpass.handlers.http.RequestGrant;
import dev.hallpass.handlers.http.ShowDecision;
import dev.hallpass.handlers.http.ShowGrant;
import dev.hallpass.handlers.lifecycle.Activate;
import dev.hallpass.handlers.lifecycle.AwaitEnd;
import dev.hallpass.handlers.lifecycle.Retire;
import dev.hallpass.handlers.lifecycle.SeekApproval;
import dev.hallpass.ledger.Build;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionPolicies;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The whole system in one JVM: the real handlers, the real state machine and the real catalogue,
/// on an AWS that is emulated but for the ledger's engine, which is DynamoDB's own.
public final class LocalSystem implements AutoCloseable {

  /// The table that holds the ledger.
  public static final String TABLE = "hallpass-ledger";

  private static final String ACCOUNT = LocalPerson.ACCOUNT;
  private static final AccountId HUB = new AccountId(ACCOUNT);
  private static final String PARTITION = "aws";
  private static final String REGION = "eu-central-1";
  private static final String ISSUER =
      "arn:aws:iam::%s:role/hallpass-IssueCredentials".formatted(ACCOUNT);

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();
  private final Catalog catalog;
  private final DynamoDbLedger ledger;
  private final Grants grants;
  private final Account account;
  private final InMemorySes mail;
  private final SfnClient stepFunctions;
  private final String stateMachine;
  private final Map<String, RequestStreamHandler> operations;

  /// Starts the system.
  ///
  /// @param timeline the clock of everything in it
  /// @param random the source of everything unpredictable; a `SecureRandom` but for tests
  /// @param publicUrl where approvers reach the API
  /// @throws dev.hallpass.adapters.yaml.CatalogRefused if the catalogue is not in order
  public LocalSystem(Project project, Timeline timeline, RandomGenerator random, URI publicUrl) {
    catalog = YamlCatalog.load(project.catalog());
    engine.client().createTable(LedgerTable.named(TABLE));
    Build build = new Build(Commit.ofThisBuild(), catalog.digest());
    ledger = new DynamoDbLedger(engine.client(), TABLE, build);
    grants = new Grants(ledger, timeline);
    account = new Account(ACCOUNT, timeline, random);
    EntitlementRoles roles = new EntitlementRoles(account.iam(), ISSUER);
    catalog.entitlements().forEach(roles::make);
    mail = new InMemorySes(timeline, random, List.of(catalog.settings().sender()));
    Functions lifecycle = new Functions(timeline);
    stepFunctions =
        new InMemoryStepFunctions(REGION, ACCOUNT, timeline, lifecycle, random).client();
    stateMachine = stateMachine(project);
    Ids ids = new Ids(random);
    lifecycle.deploy(lifecycle(ids, publicUrl));
    operations = operations(ids);
  }

  private Map<String, RequestStreamHandler> lifecycle(Ids ids, URI publicUrl) {
    var doorbells = new StepFunctionsDoorbells(stepFunctions);
    var accounts = new IamAccounts(HUB, account.iam(), LocalSystem::provisioner);
    SessionPolicies policies = new IamSessionPolicies(accounts, PARTITION);
    var post = new SesPost(mail, catalog.settings().sender());
    return Map.of(
        "SeekApproval", new SeekApproval(grants, post, doorbells, ids, publicUrl),
        "Activate", new Activate(grants, policies),
        "AwaitEnd", new AwaitEnd(grants, doorbells),
        "Retire", new Retire(grants, policies));
  }

  private static Provisioner provisioner(AccountId other) {
    throw new UnsupportedOperationException("There is no account but the hub here: " + other);
  }

  private Map<String, RequestStreamHandler> operations(Ids ids) {
    var settings = catalog.settings();
    Ring ring = new Ring(new StepFunctionsDoorbells(stepFunctions));
    var workflow = new StepFunctionsWorkflow(stepFunctions, stateMachine);
    var sessions = new StsSessions(account.sts(RoleSession.of(ISSUER, "IssueCredentials")));
    return Map.of(
        "ListEntitlements", new ListEntitlements(catalog),
        "RequestGrant",
            new RequestGrant(
                catalog,
                one -> RoleArn.of(PARTITION, one.accountOr(HUB), one.id()),
                grants,
                workflow,
                ids),
        "ListGrants", new ListGrants(settings, grants),
        "ShowGrant", new ShowGrant(settings, grants),
        "CancelGrant", new CancelGrant(settings, grants, ring),
        "ApproveGrant", new ApproveGrant(settings, grants, ring),
        "DenyGrant", new DenyGrant(settings, grants, ring),
        "IssueCredentials", new IssueCredentials(settings, grants, sessions, ids),
        "ShowDecision", new ShowDecision(grants),
        "Decide", new Decide(grants, ring, ids));
  }

  private String stateMachine(Project project) {
    String definition = project.grantLifecycle();
    for (String function : List.of("SeekApproval", "Activate", "AwaitEnd", "Retire")) {
      definition = definition.replace("${" + function + "}", function);
    }
    String filled = definition;
    return stepFunctions
        .createStateMachine(machine ->
            machine
                .name("grant-lifecycle")
                .roleArn("arn:aws:iam::%s:role/hallpass-lifecycle".formatted(ACCOUNT))
                .definition(filled))
        .stateMachineArn();
  }

  /// The functions that the API calls, by their operation's name.
  public Map<String, RequestStreamHandler> operations() {
    return operations;
  }

  /// What can be asked for.
  public Catalog catalog() {
    return catalog;
  }

  /// The record of everything that happened.
  public DynamoDbLedger ledger() {
    return ledger;
  }

  /// The client of the engine that holds the ledger.
  public DynamoDbClient dynamoDb() {
    return engine.client();
  }

  /// The account that grants open access in.
  public Account account() {
    return account;
  }

  /// The mails so far, oldest first.
  public List<SentMail> mails() {
    return mail.sent();
  }

  /// The client of the service that runs the workflows.
  public SfnClient stepFunctions() {
    return stepFunctions;
  }

  /// The ARN of the grants' state machine.
  public String stateMachine() {
    return stateMachine;
  }

  /// Stops the system; everything in it is gone.
  @Override
  public void close() {
    engine.close();
  }
}
