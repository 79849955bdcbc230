package dev.hallpass.handlers;

import dev.hallpass.access.ManagedPolicies;
import dev.hallpass.access.Obstacles;
import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.Sessions;
import dev.hallpass.access.Shells;
import dev.hallpass.adapters.cloudformation.DeployedStack;
import dev.hallpass.adapters.dynamodb.DynamoDbBlocks;
import dev.hallpass.adapters.dynamodb.DynamoDbDuties;
import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.adapters.dynamodb.DynamoDbObstacles;
import dev.hallpass.adapters.dynamodb.DynamoDbTickets;
import dev.hallpass.adapters.dynamodb.StreamedEntries;
import dev.hallpass.adapters.eventbridge.EventBridgeBus;
import dev.hallpass.adapters.iam.IamAccounts;
import dev.hallpass.adapters.iam.IamManagedPolicies;
import dev.hallpass.adapters.iam.IamSessionDenials;
import dev.hallpass.adapters.iam.IamSessionPolicies;
import dev.hallpass.adapters.iam.Provisioner;
import dev.hallpass.adapters.identitystore.IdentityStoreDirectory;
import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.adapters.kms.KmsNoteSigner;
import dev.hallpass.adapters.kms.KmsSealKey;
import dev.hallpass.adapters.kms.KmsSealer;
import dev.hallpass.adapters.s3.S3Archive;
import dev.hallpass.adapters.s3.S3NewestCheckpoint;
import dev.hallpass.adapters.ses.SesMailer;
import dev.hallpass.adapters.ssm.SsmShells;
import dev.hallpass.adapters.states.StepFunctionsDoorbells;
import dev.hallpass.adapters.states.StepFunctionsWorkflow;
import dev.hallpass.adapters.sts.StsCallerProofs;
import dev.hallpass.adapters.sts.StsSessions;
import dev.hallpass.approval.Mailer;
import dev.hallpass.approval.Postmark;
import dev.hallpass.audit.Audit;
import dev.hallpass.authority.Authority;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.authority.Blocking;
import dev.hallpass.authority.Derivation;
import dev.hallpass.authority.Offers;
import dev.hallpass.authority.SealKey;
import dev.hallpass.block.Blocks;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Roles;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.drift.Deployed;
import dev.hallpass.grant.Ids;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GroupName;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.ledger.Objections;
import dev.hallpass.ledger.Sealer;
import dev.hallpass.log.Archive;
import dev.hallpass.log.LogWriter;
import dev.hallpass.log.NewestCheckpoint;
import dev.hallpass.port.Bus;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;
import dev.hallpass.reconciliation.Crew;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Ring;
import dev.hallpass.workflow.Workflow;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The parts of a function, from its variables, its AWS clients, the clock, a source of random
/// numbers and the catalogue. A function asks for its parts in its constructor, so its start loads
/// nothing else.
public class Wiring {

  /// An audit waits for S3, and hardly for its processor.
  private static final int READS_AT_ONCE = 16;

  /// Each takes some calls of IAM and of the ledger, so that is some dozens of calls of IAM a
  /// second. The SDK waits when IAM wants fewer.
  private static final int GRANTS_AT_ONCE = 10;

  private final Variables variables;
  private final Clients clients;
  private final CatalogSource catalog;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Crew crew;
  // One for all, so that a function begins one session in an account. It is no Once, because a
  // constructor must not hand out an object that a subclass has not finished.
  private @Nullable IamAccounts iamAccounts;

  /// @param random the source of everything unpredictable
  /// @param crew who takes the steps that the reaper finds due
  public Wiring(
      Variables variables,
      Clients clients,
      CatalogSource catalog,
      InstantSource clock,
      RandomGenerator random,
      Crew crew) {
    this.variables = variables;
    this.clients = clients;
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
    this.crew = crew;
  }

  /// The wiring of this Lambda environment.
  public static Wiring fromEnvironment() {
    return onLambda(System.getenv());
  }

  /// The wiring of a Lambda environment.
  static Wiring onLambda(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new Wiring(
        variables,
        new LeanClients(variables),
        new CatalogFolder(variables),
        InstantSource.system(),
        new SecureRandom(),
        new Threads(GRANTS_AT_ONCE));
  }

  /// The whole catalogue.
  ///
  /// @throws java.io.UncheckedIOException if it is missing
  public Catalog catalog() {
    return catalog.catalog();
  }

  /// The settings alone, which are faster to read.
  ///
  /// @throws java.io.UncheckedIOException if it is missing
  public Settings settings() {
    return catalog.settings();
  }

  public Grants grants() {
    return new Grants(ledger(), clock);
  }

  /// The grants of a function in which people decide.
  public Grants decidedGrants() {
    return new Grants(ledger(), clock, sealer(), objections());
  }

  /// What speaks against a yes.
  public Objections objections() {
    Roles roles = roles();
    // What opens access asks for the groups.
    return new OfferCheck(
        () -> new Offers(catalog(), roles, PolicyJson::hash, Memberships.NOT_ASKED), clock);
  }

  private Ledger ledger() {
    return new DynamoDbLedger(clients.dynamoDb(), variables.get("LEDGER_TABLE"), build());
  }

  /// The entries about people.
  public Blocks blocks() {
    return new DynamoDbBlocks(clients.dynamoDb(), variables.get("LEDGER_TABLE"), build());
  }

  private Build build() {
    return new Build(Commit.ofThisBuild(), catalog.digest());
  }

  /// What tells who is blocked.
  public BlockedPeople blockedPeople() {
    return new BlockedPeople(blocks(), sealKey());
  }

  /// What blocks and unblocks people.
  ///
  /// @param grants their grants
  public Blocking blocking(BlockedPeople blocked, Grants grants) {
    return new Blocking(blocked, sealer(), grants, ring());
  }

  /// What tells whether entries may open access.
  ///
  /// @param catalog the deployed catalogue
  public Authority authority(Catalog catalog) {
    SealKey key = sealKey();
    return new Authority(
        key, derivation(catalog, groups(catalog.settings())), new BlockedPeople(blocks(), key));
  }

  /// What derives requests again.
  ///
  /// @param catalog the deployed catalogue
  /// @param memberships in which groups people are
  public Derivation derivation(Catalog catalog, Memberships memberships) {
    return new Derivation(
        new Offers(catalog, roles(), PolicyJson::hash, memberships), tickets(), earlierGrants());
  }

  /// The groups of people.
  ///
  /// @param settings the settings that say where they are
  public Groups groups(Settings settings) {
    return new Groups(
        settings
            .identityStore()
            .<Directory<GroupName>>map(store -> directory(store, settings.people()))
            .orElseGet(Directory::none),
        variables
            .optional("DUTIES_TABLE")
            .map(table -> duties(table, settings.people()))
            .orElseGet(Directory::none));
  }

  /// The users of the identity store, where callers are known by their user names there.
  public Users users(Settings settings) {
    return settings
        .identityStore()
        .filter(_ -> settings.looksUpUsers())
        .<Users>map(store -> directory(store, settings.people()))
        .orElse(Users.NONE);
  }

  private Directory<DutyName> duties(String table, People people) {
    return new DynamoDbDuties(clients.dynamoDb(), table, people, clock);
  }

  private IdentityStoreDirectory directory(IdentityStore store, People people) {
    return new IdentityStoreDirectory(
        store,
        people,
        partition(),
        variables.get("AWS_LAMBDA_FUNCTION_NAME"),
        clients::sts,
        clients::http,
        clock);
  }

  /// The earlier grants of requesters.
  public EarlierGrants earlierGrants() {
    return new EarlierGrants(ledger());
  }

  public Sealer sealer() {
    return new KmsSealer(clients::kms, variables.get("SEAL_KEY"));
  }

  public SealKey sealKey() {
    return new KmsSealKey(clients::kms, variables.get("SEAL_KEY"));
  }

  /// The open tickets. Hallpass never writes to their table.
  public Tickets tickets() {
    return new DynamoDbTickets(clients.dynamoDb(), variables.get("TICKETS_TABLE"));
  }

  /// What keeps accounts from opening access.
  public Obstacles obstacles() {
    return new DynamoDbObstacles(clients.dynamoDb(), variables.get("OBSTACLES_TABLE"));
  }

  public Workflow workflow() {
    return new StepFunctionsWorkflow(clients.stepFunctions(), variables.get("STATE_MACHINE"));
  }

  public Doorbells doorbells() {
    return new StepFunctionsDoorbells(clients.stepFunctions());
  }

  public Ring ring() {
    return new Ring(doorbells(), telemetry());
  }

  /// Who takes the steps that the reaper finds due.
  public Crew crew() {
    return crew;
  }

  /// Where the domain says what it does.
  public Telemetry telemetry() {
    return new CloudWatchTelemetry();
  }

  public SessionPolicies sessionPolicies() {
    return new IamSessionPolicies(iamAccounts(), partition());
  }

  /// The managed policies that sessions get too.
  public ManagedPolicies managedPolicies() {
    return new IamManagedPolicies(iamAccounts());
  }

  public SessionDenials sessionDenials() {
    return new IamSessionDenials(iamAccounts());
  }

  /// The shells in all accounts but the hub, where no entitlement may open any.
  public Shells shells() {
    // Few grants open shells, so the clients are created at the first one.
    return new SsmShells((account, region) -> clients.ssm(region, iamAccounts().session(account)));
  }

  private synchronized IamAccounts iamAccounts() {
    if (iamAccounts == null) {
      iamAccounts = new IamAccounts(hub(), clients.iam(), this::provisioner);
    }
    return iamAccounts;
  }

  /// Created only for a grant in another account, so that other starts stay fast.
  private Provisioner provisioner(AccountId account) {
    return new Provisioner(
        settings().account(account).orElseThrow(() -> notNamed(account)),
        partition(),
        variables.get("AWS_LAMBDA_FUNCTION_NAME"),
        clients.sts(),
        clock,
        clients::iam);
  }

  private static OutcomeUnknown notNamed(AccountId account) {
    return new OutcomeUnknown(
        "reach the account " + account,
        new NoSuchElementException("hallpass.yaml does not name it any more"));
  }

  public Sessions sessions() {
    return new StsSessions(clients.sts());
  }

  /// What tells who signed the proof of a call.
  public CallerProofs callerProofs() {
    return new StsCallerProofs(clients::http, region(), clock);
  }

  /// The region of this function.
  public String region() {
    return variables.get("AWS_REGION");
  }

  /// The partition of this function.
  public String partition() {
    return variables.get("PARTITION");
  }

  public Mailer mailer() {
    Settings settings = settings();
    Mailing mailing = settings.mailing();
    return new SesMailer(
        clients.ses(mailing.region().orElseGet(this::region)),
        settings.sender(),
        mailing,
        variables.get("CONFIGURATION_SET"));
  }

  /// The bus by which other systems learn of grants.
  public Bus bus() {
    return new EventBridgeBus(clients.events(), variables.get("BUS"));
  }

  public Ids ids() {
    return new Ids(random);
  }

  /// The public address of the API, with its stage and without a slash at the end.
  public URI publicUrl() {
    return URI.create(variables.get("PUBLIC_URL"));
  }

  /// The word in the links of this installation.
  public Postmark postmark() {
    return new Postmark(variables.get("POSTMARK"));
  }

  /// The roles with the ceilings of entitlements.
  public Roles roles() {
    return new Roles(partition(), hub());
  }

  /// All accounts in which grants open access, the hub first.
  public List<AccountId> accounts() {
    return settings().everyAccount(hub());
  }

  /// The stack of this function, and AWS's managed policies in its catalogue.
  public Deployed deployed() {
    return new DeployedStack(
        variables.get("STACK"),
        new DeployedStack.Clients(
            clients.cloudFormation(),
            clients.iam(),
            clients.dynamoDb(),
            clients.stepFunctions(),
            clients.lambda(),
            clients.sns(),
            clients.kms(),
            clients.events()),
        catalog().managedPolicies());
  }

  /// What writes the log of the ledger.
  public LogWriter logWriter() {
    return new LogWriter(
        archive(),
        new StreamedEntries(
            clients.dynamoDb(),
            clients.streams(),
            variables.get("LEDGER_TABLE"),
            variables.get("LEDGER_STREAM")),
        new KmsNoteSigner(clients.kms(), variables.get("LOG_KEY")),
        new IntervalJson(),
        clock,
        variables.get("LOG_ORIGIN"),
        variables.optional("LOG_CONTINUES"));
  }

  /// What audits the log of the ledger.
  public Audit audit() {
    return new Audit(archive(), new IntervalJson(), new LoggedJson(), READS_AT_ONCE);
  }

  /// What tells the newest checkpoint of the log.
  public NewestCheckpoint newestCheckpoint() {
    return new S3NewestCheckpoint(clients::s3, variables.get("ARCHIVE"));
  }

  private Archive archive() {
    return new S3Archive(clients.s3(), variables.get("ARCHIVE"));
  }

  public InstantSource clock() {
    return clock;
  }

  /// The account of this function.
  private AccountId hub() {
    return new AccountId(variables.get("ACCOUNT"));
  }
}
